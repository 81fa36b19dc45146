import Testing

@testable import Mutants

/// A sample is even, always the same, and leaves nothing out that there is room for.
struct MutantSampleTests {
  private func mutants(_ file: String, _ counts: [MutantKind: Int]) -> [Mutant] {
    MutantKind.allCases.flatMap { kind in
      (0..<(counts[kind] ?? 0)).map { number in
        Mutant(
          file: file, line: number, kind: kind, function: "", before: "", after: "\(number)",
          text: "\(file) \(kind) \(number)")
      }
    }
  }

  private var files: [[Mutant]] {
    [
      mutants("reference", [.otherOperator: 30, .earlyReturn: 3]),
      mutants("one", [.otherConstant: 100, .otherName: 4]),
      mutants("two", [.otherConstant: 8]),
    ]
  }

  private func take(_ limit: Int, seed: UInt64 = 1) -> [Mutant] {
    MutantSample.take(limit, first: files[0], others: Array(files[1...]), seed: seed)
  }

  @Test func whereThereIsRoomAllAreTaken() {
    #expect(take(145, seed: 1) == files.flatMap { $0 })
    #expect(MutantSample.take(10, first: [], others: [], seed: 1) == [])
  }

  @Test func theFirstFileComesWholeAndTheOthersEvenly() {
    let taken = take(33 + 12, seed: 1)
    #expect(Array(taken.prefix(33)) == files[0])
    func count(_ file: String, _ kind: MutantKind) -> Int {
      taken.count { $0.file == file && $0.kind == kind }
    }
    #expect(count("one", .otherConstant) == 4)
    #expect(count("one", .otherName) == 4)
    #expect(count("two", .otherConstant) == 4)
    #expect(taken.count == 45)
  }

  @Test func withoutAFirstFileNoneIsPreferred() {
    let taken = MutantSample.take(20, first: [], others: files, seed: 1)
    #expect(Set(taken.map(\.file)) == ["reference", "one", "two"] && taken.count == 20)
    #expect(taken.count { $0.file == "two" } == 4)
  }

  /// What a small group leaves over goes to the large ones.
  @Test func noPlaceStaysEmpty() {
    let taken = take(20, seed: 1)
    #expect(taken.count == 20 && taken.allSatisfy { $0.file == "reference" })
    #expect(taken.count { $0.kind == .earlyReturn } == 3)
  }

  @Test func aSeedChoosesAndIsRepeated() {
    let one = take(20, seed: 1)
    #expect(one == take(20, seed: 1))
    #expect(one != take(20, seed: 2))
    #expect(Set(one.map(\.text)).count == 20)
    #expect(
      one.map(\.line)
        == one.sorted { ($0.kind.rank, $0.line) < ($1.kind.rank, $1.line) }.map(\.line))
  }
}

extension MutantKind {
  fileprivate var rank: Int { MutantKind.allCases.firstIndex(of: self) ?? 0 }
}
