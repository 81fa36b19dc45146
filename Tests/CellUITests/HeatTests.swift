import Foundation
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

  /// Zero is the ground of whatever terminal it is; what rounding makes does not glow.
  @Test func zeroAndNoiseAreTheGround() {
    for depth in [ColorDepth.eight, .sixteen, .full256] {
      #expect(Heat.color(0, limit: 1, depth: depth) == .standard)
      #expect(Heat.color(-0.0, limit: 0, depth: depth) == .standard)
      for value in [1e-7, -1e-6] {
        #expect(Heat.color(value, limit: 1, noise: 1e-6, depth: depth) == .standard)
        #expect(Heat.color(value, limit: 1, noise: 1e-8, depth: depth) != .standard)
      }
    }
    for unicode in [true, false] {
      let noise = Heat.glyph(1e-7, limit: 1, noise: 1e-6, unicode: unicode)
      #expect(noise == Heat.glyph(-1e-7, limit: 1, noise: 1e-6, unicode: unicode))
      for value in [0, 1e-5, -1e-5, 1, -1, .nan, .infinity] {
        #expect(noise != Heat.glyph(value, limit: 1, noise: 1e-6, unicode: unicode))
      }
    }
  }

  @Test(arguments: [ColorDepth.eight, .sixteen, .full256])
  func aPictureOfNothingHasNoColour(_ depth: ColorDepth) {
    var screen = Screen(size: Size(width: 6, height: 3))
    let values = (0..<36).map { $0.isMultiple(of: 2) ? 0 : 1e-7 * Double($0 % 5 - 2) }
    screen.drawHeat(
      HeatGrid(rows: 6, columns: 6, values: values), limit: 1, noise: 1e-6, in: screen.bounds,
      capabilities: Capabilities(depth: depth))
    for y in 0..<3 {
      for x in 0..<6 { #expect(screen[x, y].style == Style.plain.dim()) }
    }
  }

  /// Against the ground that a terminal may have: relative luminance and contrast as WCAG 2.2 has them.
  @Test func everyStepCanBeReadOnBlackAndOnWhite() throws {
    for ramp in [Heat.blues, Heat.oranges] {
      let luminances = try ramp.map { try luminance(.indexed($0)) }
      for luminance in luminances {
        #expect((luminance + 0.05) / 0.05 >= 3)
        #expect(1.05 / (luminance + 0.05) >= 3)
      }
      #expect(luminances == luminances.sorted())
      #expect(Set(luminances).count == ramp.count)
    }
    let ink = try luminance(Heat.ink)
    for number in Heat.blues + Heat.oranges {
      #expect((ink + 0.05) / (try luminance(.indexed(number)) + 0.05) >= 3)
    }
  }

  private func luminance(_ color: Color) throws -> Double {
    let rgb = try #require(color.rgb)
    let linear = [rgb.red, rgb.green, rgb.blue].map { part in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// Where half of a cell is the ground, the other half is drawn alone.
  @Test func halfACellCanBeTheGround() {
    var screen = Screen(size: Size(width: 4, height: 1))
    let grid = HeatGrid(rows: 2, columns: 4, values: [1, 0, 1, 1e-9, 0, 1, 1, -1])
    screen.drawHeat(grid, limit: 1, noise: 1e-6, in: screen.bounds, capabilities: Capabilities())
    #expect(screen.picture == "▀▄▀▄")
    let strongest = Color.indexed(Heat.oranges[3])
    #expect(screen[0, 0].style == Style(foreground: strongest))
    #expect(screen[1, 0].style == Style(foreground: strongest))
    #expect(screen[2, 0].style == Style(foreground: strongest, background: strongest))
    #expect(screen[3, 0].style == Style(foreground: .indexed(Heat.blues[3])))
  }

  @Test func theValueThatIsReadKeepsItsColour() {
    var screen = Screen(size: Size(width: 3, height: 1))
    let grid = HeatGrid(rows: 2, columns: 3, values: [1, 0, 0, -1, 1, 0])
    screen.drawHeat(grid, limit: 1, in: screen.bounds, capabilities: Capabilities())
    let drawn = screen
    let blue = Color.indexed(Heat.blues[3])
    screen.markHeat(at: Point(x: 0, y: 0), isLower: true, capabilities: Capabilities())
    #expect(screen[0, 0] == Cell("╋", Style(foreground: Heat.ink, background: blue).bold()))
    for (x, isLower) in [(1, false), (2, true)] {
      screen = drawn
      screen.markHeat(at: Point(x: x, y: 0), isLower: isLower, capabilities: Capabilities())
      #expect(screen[x, 0] == Cell("╋", Style.plain.reverse().bold()))
    }
    let plain = Capabilities(depth: .none)
    screen.drawHeat(grid, limit: 1, in: screen.bounds, capabilities: plain)
    screen.markHeat(at: Point(x: 0, y: 0), isLower: false, capabilities: plain)
    #expect(screen[0, 0] == Cell("▲", Style.plain.reverse().bold()))
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
