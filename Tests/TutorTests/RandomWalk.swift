import CellUI
import Foundation
import LessonPacks
import Observations
import Reports
import TestSupport

@testable import Tutor

/// What can happen to a tutor, drawn at random.
enum RandomWalk {
  static let keys: [Key] =
    [
      .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
      .backspace, .delete, .function(1), .control("c"), .control("z"),
    ] + "redhsnuXgoltTzwWpPfaAmLKjk?[]123456789 qé漢".map(Key.character)

  static let reports: [Report] = {
    let strange = ObservedArray(shape: [3], values: [.nan, .infinity, -.infinity])
    let comparison = Comparison(
      name: "x", against: .observation("base"), yours: strange,
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
          "wrap_freeze": SampleReports.wrong(SampleReports.cube, SampleReports.gradients),
          "roundtrip": SampleReports.wrong(SampleReports.heat(rows: 300, columns: 7)),
        ], output: ["init_identity": "a\tb\u{1B}[31m\n漢字\n" + String(repeating: "x", count: 500)],
        parts: SamplePack.parts("2"), diagnosis: SampleReports.diagnosis),
      SampleReports.doesNotCompile,
      SampleReports.report(
        SampleReports.notRun(.missingDeclarations(["LoRALinear"])),
        build: .missingDeclarations(SamplePack.pack.declarations)),
      SampleReports.report(
        SampleReports.notRun(.unreadable(.empty)), build: .unreadable(.empty)),
      SampleReports.starter(), SampleReports.starter(touched: ["A.0", "A.2"]),
      SampleReports.blockA(),
    ]
  }()

  /// A size, time, a mouse, a word, or something that an effect answers.
  static func message(_ generator: inout SeededGenerator, _ model: Model) -> Message {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    switch number(0...17) {
    case 0, 1: return .resize(Size(width: number(0...210), height: number(0...64)))
    case 2: return .resize([Story.wide, Story.narrow, Size(width: 200, height: 60)][number(0...2)])
    case 3: return .tick(seconds: Double(number(-1...400)))
    case 4: return .fileSaved
    case 5, 6:
      return .judge(.completed(reports[number(0...reports.count - 1)]), run: model.lastRun)
    case 7:
      return .judge(.finished(reports[1].results[number(0...10)]), run: model.lastRun)
    case 8, 9:
      let kinds: [Mouse.Kind] = [.press, .release, .wheelUp, .wheelDown]
      let place = Point(x: number(-2...210), y: number(-2...66))
      return .mouse(Mouse(position: place, kind: kinds[number(0...3)]))
    case 10: return .notesLoaded("# N\n- a", complete: Bool.random(using: &generator))
    case 11: return .solutionLoaded("import TensorKit\n\tlet x = 1")
    case 12: return .pasted(["q", "matmul\nq", "漢字", ""][number(0...3)])
    case 13: return [.didReset(undoable: true), .didUndoReset, .resumed][number(0...2)]
    case 14: return [.apiLoaded(Scenes.cards), .ownLoaded("let a"), .playSaved][number(0...2)]
    case 15:
      let events: [PlayEvent] = [
        .compiling, .output("one\ntwo\u{1B}[2J"), .ended(.finished(milliseconds: 5)),
        .failed([SampleReports.diagnostic]),
      ]
      return .play(events[number(0...3)], run: number(0...9))
    case 16:
      let events: [FinaleEvent] = [
        .compiling, .begun, .observed(Observation(name: "loss", value: .number(2))),
        .ended(.finished), .ended(.broken(.timedOut(seconds: 9))),
      ]
      return .finale(events[number(0...4)], run: model.lastFinale, at: Double(number(0...99)))
    default: return .returned(afterSeconds: Double(number(-1...500)))
    }
  }

  /// What can be typed in lines: words, names, numbers, rubbish.
  static let words =
    Binding.all.filter { $0.action != .quit }.flatMap(\.words) + [
      "check init_identity", "check lora_scale", "check nothing", "check", "block C", "block 9",
      "step 3", "step 99", "step x", "theory 2", "theory nothing", "api mat", "hint next", "1", "2",
      "hint step 3", "hint step x", "hint lora_scale", "hint A",
      "9", "0", "-3", "hnit", "漢字", "`code`", "\u{1B}[2J",
    ]
}
