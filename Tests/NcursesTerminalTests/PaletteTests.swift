import CellUI
import Testing

@testable import NcursesTerminal

@Suite struct PaletteTests {
  @Test func brightColoursFoldToEight() {
    func folded(_ front: Color, _ back: Color = .standard) -> Style {
      Palette.folded(Style(foreground: front, background: back))
    }
    #expect(folded(.ansi(4)) == Style(foreground: .ansi(4)))
    #expect(folded(.ansi(12)) == Style(foreground: .ansi(4)).bold())
    #expect(folded(.ansi(8)) == Style.plain.dim())
    #expect(folded(.standard, .ansi(12)) == Style(background: .ansi(4)))
    #expect(folded(.standard, .ansi(8)) == .plain)
  }

  @Test func pairsAreGivenOnceAndNeverTaken() {
    var table = PairTable(capacity: 4, own: (-1, -1))
    var defined: [Int32] = []
    func number(_ front: Int32, _ back: Int32) -> Int32 {
      table.number(foreground: front, background: back) { pair, _, _ in
        defined.append(pair)
        return true
      }
    }
    #expect(number(1, -1) == 1)
    #expect(number(2, -1) == 2)
    #expect(number(1, 2) == 3)
    // No pair is left: the foreground on the ground, or the terminal's own colours.
    #expect(number(2, 5) == 2)
    #expect(number(6, 5) == 0)
    #expect(number(1, -1) == 1)
    #expect(number(1, 2) == 3)
    #expect(defined == [1, 2, 3])
  }

  @Test func aPairThatTheTerminalRefusesIsNotUsed() {
    var table = PairTable(capacity: 64, own: (7, 0))
    #expect(table.number(foreground: 1, background: 0) { _, _, _ in true } == 1)
    #expect(table.number(foreground: 1, background: 3) { _, _, _ in false } == 1)
    #expect(table.number(foreground: 2, background: 3) { _, _, _ in false } == 0)
  }
}
