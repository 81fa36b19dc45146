import Testing

@testable import CellUI

@Suite struct HeatTests {
  @Test func theSignCanBeReadWithoutColour() {
    for value in [0.01, 0.3, 0.7, 1.0] {
      let above = Heat.glyph(value, limit: 1, unicode: true)
      let below = Heat.glyph(-value, limit: 1, unicode: true)
      #expect(above != below)
      #expect(
        Heat.glyph(value, limit: 1, unicode: false) != Heat.glyph(-value, limit: 1, unicode: false))
    }
  }

  @Test func zeroNaNAndInfinityAreUnmistakable() {
    let glyphs = [0, .nan, .infinity, 0.5].map { Heat.glyph($0, limit: 1, unicode: true) }
    #expect(Set(glyphs).count == 4)
  }

  @Test func inHalfBlocksTooWhatIsNoNumberAndNothingCanBeRead() {
    var screen = Screen(size: Size(width: 4, height: 1))
    let grid = HeatGrid(rows: 2, columns: 4, values: [0, .nan, 1, 0.01, 0, 1, -.infinity, 0])
    screen.drawHeat(grid, limit: 1, in: screen.bounds, capabilities: Capabilities())
    #expect(screen.picture == "·?!▀")
  }

  @Test func colourIsSymmetricAndNeverRedOrGreen() {
    let forbidden: Set<Color> = [.ansi(1), .ansi(2), .ansi(9), .ansi(10)]
    for depth in [ColorDepth.eight, .sixteen, .full256] {
      for value in stride(from: -1.0, through: 1, by: 0.125) {
        let color = Heat.color(value, limit: 1, depth: depth)
        #expect(color != nil && !forbidden.contains(color ?? .ansi(1)))
      }
      #expect(Heat.color(1, limit: 1, depth: depth) != Heat.color(-1, limit: 1, depth: depth))
    }
    #expect(Heat.color(1, limit: 1, depth: .none) == nil)
  }

  @Test func poolingKeepsTheStrongestAndEveryNaN() {
    var values = [Double](repeating: 0, count: 100)
    values[37] = -5
    values[99] = .nan
    let pooled = HeatGrid(rows: 10, columns: 10, values: values).pooled(height: 3, width: 3)
    #expect(pooled.rows == 3 && pooled.columns == 3)
    #expect(pooled.values.contains(-5))
    #expect(pooled.values.contains { $0.isNaN })
    #expect(pooled.limit == 5)
  }

  @Test func aGridThatFitsIsDrawnAsItIs() {
    var screen = Screen(size: Size(width: 4, height: 2))
    let grid = HeatGrid(rows: 2, columns: 3, values: [0, 1, -1, 0.5, .nan, 0])
    let covered = screen.drawHeat(
      grid, limit: 1, in: screen.bounds, capabilities: Capabilities(depth: .none, unicode: false))
    #expect(covered == Rect(x: 0, y: 0, width: 3, height: 2))
    #expect(screen.picture == ".#O\nx?.")
  }

  @Test func twoRowsShareACellInColour() {
    var screen = Screen(size: Size(width: 3, height: 3))
    let grid = HeatGrid(rows: 3, columns: 1, values: [1, -1, 1])
    let covered = screen.drawHeat(grid, limit: 1, in: screen.bounds, capabilities: Capabilities())
    #expect(covered.height == 2)
    #expect(screen[0, 0].glyph == "▀")
    #expect(screen[0, 0].style.foreground != screen[0, 0].style.background)
  }
}
