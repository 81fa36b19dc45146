/// The line in rows of at most `width` columns, broken between words, and within a word only if it
/// is longer than a row. Rows after the first are indented by `hanging` columns.
public func wrap(_ line: StyledLine, width: Int, hanging: Int = 0) -> [StyledLine] {
  guard width > 0 else { return [] }
  let indent = min(hanging, width / 2)
  let pad = [StyledGlyph](
    repeating: StyledGlyph(glyph: " ", style: .plain, width: 1), count: indent)
  var rows: [[StyledGlyph]] = []
  var row: [StyledGlyph] = []
  var used = 0
  func start() -> Int { rows.isEmpty ? 0 : indent }
  func endRow() {
    while row.count > start(), row.last?.isSpace == true { row.removeLast() }
    rows.append(row)
    row = pad
    used = indent
  }
  for word in words(line.glyphs) {
    let length = word.reduce(0) { $0 + $1.width }
    if word.first?.isSpace == true {
      // A space that a break falls on is the break.
      if used + length <= width, used > start() || rows.isEmpty {
        row += word
        used += length
      } else if used > start() {
        endRow()
      }
      continue
    }
    if used + length > width, used > start() { endRow() }
    for glyph in word {
      if used + glyph.width > width, used > start() { endRow() }
      guard used + glyph.width <= width else { continue }
      row.append(glyph)
      used += glyph.width
    }
  }
  if row.count > start() || rows.isEmpty { endRow() }
  return rows.map { StyledLine(glyphs: $0) }
}

/// Runs of spaces and runs of other glyphs, in turn.
private func words(_ glyphs: [StyledGlyph]) -> [[StyledGlyph]] {
  var words: [[StyledGlyph]] = []
  for glyph in glyphs {
    if let last = words.last?.last, last.isSpace == glyph.isSpace {
      words[words.count - 1].append(glyph)
    } else {
      words.append([glyph])
    }
  }
  return words
}
