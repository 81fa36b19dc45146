import Testing

@testable import TensorKit

/// What PyTorch refuses, TensorKit refuses, and what TensorKit alone refuses is in the list of chosen
/// differences. A refusal ends the process, so each run tries some: DIFFERENTIAL_REFUSALS says how
/// many.
@Suite struct RefusalTests {
  /// The places of the refusals that this run tries, by its seed.
  private static let tried: ArraySlice<Int> = {
    let count = (try? DifferentialRun.pool.get().refusals.count) ?? 0
    let order = Tensor.randperm(count, generator: Generator(seed: DifferentialRun.seed)).ints()
    return order.prefix(DifferentialRun.variable("DIFFERENTIAL_REFUSALS").flatMap { Int($0) } ?? 24)
  }()

  @Test func thereAreHundreds() throws {
    #expect(try DifferentialRun.pool.get().refusals.count > 200)
  }

  @Test(arguments: tried)
  func whatPyTorchRefusesIsRefused(place: Int) async throws {
    let pool = try DifferentialRun.pool.get()
    let refusal = pool.refusals[place]
    if ChosenDifference.all.contains(where: { $0.kind == .accepted && $0.applies(pool, refusal) }) {
      return
    }
    let said = await said(by: .refusal, place)
    #expect(said.contains("Fatal error: "), "PyTorch: \(refusal.sentence ?? ""): \(refusal)")
  }

  /// One case of each difference that is a refusal.
  @Test func whatIsRefusedByChoiceIsRefused() async throws {
    let pool = try DifferentialRun.pool.get()
    let order = Tensor.randperm(pool.cases.count, generator: Generator(seed: DifferentialRun.seed))
    for row in ChosenDifference.all where row.kind == .refused && row.isSettled {
      let place = order.ints().first { row.applies(pool, pool.cases[$0]) }
      let said = await said(by: .case, try #require(place, "\(row.name): no case"))
      #expect(said.contains("Fatal error: "), "\(row.name): not refused any more")
    }
  }

  private enum Kind: Int { case `case`, refusal }

  /// What a process says that computes a case of the pool.
  private func said(by kind: Kind, _ place: Int) async -> String {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [kind = kind.rawValue as Int, place = place as Int] in
      let pool = try DifferentialRun.pool.get()
      let one = kind == Kind.case.rawValue ? pool.cases[place] : pool.refusals[place]
      let call = Call(inputs: one.inputs.map { pool.tensor($0) }, options: one.options)
      _ = DifferentialOperation.table[one.operation]?.body(call)
    }
    return String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
