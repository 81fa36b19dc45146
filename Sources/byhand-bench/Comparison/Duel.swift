/// What a row took at one size, in microseconds a call.
struct Measurement: Encodable {
  let group: String
  let name: String
  let size: Int
  let ours: Times
  /// Absent without a PyTorch to compare with, or if it refused the row.
  let theirs: Times?
  let refusal: String?
  let work: Rate?

  struct Times: Encodable {
    let best: Double
    let median: Double
  }

  /// Ours over theirs: below 1 is faster than PyTorch.
  var ratio: Double? { theirs.map { ours.best / $0.best } }
}

/// Times a row on both sides in turns, so that a disturbed machine is slow for both.
struct Duel {
  let torch: PyTorch?
  let limits: MachineLimits
  /// How long a batch of calls lasts, and how long the batches of a side in all.
  private let batch = 0.008
  private let budget = 0.08

  func measure(_ row: Row, _ size: Int, in group: String) -> Measurement {
    let call = row.prepare(size)
    let ours = Calls(first: seconds(1, call)) { seconds($0, call) }
    var refusal: String?
    var theirs: Calls?
    if let torch {
      do {
        theirs = try Calls(first: torch.prepare(row, size)) { try torch.run($0) }
      } catch { refusal = "\(error)" }
    }
    var sides = [ours] + (theirs.map { [$0] } ?? [])
    do {
      for index in sides.indices { try sides[index].findCount(lasting: batch) }
      repeat {
        for index in sides.indices { try sides[index].runBatch() }
      } while sides.contains { $0.needsMore(budget) }
    } catch { refusal = "\(error)" }
    let (mine, other) = (sides[0].times, refusal == nil && sides.count > 1 ? sides[1].times : nil)
    return Measurement(
      group: group, name: row.name, size: size, ours: mine, theirs: other, refusal: refusal,
      work: limits.rate(row.work, size, microseconds: mine.best))
  }

  private func seconds(_ count: Int, _ call: () -> Void) -> Double {
    ContinuousClock().measure { for _ in 0..<count { call() } } / .seconds(1)
  }
}

/// The batches of one side.
private struct Calls {
  private let run: (Int) throws -> Double
  private var count = 1
  private var guess: Double
  private var runs: [Double] = []
  private var spent = 0.0

  init(first: Double, _ run: @escaping (Int) throws -> Double) {
    (self.run, guess) = (run, first)
  }

  /// The first call pays for what later ones find ready: pages, caches, threads.
  mutating func findCount(lasting duration: Double) throws {
    if guess < duration { guess = try run(1) }
    while count < 100_000 && guess * Double(count) < duration {
      count = max(count + 1, min(count * 8, Int(duration / max(guess, 1e-8))))
      guess = try run(count) / Double(count)
    }
  }

  mutating func runBatch() throws {
    // The other side has been at work: what it put into the caches is not timed.
    if guess < 0.004 { _ = try run(1) }
    let seconds = try run(count)
    spent += seconds
    runs.append(seconds / Double(count) * 1e6)
  }

  func needsMore(_ budget: Double) -> Bool { runs.count < 3 || spent < budget && runs.count < 20 }

  var times: Measurement.Times {
    let sorted = runs.sorted()
    return .init(best: sorted.first ?? 0, median: sorted.isEmpty ? 0 : sorted[sorted.count / 2])
  }
}
