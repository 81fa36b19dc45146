import Testing

@testable import CellUI

@Suite struct ScreenSVGTests {
  @Test func textBackgroundsAndHalves() {
    var screen = Screen(size: Size(width: 6, height: 2))
    screen.write("a<b&", x: 0, y: 0, style: Style(foreground: .ansi(1)).bold())
    screen[0, 1] = Cell("▀", Style(foreground: .indexed(16), background: .indexed(255)))
    screen[2, 1] = Cell("x", Style.plain.reverse())
    let svg = ScreenSVG.render(screen)
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"66.4\" height=\"50\""))
    #expect(svg.hasSuffix("</svg>"))
    #expect(svg.contains("fill=\"#fb4934\" font-weight=\"bold\""))
    #expect(svg.contains(">a&lt;b&amp;</text>"))
    // Two halves of one cell: the ground of the cell below, the upper half above it.
    #expect(svg.contains("width=\"8.4\" height=\"17\" fill=\"#eeeeee\"/>"))
    #expect(svg.contains("width=\"8.4\" height=\"8.5\" fill=\"#000000\"/>"))
    #expect(svg.contains("fill=\"#ebdbb2\"/>"))
  }

  @Test func aLowerHalfIsDrawnBelow() {
    var screen = Screen(size: Size(width: 3, height: 1))
    for (x, glyph) in "▀▄▄".enumerated() {
      screen[x, 0] = Cell(glyph, Style(foreground: .indexed(202)))
    }
    let svg = ScreenSVG.render(screen)
    #expect(
      svg.contains(##"<rect x="8" y="8" width="8.4" height="8.5" fill="#ff5f00"/>"##))
    #expect(
      svg.contains(##"<rect x="16.4" y="16.5" width="16.8" height="8.5" fill="#ff5f00"/>"##))
  }

  @Test func anEmptyScreenIsTheGroundAlone() {
    let svg = ScreenSVG.render(Screen(size: Size(width: 3, height: 1)))
    #expect(svg.split(separator: "\n").count == 3)
  }
}
