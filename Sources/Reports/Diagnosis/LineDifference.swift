/// What was changed from one text to another, by whole lines: a longest common subsequence of them.
/// Whitespace counts for nothing.
enum LineDifference {
  /// Lines of the first text that are gone, in favour of lines of the second at the same place.
  struct Hunk: Equatable, Sendable {
    /// Places in the first text; empty where lines were only added, before its lower bound.
    var removed: Range<Int>
    var added: Range<Int>
  }

  /// The hunks in their order. Takes time and memory as the product of the lines that differ.
  static func hunks(from old: [String], to new: [String]) -> [Hunk] {
    let head = zip(old, new).prefix { $0 == $1 }.count
    let tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count
    let ending = min(tail, min(old.count, new.count) - head)
    let (left, right) = (
      Array(old[head..<old.count - ending]), Array(new[head..<new.count - ending])
    )
    var hunks: [Hunk] = []
    var (i, j) = (0, 0)
    for (atLeft, atRight) in common(left, right) + [(left.count, right.count)] {
      if i < atLeft || j < atRight {
        hunks.append(
          Hunk(removed: head + i..<head + atLeft, added: head + j..<head + atRight))
      }
      (i, j) = (atLeft + 1, atRight + 1)
    }
    return hunks
  }

  /// Beyond so many cells nothing is common: no student's file is as long as that.
  private static let largest = 20_000_000

  /// Pairs of places that hold the same line.
  private static func common(_ left: [String], _ right: [String]) -> [(Int, Int)] {
    guard !left.isEmpty, !right.isEmpty, left.count * right.count <= largest else { return [] }
    // Compared often: numbers instead of texts.
    var numbers: [String: Int32] = [:]
    func number(_ line: String) -> Int32 {
      if let known = numbers[line] { return known }
      let next = Int32(numbers.count)
      numbers[line] = next
      return next
    }
    let (a, b) = (left.map(number), right.map(number))
    let width = b.count + 1
    // Of what follows the two places, how much is common.
    var lengths = [Int32](repeating: 0, count: (a.count + 1) * width)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i * width + j] =
          a[i] == b[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }
}
