import Testing

@testable import CellUI

@Suite struct ScreenTests {
  @Test func textIsCutAtTheEdges() {
    var screen = Screen(size: Size(width: 6, height: 2))
    let used = screen.write("abcdefgh", x: 3, y: 0)
    screen.write("xyz", x: -1, y: 1)
    screen.write("below", x: 0, y: 5)
    #expect(used == 8)
    #expect(screen.picture == "   abc\nyz")
  }

  @Test func clippingKeepsTextInItsPane() {
    var screen = Screen(size: Size(width: 10, height: 3))
    screen.write("0123456789", x: 0, y: 1, clip: Rect(x: 2, y: 1, width: 3, height: 1))
    screen.write("0123456789", x: 0, y: 2, clip: Rect(x: 2, y: 1, width: 3, height: 1))
    #expect(screen.picture == "\n  234\n")
  }

  @Test func wideGlyphsTakeTwoCellsAndAreNeverHalved() {
    var screen = Screen(size: Size(width: 5, height: 2))
    screen.write("世界x", x: 0, y: 0)
    screen.write("a世界", x: 0, y: 1)
    screen.write("b", x: 1, y: 0)
    #expect(screen[1, 0].glyph == "b")
    #expect(screen[0, 0].glyph == " ")
    #expect(screen.picture == " b界x\na世界")
    var narrow = Screen(size: Size(width: 2, height: 1))
    narrow.write("a世", x: 0, y: 0)
    #expect(narrow.picture == "a")
  }

  @Test func controlCharactersAndMarksDoNotMoveTheCursor() {
    var screen = Screen(size: Size(width: 12, height: 1))
    screen.write("a\u{1B}[2Jb", x: 0, y: 0)
    #expect(screen.picture == "a [2Jb")
    #expect(DisplayWidth.of("e\u{301}") == 1)
    #expect(DisplayWidth.of("\u{200B}") == 0)
    #expect(DisplayWidth.of("日本") == 4)
  }

  @Test func aBoxWithItsTitle() {
    var screen = Screen(size: Size(width: 12, height: 5))
    let inside = screen.drawBox(Rect(x: 0, y: 0, width: 12, height: 3), title: "Checks")
    screen.drawBox(
      Rect(x: 0, y: 2, width: 12, height: 3), title: "A long title", borders: .light,
      joinsAbove: true)
    #expect(inside == Rect(x: 1, y: 1, width: 10, height: 1))
    #expect(
      screen.picture == """
        ┌ Checks ──┐
        │          │
        ├ A long … ┤
        │          │
        └──────────┘
        """)
  }

  @Test func onlyWhatChangedIsSent() {
    var before = Screen(size: Size(width: 6, height: 2))
    before.write("hello", x: 0, y: 0)
    var after = before
    #expect(after.changes(from: before).isEmpty)
    after.write("y", x: 1, y: 0)
    after.write("!", x: 5, y: 1)
    let runs = after.changes(from: before)
    #expect(runs.map(\.origin) == [Point(x: 1, y: 0), Point(x: 5, y: 1)])
    #expect(after.changes(from: nil).reduce(0) { $0 + $1.cells.count } == 12)
    #expect(after.changes(from: Screen(size: Size(width: 5, height: 2))).count == 2)
  }
}
