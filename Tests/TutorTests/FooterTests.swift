import CellUI
import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

/// The bottom line: as few rows as can be, and in them as many words as fit.
@Suite struct FooterTests {
  private typealias Item = Footer.Item

  private static let red = SampleReports.wrong(.accepted(name: "x"))

  /// The tutor in every state that changes the bottom line.
  private static func states(_ size: Size, _ language: Language) -> [(String, Story)] {
    let start = Story(size: size, language: language)
    var red = start
    red.judge(SampleReports.report(["init_identity": Self.red]))
    var last = red
    last.work(minutes: 19)
    last.send(.key(.down), .tick(seconds: 5))
    var open = red
    open.work(minutes: 20)
    var green = start
    green.judge(SampleReports.report())
    green.press(.escape)
    let all = [("start", start), ("red", red), ("last", last), ("open", open), ("green", green)]
    return all.flatMap { name, story in
      var (running, detail, undo, second) = (story, story, story, story)
      running.type("r")
      detail.type("d")
      undo.model.canUndoReset = true
      second.type("2")
      return [
        (name, story), (name + ", running", running), (name + ", detail", detail),
        (name + ", undo", undo), (name + ", block B", second),
      ]
    }
  }

  @Test(arguments: Language.allCases)
  func oneRowAt120AndAtMostTwoAt80(_ language: Language) {
    for (name, story) in Self.states(Story.wide, language) {
      #expect(Footer(story.model).rows(width: 120).count == 1, "\(name)")
    }
    for (name, story) in Self.states(Story.narrow, language) {
      #expect(Footer(story.model).rows(width: 80).count <= 2, "\(name)")
    }
  }

  @Test func theMostWordsThatNeedNoMoreRows() {
    let whole = [Item(key: "a", label: "eight ch"), Item(key: "b", label: "eight ch")]
    let short = [Item(key: "a", label: "eight ch"), Item(key: "b", label: "four")]
    let code = [Item(key: "a", label: "ei"), Item(key: "b", label: "fo")]
    func fitting(_ width: Int) -> [Item] { Footer.fitting(width, [whole, short, code]).items }
    #expect(fitting(23) == whole)
    #expect(fitting(22) == short)
    #expect(fitting(19) == short)
    #expect(fitting(18) == code)
    #expect(fitting(11) == code)
    // One row is out of reach, so nothing is left out for it.
    #expect(fitting(10) == whole)
  }

  @Test func wideEnoughItSaysEverything() {
    let story = Story(size: Size(width: 160, height: 40))
    #expect(
      story.shows(
        " r run  e edit  d diff  h hint 0/3  s solution in 20 min or on passing  p predict 0/2  "
          + "n notes  T theory  X reset  l español  ? help  q quit"))
  }

  /// Step by step, in the order of what is missed least.
  @Test func whatIsLeftOutStandsElsewhere() {
    let story = Story()
    let labels = Brevity.allCases.map { brevity in
      FooterItems(story.model, brevity).all.map { "\($0.key) \($0.label)" }
    }
    func lost(_ step: Brevity) -> Set<String> {
      Set(labels[step.rawValue - 1]).subtracting(labels[step.rawValue])
    }
    func gained(_ step: Brevity) -> Set<String> {
      Set(labels[step.rawValue]).subtracting(labels[step.rawValue - 1])
    }
    #expect(lost(.withoutPassing) == ["s solution in 20 min or on passing"])
    #expect(gained(.withoutPassing) == ["s solution in 20 min"])
    #expect(gained(.withoutTime) == ["s solution"])
    #expect(gained(.withoutCounts) == ["h hint", "p predict"])
    #expect(lost(.withoutReset) == ["X reset"])
    #expect(gained(.withoutReset) == [])
    #expect(gained(.shortLanguage) == ["l es"])
    #expect(story.picture.prefix { $0 != "\n" }.hasSuffix("solution in 20 min"))
  }

  /// A label that changes when a run begins would be a flicker at every save.
  @Test(arguments: Language.allCases) func aRunAndAPaneChangeNoOtherLabel(_ language: Language) {
    func others(_ story: Story) -> [Item] {
      Footer(story.model).items.filter { !["r", "^C", "d", "X", "u"].contains($0.key) }
    }
    for width in 80...180 {
      let story = Story(size: Size(width: width, height: 30), language: language)
      var (running, detail, undo) = (story, story, story)
      running.type("r")
      detail.type("d")
      undo.model.canUndoReset = true
      for other in [running, detail, undo] {
        #expect(others(other) == others(story), "\(width)")
        #expect(Layout(other.model).footer == Layout(story.model).footer, "\(width)")
      }
    }
  }

  /// Only keys that are shown are pressed: from the launch to a red check, to the editor, to a green.
  @Test(arguments: [Story.wide, Story.narrow], Language.allCases)
  func theShownKeysLeadToTheFirstGreenCheck(_ size: Size, _ language: Language) {
    var story = Story(size: size, language: language)
    func isShown(_ key: String) -> Bool {
      let item = Footer(story.model).items.first { $0.key == key }
      return item?.isEnabled == true && story.shows(" \(key) \(item?.label ?? "")")
    }
    #expect(isShown("r"))
    #expect(story.type("r") == [.runChecks(run: 1)])
    #expect(isShown("^C"))
    story.judge(SampleReports.report(["init_identity": Self.red]))
    #expect(isShown("h") && isShown("d") && isShown("?") && isShown("q"))
    #expect(isShown("e"))
    #expect(story.type("e") == [.openEditorAtStep(StepMark(block: "A", step: 5))])
    story.judge(SampleReports.report())
    #expect(isShown("g"))
    #expect(story.model.progress.checks["init_identity"]?.state == .passed)
  }

  @Test(arguments: [Story.wide, Story.narrow], Language.allCases)
  func theClosedSolutionSaysWhyAndTheTopLineCounts(_ size: Size, _ language: Language) {
    var story = Story(size: size, language: language)
    story.judge(SampleReports.report(["init_identity": Self.red]))
    let solution = Footer(story.model).items.first { $0.key == "s" }
    #expect(solution?.isEnabled == false)
    let (top, why) =
      language == .en
      ? ("solution in 20 min", "The solution of block A opens after 20 min")
      : ("solución en 20 min", "La solución del bloque A se abre tras 20 min")
    #expect(story.picture.prefix { $0 != "\n" }.contains(top))
    #expect(!story.shows(why))
    #expect(story.type("s").isEmpty)
    #expect(story.shows(why))
  }

  @Test func theoryIsNamedWhereThereIsSome() {
    #expect(Story().shows("T theory"))
    var pack = SamplePack.pack
    pack.theory = []
    #expect(!Story(pack: pack).shows("T theory"))
  }

  /// A click reaches the label that is drawn there, at every width.
  @Test func aLabelIsWhereItIsDrawn() {
    for width in 80...170 {
      let story = Story(size: Size(width: width, height: 30))
      let area = Layout(story.model).footer
      let (footer, screen) = (Footer(story.model), view(story.model))
      var found: [Item] = []
      for (y, x) in (0..<area.height).flatMap({ y in (0..<width).map { (y, $0) } }) {
        guard let item = footer.item(at: Point(x: x, y: y), width: width) else { continue }
        if found.last == item { continue }
        found.append(item)
        let shown = (x..<x + item.width).map { String(screen[$0, area.y + y].glyph) }.joined()
        #expect(shown == "\(item.key) \(item.label)", "\(width)")
      }
      #expect(found == footer.items, "\(width)")
    }
  }
}
