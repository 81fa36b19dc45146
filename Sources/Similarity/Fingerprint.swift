/// What of a file can be found again in another: some of the hashes of its runs of symbols, chosen so
/// that two files with a long enough run in common always have one in common.
///
/// The method is winnowing, as in MOSS: S. Schleimer, D. S. Wilkerson and A. Aiken, "Winnowing: Local
/// Algorithms for Document Fingerprinting", SIGMOD 2003. No run goes from one declaration into the next,
/// and the choice is a set: functions in another order give the same one.
public struct Fingerprint: Sendable, Equatable {
  /// Symbols in a run: what is shorter is Swift, and nobody's.
  static let run = 9
  /// Of so many runs, one after the other, at least one is chosen: `run + window - 1` symbols in common
  /// are always noticed.
  static let window = 4

  /// In ascending order, each once.
  public let hashes: [UInt64]
  /// The words and signs of the file, without comments.
  public let symbolCount: Int

  /// The fingerprint of a file, without what the pack's starter has.
  public init(of source: String, without starter: Starter = Starter()) {
    let symbols = Symbols(source)
    symbolCount = symbols.count
    let chosen = symbols.pieces.flatMap { Self.chosen(of: Self.runs($0)) }
    hashes = Set(chosen).subtracting(starter.runs).sorted()
  }

  /// What every student is given.
  public struct Starter: Sendable {
    let runs: Set<UInt64>

    /// The whole text of the starter; of an empty one nothing is taken out.
    public init(_ source: String = "") {
      runs = Set(Symbols(source).pieces.flatMap(Fingerprint.runs))
    }
  }

  /// How much of the smaller one is in both, from 0 to 1; 0 where one is empty.
  public func likeness(to other: Fingerprint) -> Double {
    likeness(to: other, shared: Set(hashes).intersection(other.hashes).count)
  }

  func likeness(to other: Fingerprint, shared: Int) -> Double {
    let smaller = min(hashes.count, other.hashes.count)
    return smaller > 0 ? Double(shared) / Double(smaller) : 0
  }

  /// A hash for each run of symbols.
  private static func runs(_ symbols: [UInt64]) -> [UInt64] {
    guard symbols.count >= run else { return [] }
    return (0...symbols.count - run).map { start in
      symbols[start..<start + run].reduce(0x9e37_79b9_7f4a_7c15) { hash, symbol in
        mixed(hash &* 0x0000_0100_0000_01b3 ^ symbol)
      }
    }
  }

  /// The smallest hash of each window, of equals the last.
  private static func chosen(of runs: [UInt64]) -> [UInt64] {
    guard runs.count > window else { return runs.min().map { [$0] } ?? [] }
    return (0...runs.count - window).compactMap { runs[$0..<$0 + window].min() }
  }

  /// splitmix64's last step: the smallest of the hashes is then no matter of what they are of.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
