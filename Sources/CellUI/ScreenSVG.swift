/// A screen as an SVG picture (W3C SVG 1.1): for a page that cannot show a terminal.
public enum ScreenSVG {
  private static let cellWidth = 8.4
  private static let cellHeight = 17.0
  private static let margin = 8.0

  /// One `svg` element: a dark ground, a rectangle for each run of background, text in runs of a style.
  public static func render(_ screen: Screen) -> String {
    let width = Double(screen.size.width) * cellWidth + 2 * margin
    let height = Double(screen.size.height) * cellHeight + 2 * margin
    let head =
      #"<svg xmlns="http://www.w3.org/2000/svg" width="\#(number(width))" "#
      + #"height="\#(number(height))" font-family="ui-monospace, Menlo, Consolas, "#
      + #"'DejaVu Sans Mono', monospace" font-size="14">"#
    let ground = #"<rect width="100%" height="100%" rx="6" fill="\#(ANSIColors.ground)"/>"#
    let rows = (0..<screen.size.height).flatMap { row(screen, $0) }
    return ([head, ground] + rows + ["</svg>"]).joined(separator: "\n")
  }

  private static func row(_ screen: Screen, _ y: Int) -> [String] {
    var backgrounds: [String] = []
    var texts: [String] = []
    var x = 0
    while x < screen.size.width {
      let style = screen[x, y].style
      var end = x
      while end < screen.size.width, screen[end, y].style == style { end += 1 }
      let colors = ANSIColors.of(style)
      if let ground = colors.background {
        backgrounds.append(rect(x, y, columns: end - x, ground))
      }
      texts += text(screen, x..<end, y, style, colors.foreground)
      x = end
    }
    return backgrounds + texts
  }

  /// Half blocks are drawn as halves, exactly; a font's would leave gaps.
  private static func text(
    _ screen: Screen, _ columns: Range<Int>, _ y: Int, _ style: Style, _ color: String
  ) -> [String] {
    let cells = columns.map { screen[$0, y] }
    if cells.allSatisfy({ $0.glyph == "▀" || $0.glyph == "▄" }) {
      return halves(cells.map(\.glyph), columns.lowerBound, y, color)
    }
    let glyphs = cells.filter { !$0.isContinuation }.map(\.glyph)
    guard glyphs.contains(where: { $0 != " " }) else { return [] }
    let left = margin + Double(columns.lowerBound) * cellWidth
    let base = margin + Double(y) * cellHeight + 13
    let attributes =
      (style.bold ? #" font-weight="bold""# : "") + (style.italic ? #" font-style="italic""# : "")
      + (style.underline ? #" text-decoration="underline""# : "")
      + (style.dim ? #" opacity="0.6""# : "")
    let length = Double(columns.count) * cellWidth
    return [
      #"<text x="\#(number(left))" y="\#(number(base))" fill="\#(color)"\#(attributes) "#
        + #"textLength="\#(number(length))" lengthAdjust="spacing" xml:space="preserve">"#
        + "\(escaped(String(glyphs)))</text>"
    ]
  }

  private static func halves(_ glyphs: [Character], _ x: Int, _ y: Int, _ color: String) -> [String]
  {
    var rects: [String] = []
    var start = 0
    while start < glyphs.count {
      let end = glyphs[start...].firstIndex { $0 != glyphs[start] } ?? glyphs.count
      rects.append(
        rect(
          x + start, y, columns: end - start, color, height: cellHeight / 2,
          down: glyphs[start] == "▄" ? cellHeight / 2 : 0))
      start = end
    }
    return rects
  }

  private static func rect(
    _ x: Int, _ y: Int, columns: Int, _ color: String, height: Double = cellHeight,
    down: Double = 0
  ) -> String {
    let left = margin + Double(x) * cellWidth
    let top = margin + Double(y) * cellHeight + down
    return
      #"<rect x="\#(number(left))" y="\#(number(top))" width="\#(number(Double(columns) * cellWidth))" "#
      + #"height="\#(number(height))" fill="\#(color)"/>"#
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, glyph in
      switch glyph {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.append(glyph)
      }
    }
  }

  /// With at most one decimal, and none where it is whole.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

/// A terminal's colours as a dark scheme shows them.
enum ANSIColors {
  static let ground = "#1d2021"
  private static let text = "#ebdbb2"
  private static let named = [
    "#1d2021", "#fb4934", "#b8bb26", "#fabd2f", "#83a598", "#d3869b", "#8ec07c", "#d5c4a1",
    "#928374", "#fb4934", "#b8bb26", "#fabd2f", "#83a598", "#d3869b", "#8ec07c", "#fbf1c7",
  ]

  static func of(_ style: Style) -> (foreground: String, background: String?) {
    let front = hex(style.foreground)
    let back = hex(style.background)
    guard style.reverse else { return (front ?? text, back) }
    return (back ?? ground, front ?? text)
  }

  private static func hex(_ color: Color) -> String? {
    switch color {
    case .standard: nil
    case .ansi(let index): named[Int(index % 16)]
    case .indexed(let index): color.rgb.map { rgb($0.red, $0.green, $0.blue) } ?? named[Int(index)]
    }
  }

  private static func rgb(_ parts: UInt8...) -> String {
    "#"
      + parts.map { part in
        let digits = String(part, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
      }.joined()
  }
}
