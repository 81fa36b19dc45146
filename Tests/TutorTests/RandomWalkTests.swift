import CellUI
import Foundation
import LessonPacks
import Observations
import Progress
import Reports
import Testing

@testable import Tutor

/// Numbers that are the same in every run: an xorshift generator.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

/// Whatever is pressed at whatever size: no trap, no picture outside of its pane, the selection within
/// the pack. A long run: `BYHAND_FUZZ=1000000 swift test --filter RandomWalkTests`.
@Suite struct RandomWalkTests {
  private static let keys: [Key] =
    [
      .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
      .backspace, .delete, .function(1), .control("c"), .control("z"),
    ] + "redhsnuXgoltTzwWpfLjk?123456789 qé漢".map(Key.character)

  /// Keys for each of four seeds: a thousand, or as many as `BYHAND_FUZZ` says for all four.
  private static let steps =
    (ProcessInfo.processInfo.environment["BYHAND_FUZZ"].flatMap(Int.init) ?? 4000) / 4

  /// Other keys in another run: `BYHAND_FUZZ_SEED=2`.
  private static let shift =
    ProcessInfo.processInfo.environment["BYHAND_FUZZ_SEED"].flatMap(UInt64.init) ?? 0

  private static let reports: [Report] = {
    let strange = ObservedArray(shape: [3], values: [.nan, .infinity, -.infinity])
    let comparison = Comparison(
      name: "x", against: "base", yours: strange,
      expected: ObservedArray(shape: [3], values: [0, 0, 1]), differing: 3, worst: 0, pattern: nil)
    let scalar = ObservedArray(shape: [], values: [2])
    let empty = ObservedArray(shape: [0, 4], values: [])
    return [
      SampleReports.report(measures: SampleReports.measured),
      SampleReports.report(
        [
          "init_identity": SampleReports.wrong(SampleReports.heat(), SampleReports.names),
          "param_count": SampleReports.wrong(
            .value(name: "n", yours: .number(512), expected: .number(1024))),
          "lora_shapes": SampleReports.wrong(
            SampleReports.shapes, .shapes(name: "e", yours: empty, expected: scalar)),
          "freeze_names": SampleReports.wrong(.values(comparison)),
          "rejects_zero": SampleReports.wrong(
            .outOfBounds(name: "a", array: strange, low: nil, high: 1, outside: 2)),
          "strict": SampleReports.wrong(.notStrict([SampleReports.diagnostic])),
          "wrap_targets": .broken(.timedOut(seconds: 10)),
          "roundtrip": SampleReports.wrong(SampleReports.heat(rows: 300, columns: 7)),
        ], output: ["init_identity": "a\tb\u{1B}[31m\n漢字\n" + String(repeating: "x", count: 500)]),
      SampleReports.report(
        SampleReports.notRun(.doesNotCompile),
        build: .failed(diagnostics: [SampleReports.diagnostic])),
      SampleReports.report(
        SampleReports.notRun(.missingDeclarations(["LoRALinear"])),
        build: .missingDeclarations(SamplePack.pack.declarations)),
      SampleReports.report(
        SampleReports.notRun(.unreadable(.empty)), build: .unreadable(.empty)),
    ]
  }()

  /// What comes between two keys: a size, time, a mouse, or something that an effect answers.
  private func message(_ generator: inout SeededGenerator, _ story: Story) -> Message {
    let reports = Self.reports
    switch Int.random(in: 0..<10, using: &generator) {
    case 0, 1:
      let size = Size(
        width: Int.random(in: 0...200, using: &generator),
        height: Int.random(in: 0...60, using: &generator))
      return .resize(size)
    case 2: return .tick(seconds: Double(Int.random(in: -1...400, using: &generator)))
    case 3: return .fileSaved
    case 4, 5:
      let report = reports[Int.random(in: 0..<reports.count, using: &generator)]
      return .judge(.completed(report), run: story.model.lastRun)
    case 6:
      let result = reports[1].results[Int.random(in: 0..<11, using: &generator)]
      return .judge(.finished(result), run: story.model.lastRun)
    case 7:
      let place = Point(
        x: Int.random(in: -2...210, using: &generator),
        y: Int.random(in: -2...70, using: &generator))
      let kinds: [Mouse.Kind] = [.press, .release, .wheelUp, .wheelDown]
      let kind = kinds[Int.random(in: 0..<4, using: &generator)]
      return .mouse(Mouse(position: place, kind: kind))
    case 8: return .notesLoaded("# N\n- a", complete: Bool.random(using: &generator))
    default: return .solutionLoaded("import TensorKit\n\tlet x = 1")
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func noKeyAndNoSizeBreaksIt(_ seed: UInt64) {
    var generator = SeededGenerator(seed: (seed &+ 4 &* Self.shift) &* 0x9E37_79B9)
    let isPlain = seed.isMultiple(of: 2)
    var story = Story(
      capabilities: isPlain ? Capabilities(depth: .none, unicode: false) : Capabilities(),
      pack: seed < 3 ? SamplePack.pack : SamplePack.long)
    for step in 0..<Self.steps {
      if Int.random(in: 0..<4, using: &generator) == 0 { story.send(message(&generator, story)) }
      story.press(Self.keys[Int.random(in: 0..<Self.keys.count, using: &generator)])
      let model = story.model
      let screen = view(model)
      let isWithin =
        screen.size == model.size && model.selectedCheck != nil && model.lessonScroll >= 0
      if !isWithin { Issue.record("step \(step) at \(model.size)") }
      let panes = PaneBounds(model)
      let broken = panes.brokenEdges(of: screen)
      if !broken.isEmpty { Issue.record("step \(step): \(broken)\n\(screen.picture)") }
      if step.isMultiple(of: 16) {
        let strays = panes.strays()
        if !strays.isEmpty { Issue.record("step \(step): \(strays)\n\(screen.picture)") }
      }
      if isPlain, step.isMultiple(of: 16) {
        let isASCII = screen.picture.utf8.allSatisfy { $0 < 128 }
        if !isASCII { Issue.record("step \(step): \(screen.picture)") }
      }
    }
  }

  /// The look at panes says no: to a text over an edge, and to a pane that draws beside itself.
  @Test func whatLeavesItsPaneIsSeen() {
    var story = Story()
    story.judge(Self.reports[1])
    let panes = PaneBounds(story.model)
    var screen = view(story.model)
    #expect(panes.brokenEdges(of: screen).isEmpty)
    #expect(panes.strays().isEmpty)
    screen.write("over the edge", x: panes.layout.checks.maxX - 5, y: panes.layout.checks.y + 2)
    #expect(!panes.brokenEdges(of: screen).isEmpty)
    #expect(panes.strays { $0.screen.write("x", x: 0, y: 0) } == ["another at (0, 0)"])
  }

  @Test func everySizeIsDrawn() {
    var story = Story()
    story.judge(Self.reports[1])
    for pane in [Pane.lesson, .detail] {
      story.model.pane = pane
      for width in stride(from: 0, through: 200, by: 7) {
        for height in stride(from: 0, through: 60, by: 3) {
          story.send(.resize(Size(width: width, height: height)))
          let screen = view(story.model)
          #expect(screen.size == Size(width: width, height: height))
        }
      }
    }
  }

  @Test func aPackWithoutAnythingIsDrawn() {
    var pack = SamplePack.pack
    pack.blocks = []
    var story = Story(pack: pack)
    for key in Self.keys where key != .character("q") {
      story.press(key)
      #expect(view(story.model).size == Story.wide)
    }
    #expect(!story.model.stopConditions.checksGreen)
  }
}
