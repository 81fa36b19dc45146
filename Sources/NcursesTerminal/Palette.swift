import CNcurses
import CellUI

/// Colours and attributes in ncurses' terms.
struct Palette {
  /// How a cell is to be written.
  struct Ink: Equatable {
    var pair: Int32
    var flags: Int32
  }

  private let depth: ColorDepth
  /// How many colours the terminal counts: with more than 256 a number beyond 7 is an RGB value.
  private let colors: Int
  /// What stands for the terminal's own colours: −1, or white on black where it cannot go back to its own.
  private let own: (foreground: Int32, background: Int32)
  private var pairs: PairTable

  init(depth: ColorDepth, colors: Int, pairs: Int, hasOwnColors: Bool) {
    self.depth = depth
    self.colors = colors
    own = hasOwnColors ? (-1, -1) : (Int32(COLOR_WHITE), Int32(COLOR_BLACK))
    self.pairs = PairTable(capacity: pairs, own: own)
    guard depth > .none else { return }
    // Each colour on the ground has a pair, however many other pairs are wanted before it.
    for number in 0..<Int32(depth == .eight ? 8 : 16) {
      _ = self.pairs.number(foreground: direct(number), background: own.background, define)
    }
  }

  mutating func ink(_ style: Style) -> Ink {
    var style = style
    if depth == .eight { style = Self.folded(style) }
    guard depth > .none else { return Ink(pair: 0, flags: Self.flags(style)) }
    let foreground = number(style.foreground) ?? own.foreground
    let background = number(style.background) ?? own.background
    let isPlain = foreground == own.foreground && background == own.background
    let pair =
      isPlain ? 0 : pairs.number(foreground: foreground, background: background, define)
    return Ink(pair: pair, flags: Self.flags(style))
  }

  /// Eight colours have no bright twins: bold stands for bright, as these terminals show it, and dim
  /// text for grey, which would be black.
  static func folded(_ style: Style) -> Style {
    var style = style
    if case .ansi(let number) = style.foreground, number >= 8 {
      style =
        number == 8 ? style.foreground(.standard).dim() : style.foreground(.ansi(number % 8)).bold()
    }
    if case .ansi(let number) = style.background, number >= 8 {
      style.background = number == 8 ? .standard : .ansi(number % 8)
    }
    return style
  }

  private static func flags(_ style: Style) -> Int32 {
    let set: [(Bool, Int)] = [
      (style.bold, BYHAND_BOLD), (style.dim, BYHAND_DIM),
      (style.underline, BYHAND_UNDERLINE), (style.reverse, BYHAND_REVERSE),
      (style.italic, BYHAND_ITALIC),
    ]
    return Int32(set.reduce(0) { $1.0 ? $0 | $1.1 : $0 })
  }

  /// Nil for the terminal's own.
  private func number(_ color: Color) -> Int32? {
    switch color {
    case .standard: nil
    case .ansi(let number): direct(Int32(number % 16))
    case .indexed(let number): depth == .full256 ? direct(Int32(number)) : nil
    }
  }

  private func direct(_ number: Int32) -> Int32 {
    guard colors > 256 else { return number }
    guard let rgb = Color.indexed(UInt8(number)).rgb else { return number % 8 }
    return Int32(rgb.red) << 16 | Int32(rgb.green) << 8 | Int32(rgb.blue)
  }

  private var define: (Int32, Int32, Int32) -> Bool {
    { init_extended_pair($0, $1, $2) == OK }
  }
}
