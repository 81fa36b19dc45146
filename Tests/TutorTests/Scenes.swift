import APICards
import CellUI
import LessonPacks
import Observations
import Progress
import Reports

@testable import Tutor

/// The tutor in every place and under every panel, as a student can come to see it.
enum Scenes {
  typealias Scene = (name: String, story: Story)

  /// Every place in every state of a file, without a panel.
  static func places(
    _ size: Size = Story.wide, _ language: Language = .en,
    _ capabilities: Capabilities = Capabilities()
  ) -> [Scene] {
    func story(_ reports: Report..., place: Place = .lesson) -> Story {
      var story = Story(
        size: size, language: language, capabilities: capabilities, lessons: SamplePack.lessons,
        place: place)
      for report in reports { story.judge(report) }
      story.model.overlay = nil
      return story
    }
    func explorer(_ verdict: Verdict) -> Story {
      var story = story(SampleReports.report(["init_identity": verdict]))
      story.send(.action(.check("init_identity")), .action(.explore))
      if story.model.hasPicture { story.press(.left) }
      return story
    }
    let heat = SampleReports.wrong(SampleReports.heat(), SampleReports.names)
    var running = story(SampleReports.starter())
    running.type("r")
    var undoable = story(SampleReports.starter())
    undoable.model.canUndoReset = true
    var second = story(SampleReports.starter())
    second.send(.action(.block("C")))
    var printed = story(SampleReports.report(["roundtrip": SampleReports.red], output: output))
    printed.send(.action(.check("init_identity")))
    var bare = Story(pack: SamplePack.bare, lessons: [])
    bare.send(.resize(size))
    return [
      ("first start", story()), ("starter", story(SampleReports.starter())),
      ("running", running), ("undo", undoable), ("block C", second), ("printed", printed),
      ("red", story(SampleReports.report(["init_identity": heat]))),
      ("names", story(SampleReports.report(["freeze_names": SampleReports.red]))),
      ("block A passes", story(SampleReports.blockA())),
      ("does not compile", story(SampleReports.blockA(), SampleReports.doesNotCompile)),
      (
        "missing",
        story(
          SampleReports.report(
            SampleReports.notRun(.missingDeclarations(["LoRALinear"])),
            build: .missingDeclarations(SamplePack.pack.declarations)))
      ),
      (
        "unreadable",
        story(
          SampleReports.report(
            SampleReports.notRun(.unreadable(.empty)), build: .unreadable(.empty)))
      ),
      ("green", story(SampleReports.report(measures: SampleReports.measured))),
      ("home", story(place: .home)), ("explorer", explorer(heat)),
      ("explorer, four dimensions", explorer(SampleReports.wrong(SampleReports.cube))),
      ("explorer, bounds", explorer(SampleReports.wrong(SampleReports.bounds))),
      ("explorer, shapes", explorer(SampleReports.wrong(SampleReports.shapes))),
      ("explorer, gradients", explorer(SampleReports.wrong(SampleReports.gradients))),
      ("a pack without anything", bare),
    ]
  }

  private static let output = [
    "init_identity": (1...9).map { "line \($0)" }.joined(separator: "\n")
  ]

  /// Every panel over some of them, whether or not a key opens it there.
  static func panels(_ size: Size = Story.wide, _ language: Language = .en) -> [Scene] {
    let below = ["starter", "red", "green", "home", "explorer", "a pack without anything"]
    return places(size, language).filter { below.contains($0.name) }.flatMap { name, story in
      Overlay.Kind.allCases.map { kind in
        var story = story
        story.model.overlay = Overlay(kind)
        switch kind {
        case .api: story.send(.apiLoaded(cards))
        case .finale: story.model.finale = FinaleShow(start: 0)
        case .play: story.model.play = PlayShow()
        case .solution, .comparison:
          story.send(.solutionLoaded("let a = 1\n"), .ownLoaded("let a = 2\n"))
        default: break
        }
        return ("\(kind) over \(name)", story)
      }
    }
  }

  static func all(_ size: Size = Story.wide, _ language: Language = .en) -> [Scene] {
    places(size, language) + panels(size, language)
  }

  static let cards = [
    APICard(
      name: "matmul(_:_:)", pytorchNames: ["torch.matmul"],
      signature: "func matmul(_ a: Tensor, _ b: Tensor) -> Tensor",
      summary: "The product of two **matrices**.", kind: .function),
    APICard(
      name: "Linear.init(_:_:bias:)", pytorchNames: ["torch.nn.Linear"],
      signature: "init(_ inputs: Int, _ outputs: Int, bias: Bool = true)",
      summary: "A layer that multiplies.", kind: .initializer),
    APICard(
      name: "Tensor.quiet(_:)", isOnlyHere: true, signature: "func quiet(_ body: () -> Void)",
      summary: "Records nothing.", kind: .method),
  ]
}

extension SamplePack {
  /// The same lesson without anything in it.
  static let bare: Pack = {
    var pack = SamplePack.pack
    (pack.blocks, pack.theory, pack.measures) = ([], [], [])
    (pack.finale, pack.gate.keyDigest) = (nil, nil)
    return pack
  }()
}

extension SampleReports {
  /// 2 × 3 × 4 × 5, of which one element is 9 too large.
  static let cube: FindingKind = {
    let expected = (0..<2 * 3 * 4 * 5).map(Double.init)
    var yours = expected
    yours[65] += 9
    return .values(
      Comparison(
        name: "lora", against: .reference, yours: array([2, 3, 4, 5], yours),
        expected: array([2, 3, 4, 5], expected), differing: 1, worst: 65, pattern: nil))
  }()

  /// Two of six numbers are not between 0 and 1.
  static let bounds = FindingKind.outOfBounds(
    name: "mask", array: array([2, 3], [0, 1, 1.5, 0.5, -3, 1]), low: 0, high: 1, outside: 2)
}
