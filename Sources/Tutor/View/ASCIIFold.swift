import CellUI

extension Screen {
  /// Replaces every glyph beyond ASCII by one that resembles it: the last word of a screen that may
  /// only hold ASCII, whatever lesson or compiler a text came from.
  mutating func foldToASCII() {
    for y in 0..<size.height {
      for x in 0..<size.width {
        let glyph = self[x, y].glyph
        if !glyph.isASCII { self[x, y].glyph = ASCIIFold.glyph(glyph) }
      }
    }
  }
}

enum ASCIIFold {
  static func glyph(_ glyph: Character) -> Character {
    if glyph.isASCII { return glyph }
    return table[glyph] ?? "?"
  }

  private static let table: [Character: Character] = {
    var table: [Character: Character] = [:]
    let pairs: [(String, Character)] = [
      ("áàâä", "a"), ("éèêë", "e"), ("íìîï", "i"), ("óòôöº", "o"), ("úùûü", "u"), ("ñ", "n"),
      ("ÁÀÂÄ", "A"), ("ÉÈÊË", "E"), ("ÍÌÎÏ", "I"), ("ÓÒÔÖ", "O"), ("ÚÙÛÜ", "U"), ("Ñ", "N"),
      ("ç", "c"), ("αª", "a"), ("β", "b"), ("ℝ", "R"), ("ᵀ", "T"), ("Δ", "D"), ("√", "V"),
      ("–—−‐─", "-"), ("│", "|"), ("·•", "."), ("…", "~"), ("×✘", "x"), ("✔", "+"), ("⚠", "!"),
      ("“”«»", "\""), ("‘’", "'"), ("¿", "?"), ("¡", "!"), ("→▶▸", ">"), ("←", "<"), ("↑", "^"),
      ("↓", "v"), ("≤", "<"), ("≥", ">"), ("≈", "~"), ("○", "o"), ("✦", "*"), ("²", "2"),
      ("∈", "E"),
      ("├┤┌┐└┘┼", "+"), ("\u{A0}", " "),
    ]
    for (glyphs, plain) in pairs {
      for glyph in glyphs { table[glyph] = plain }
    }
    return table
  }()
}
