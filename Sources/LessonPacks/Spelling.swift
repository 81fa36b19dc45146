/// Finds what somebody who mistyped a word probably meant.
public enum Spelling {
  /// `Did you mean `x`?` if a known word is near, else the list of what there is.
  static func suggestion(for word: String, among known: [String], noun: String) -> String? {
    guard !known.isEmpty else { return nil }
    if let near = nearest(to: word, among: known) { return "Did you mean `\(near)`?" }
    return "The \(noun) here are: " + known.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// The known word with the fewest edits, if they are fewer than about a third of the letters.
  public static func nearest(to word: String, among known: [String]) -> String? {
    let folded = word.lowercased()
    let scored = known.map { (word: $0, edits: edits(folded, $0.lowercased())) }
    guard let best = scored.min(by: { $0.edits < $1.edits }) else { return nil }
    return best.edits <= max(1, (min(word.count, best.word.count) + 1) / 3) ? best.word : nil
  }

  /// How many characters have to be put in, left out, changed, or exchanged with their neighbour to make
  /// one word of another.
  public static func edits(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first), Array(second))
    var before: [Int] = []
    var row = Array(0...second.count)
    for index in first.indices {
      var next = [index + 1]
      for column in second.indices {
        let isSame = first[index] == second[column]
        var least = min(row[column] + (isSame ? 0 : 1), row[column + 1] + 1, next[column] + 1)
        if index > 0, column > 0, first[index] == second[column - 1],
          first[index - 1] == second[column]
        {
          least = min(least, before[column - 1] + 1)
        }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[second.count]
  }
}
