/// Some of many mutants, chosen evenly and always alike.
public enum MutantSample {
  /// At most `limit` of the mutants of some files, in their order.
  ///
  /// `first` comes whole before the `others` get any. Where there is no room for all of it, or of the
  /// others, the room is shared out among their kinds, and among files and kinds: each in its turn
  /// gives one, as long as it has any. Another `seed` chooses others.
  public static func take(
    _ limit: Int, first: [Mutant], others: [[Mutant]], seed: UInt64
  ) -> [Mutant] {
    let files = [first] + others
    guard files.reduce(0, { $0 + $1.count }) > limit else { return files.flatMap { $0 } }
    let ofFirst = chosen(limit, of: [first], seed: seed)
    let left = limit - ofFirst.reduce(0) { $0 + $1.count }
    let ofOthers = chosen(left, of: others, seed: seed)
    return zip(files, ofFirst + ofOthers).flatMap { file, chosen in
      chosen.sorted().map { file[$0] }
    }
  }

  /// By file, which of its mutants are taken.
  private static func chosen(_ limit: Int, of files: [[Mutant]], seed: UInt64) -> [[Int]] {
    // Every file's first kind, then every file's second, and so on.
    var groups: [(file: Int, waiting: [Int])] = []
    for kind in MutantKind.allCases {
      for (file, mutants) in files.enumerated() {
        let ofKind = mutants.indices.filter { mutants[$0].kind == kind }
        guard let one = ofKind.first else { continue }
        var numbers = SplitMix(seed: seed ^ hash("\(mutants[one].file) \(kind.rawValue)"))
        groups.append((file, ofKind.shuffled(using: &numbers)))
      }
    }
    var chosen = [[Int]](repeating: [], count: files.count)
    var left = limit
    while left > 0, groups.contains(where: { !$0.waiting.isEmpty }) {
      for group in groups.indices where left > 0 {
        guard let next = groups[group].waiting.popLast() else { continue }
        chosen[groups[group].file].append(next)
        left -= 1
      }
    }
    return chosen
  }

  /// FNV-1a: the same in every run, as Swift's own is not.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

/// Random numbers that are the same for a seed (Steele et al., "Fast Splittable Pseudorandom Number
/// Generators", 2014).
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
