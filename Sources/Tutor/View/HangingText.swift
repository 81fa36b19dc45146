import CellUI

/// A text behind a mark or a key: rows after the first begin where the text does.
func hanging(_ lead: StyledLine, _ text: StyledLine, width: Int) -> [StyledLine] {
  let margin = min(lead.width, max(0, width - 1))
  let rows = wrap(text, width: width - margin)
  let blank = StyledLine(String(repeating: " ", count: margin))
  return rows.enumerated().map { ($0 == 0 ? lead : blank) + $1 }
}
