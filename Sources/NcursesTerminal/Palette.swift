import CNcurses
import CellUI

/// Colours and attributes in ncurses' terms.
struct Palette {
  let depth: ColorDepth

  /// The pair for a style's two colours; 0, the terminal's own, without colour.
  func pair(_ style: Style) -> Int32 {
    guard depth > .none else { return 0 }
    let foreground = number(style.foreground)
    let background = number(style.background)
    if foreground < 0, background < 0 { return 0 }
    return max(0, byhand_pair(foreground, background))
  }

  func flags(_ style: Style) -> Int32 {
    let set: [(Bool, Int)] = [
      (style.bold, BYHAND_BOLD), (style.dim, BYHAND_DIM),
      (style.underline, BYHAND_UNDERLINE), (style.reverse, BYHAND_REVERSE),
      (style.italic, BYHAND_ITALIC),
    ]
    return Int32(set.reduce(0) { $1.0 ? $0 | $1.1 : $0 })
  }

  private func number(_ color: Color) -> Int32 {
    switch color {
    case .standard: return -1
    case .ansi(let number):
      // Eight colours have no bright twins.
      return Int32(depth == .eight ? number % 8 : number)
    case .indexed(let number): return depth == .full256 ? Int32(number) : -1
    }
  }
}
