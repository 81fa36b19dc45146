import CellUI
import LessonPacks
import Observations
import Reports
import TestSupport
import Testing

@testable import Tutor

/// What the explorer draws: the worst is the worst of it, and the axes count right.
@Suite struct PictureTests {
  private func picture(_ kind: FindingKind, _ rule: Rule? = nil) throws -> Picture {
    try #require(Picture(Finding(rule: rule, kind: kind)))
  }

  private func values(
    _ yours: [Double], _ expected: [Double], shape: [Int], worst: Int = 0
  ) -> FindingKind {
    .values(
      Comparison(
        name: "x", against: .reference, yours: SampleReports.array(shape, yours),
        expected: SampleReports.array(shape, expected), differing: 1, worst: worst, pattern: nil))
  }

  /// Whatever the comparison calls the worst, the cursor stands on the farthest of what is drawn.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func theWorstIsTheWorstOfWhatIsDrawn(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &* 7919)
    for _ in 0..<40 {
      let shape = [
        Int.random(in: 1...5, using: &generator), Int.random(in: 2...9, using: &generator),
      ]
      let count = shape[0] * shape[1]
      let yours = (0..<count).map { _ in Double.random(in: -9...9, using: &generator) }
      let expected = (0..<count).map { _ in Double.random(in: -9...9, using: &generator) }
      let named = Int.random(in: 0..<count, using: &generator)
      let drawn = try picture(values(yours, expected, shape: shape, worst: named))
      let distances = (0..<count).map { (yours[$0] - expected[$0]).magnitude }
      #expect(distances[drawn.worst] == distances.max())
      #expect(drawn.limit(.difference) == distances.max())
      #expect(drawn.value(.difference, at: drawn.worst).magnitude == distances.max())
    }
  }

  @Test func noNumberIsTheWorst() throws {
    let drawn = try picture(values([1, .nan, 900, 4], [0, 0, 0, 0], shape: [4]))
    #expect(drawn.worst == 1)
    // Both infinite, they do not differ.
    let same = try picture(values([.infinity, 2, 5, 0], [.infinity, 0, 0, 0], shape: [2, 2]))
    #expect(same.worst == 2)
    #expect(same.value(.difference, at: 0) == 0)
    #expect(same.limit(.difference) == 5)
    #expect(try picture(values([1, .infinity], [0, 0], shape: [2])).worst == 1)
  }

  /// A pack may call an observation `reference`: it keeps its name where the reference is translated.
  @Test func anObservationKeepsItsName() {
    let verdict = RuleEvaluator.judge(
      [.equal(of: "y", to: "reference", within: .exact)],
      student: [
        Observation(name: "y", value: .array(SampleReports.array([2], [1, 2]))),
        Observation(name: "reference", value: .array(SampleReports.array([2], [1, 3]))),
      ], reference: [])
    var story = Story(language: .es)
    story.judge(SampleReports.report(["init_identity": verdict]))
    story.press(.enter)
    #expect(story.shows("reference"))
    #expect(!story.shows("referencia"))
  }

  @Test func outOfBoundsNothingIsCalledAMaximum() {
    var story = Story()
    story.judge(SampleReports.report(["init_identity": SampleReports.wrong(SampleReports.bounds)]))
    story.press(.enter)
    #expect(story.shows("2 of 6 out of bounds · the worst -3") && !story.shows("max -3"))
  }

  @Test func outOfBoundsTheWorstIsTheFarthestOutside() throws {
    func drawn(_ numbers: [Double], _ low: Double?, _ high: Double?) throws -> Int {
      try picture(
        .outOfBounds(
          name: "m", array: SampleReports.array([numbers.count], numbers), low: low, high: high,
          outside: 1)
      ).worst
    }
    #expect(try drawn([0, 1, 1.5, 0.5, -3, 1], 0, 1) == 4)
    #expect(try drawn([0, 8, 1.5, 0.5, -3, 1], 0, 1) == 1)
    #expect(try drawn([0, -800, 1.5], nil, 1) == 2)
    #expect(try drawn([0, -800, 900], 0, nil) == 1)
    #expect(try drawn([0, .nan, 900], 0, 1) == 1)
    #expect(try drawn([0, 5, -.infinity], nil, nil) == 2)
    #expect(try drawn([0, 5, .infinity], 0, 10) == 2)
  }

  /// In a narrow pane both shapes are whole; the type of the elements is said where it differs.
  @Test func bothShapesAreWhole() {
    func shown(_ yours: ObservedArray, _ expected: ObservedArray) -> String {
      var story = Story(size: Story.narrow)
      let kind = FindingKind.shapes(name: "lora_A", yours: yours, expected: expected)
      story.judge(SampleReports.report(["init_identity": SampleReports.wrong(kind)]))
      return story.picture
    }
    let zeros = [Double](repeating: 0, count: 512)
    let (tall, flat) = (
      ObservedArray(shape: [64, 8], values: zeros), ObservedArray(shape: [8, 64], values: zeros)
    )
    let picture = shown(tall, flat)
    #expect(picture.contains("yours  64 × 8 ") && picture.contains("expected  8 × 64 "))
    #expect(!picture.contains("float32"))
    var double = tall
    double.elementType = .float64
    let types = shown(double, tall)
    #expect(types.contains("float64") && types.contains("yours  64 × 8"))
  }

  @Test func noiseIsWhatTheRuleForgives() throws {
    let kind = values([1, 2], [1, 4], shape: [2])
    let within = Tolerance(absolute: 0.001, relative: 0.01)
    #expect(try picture(kind, .reference(of: "x", within: within)).noise == 0.001 + 0.01 * 4)
    #expect(try picture(kind, .equal(of: "x", to: "y", within: .exact)).noise == 0)
    #expect(try picture(kind).noise == 0)
    // What is as good as nothing is another glyph than nothing and than a difference.
    let plain = Capabilities(depth: .none)
    var screen = Screen(size: Size(width: 3, height: 1))
    screen.drawHeat(
      HeatGrid(rows: 1, columns: 3, values: [0, 1e-9, 3]), limit: 3, noise: 1e-6,
      in: Rect(x: 0, y: 0, width: 3, height: 1), capabilities: plain)
    #expect(Set((0..<3).map { screen[$0, 0].glyph }).count == 3)
  }

  /// One picture's panels in the explorer at a size.
  private func explorer(
    _ kind: FindingKind, _ size: Size, _ capabilities: Capabilities = Capabilities(),
    zoomed: Bool = false, cursor: Int? = nil
  ) throws -> Explorer {
    var story = Story(size: size, capabilities: capabilities)
    story.judge(SampleReports.report(["init_identity": SampleReports.wrong(kind)]))
    story.press(.enter)
    if zoomed { story.type("z") }
    story.model.diff.cursor = cursor
    return try #require(Explorer(story.model))
  }

  private static let sizes = [Story.narrow, Story.wide, Size(width: 200, height: 60)]

  /// The number on an axis is the row or column of the element beside it.
  @Test(arguments: sizes, [(5, 9), (12, 40), (3, 130), (70, 6), (200, 300), (1, 17), (33, 64)])
  func theAxesCountRight(_ size: Size, _ extent: (Int, Int)) throws {
    for capabilities in [Capabilities(), Capabilities(depth: .none)] {
      for zoomed in [false, true] {
        let kind = SampleReports.heat(rows: extent.0, columns: extent.1)
        let explorer = try explorer(
          kind, size, capabilities, zoomed: zoomed, cursor: extent.0 * extent.1 - 1)
        #expect(!explorer.panels.isEmpty)
        for panel in explorer.panels {
          #expect(!panel.axisLabels.isEmpty)
          for label in panel.axisLabels { try look(label, panel, explorer) }
        }
      }
    }
  }

  private func look(_ label: HeatPanel.AxisLabel, _ panel: HeatPanel, _ explorer: Explorer) throws {
    let number = try #require(Int(label.text.filter { $0 != " " }))
    let isColumn = label.y < panel.grid.y
    let point =
      isColumn ? Point(x: label.x, y: panel.grid.y) : Point(x: panel.grid.x, y: label.y)
    let offset = try #require(panel.offset(at: point, cursor: explorer.cursor))
    let place = panel.picture.place(of: offset)
    let found = isColumn ? place.column : place.row
    guard panel.window.isPooled else {
      #expect(found == number, "\(label) in \(panel.area)")
      return
    }
    // A cell stands for several: the number is the first of them.
    let (extent, cells) =
      isColumn
      ? (panel.window.width, panel.window.cellColumns)
      : (panel.window.height, panel.window.cellRows)
    let start = isColumn ? panel.window.left : panel.window.top
    let cell = (0..<cells).first { start + $0 * extent / cells == number }
    let at = try #require(cell)
    #expect((number..<max(number + 1, start + (at + 1) * extent / cells)).contains(found))
  }

  /// What a click reads is what the cell shows, and the cursor is drawn on the cell it reads.
  @Test(arguments: sizes) func aCellIsItsElement(_ size: Size) throws {
    for extent in [(5, 9), (12, 40), (200, 300)] {
      let kind = SampleReports.heat(rows: extent.0, columns: extent.1)
      let explorer = try explorer(kind, size)
      #expect(!explorer.panels.isEmpty)
      for panel in explorer.panels {
        #expect(panel.grid.width > 0 && panel.grid.height > 0)
        for y in panel.grid.y..<panel.grid.maxY {
          for x in stride(from: panel.grid.x, to: panel.grid.maxX, by: 3) {
            let at = try #require(explorer.offset(at: Point(x: x, y: y)))
            let place = panel.picture.place(of: at)
            let cell = panel.window.cell(row: place.row, column: place.column)
            #expect(panel.cells[cell.row, cell.column] == panel.picture.value(panel.tab, at: at))
            #expect((x - panel.grid.x) / panel.window.scaleX == cell.column)
          }
        }
      }
    }
  }

  /// Side by side where each is whole, one under the other where that makes them whole, and everything
  /// within the screen.
  @Test func theArraysStandWhereTheyFit() throws {
    let small = SampleReports.heat(rows: 8, columns: 10)
    for size in Self.sizes {
      let explorer = try explorer(small, size)
      #expect(explorer.isSideBySide)
      #expect(Set(explorer.panels.map(\.area.y)).count == 1, "\(size)")
    }
    let wide = SampleReports.heat(rows: 4, columns: 90)
    let below = try explorer(wide, Story.wide)
    #expect(below.isSideBySide)
    #expect(Set(below.panels.map(\.area.x)).count == 1)
    #expect(Set(below.panels.map(\.area.y)).count == 3)
    #expect(below.panels.allSatisfy { !$0.window.isPooled })
    #expect(try explorer(wide, Story.narrow).panels.count >= 1)
    for size in Self.sizes {
      for kind in [small, wide, SampleReports.heat(rows: 200, columns: 300), SampleReports.cube] {
        let explorer = try explorer(kind, size)
        for panel in explorer.panels {
          #expect(explorer.area.intersection(panel.area) == panel.area)
          #expect(panel.area.intersection(panel.grid) == panel.grid)
          #expect(!panel.grid.isEmpty, "\(size)")
          for label in panel.axisLabels {
            #expect(label.x >= panel.area.x && label.x + label.text.count <= panel.area.maxX)
            #expect((panel.area.y..<panel.area.maxY).contains(label.y))
          }
        }
        for (index, panel) in explorer.panels.enumerated() {
          for other in explorer.panels.dropFirst(index + 1) {
            #expect(panel.area.intersection(other.area).isEmpty)
          }
        }
      }
    }
  }
}
