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

  /// Levenshtein's distance: insertions, deletions and replacements of one character.
  static func edits(_ first: String, _ second: String) -> Int {
    let second = Array(second)
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let replaced = diagonal + (second[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[second.count]
  }
}
