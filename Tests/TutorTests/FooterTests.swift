import CellUI
import LessonPacks
import Progress
import Reports
import Testing

@testable import Tutor

/// The bottom line: every key, in as few rows as they need.
@Suite struct FooterTests {
  private typealias Item = Footer.Item

  /// No key is left out, and none is cut.
  @Test(arguments: [80, 90, 100, 120, 160, 200], Language.allCases)
  func everyKeyIsWholeAtEveryWidth(_ width: Int, _ language: Language) {
    for (name, story) in Scenes.places(Size(width: width, height: 36), language) {
      let footer = Footer(story.model)
      let rows = footer.rows(width: width)
      #expect(rows.flatMap { $0 } == footer.items, "\(name)")
      for item in footer.items { #expect(story.shows("\(item.key) \(item.label)"), "\(name)") }
      let keys = footer.items.map(\.key)
      // A pack without blocks has no hints and no solution.
      if story.model.place == .lesson, !story.model.pack.blocks.isEmpty {
        #expect(Set(["e", "h", "s", "?", "q", "l"]).isSubset(of: keys), "\(name)")
      }
      #expect(keys.contains("?") && keys.contains("q") && keys.contains("l"), "\(name)")
    }
  }

  @Test(arguments: Language.allCases)
  func aFewRowsAreEnough(_ language: Language) {
    for (name, story) in Scenes.places(Story.narrow, language) {
      #expect(Footer(story.model).rows(width: 80).count <= 3, "\(name)")
    }
    for (name, story) in Scenes.places(Story.wide, language) {
      #expect(Footer(story.model).rows(width: 120).count <= 2, "\(name)")
    }
    for (name, story) in Scenes.places(Size(width: 200, height: 60), language) {
      #expect(Footer(story.model).rows(width: 200).count == 1, "\(name)")
    }
  }

  /// No row begins before the one above it is full.
  @Test func aRowIsFullBeforeTheNextBegins() {
    var count = 0
    for width in 80...170 {
      for (name, story) in Scenes.places(Size(width: width, height: 30)) {
        let rows = Footer(story.model).rows(width: width)
        for (row, next) in zip(rows, rows.dropFirst()) {
          let used = 1 + row.reduce(0) { $0 + $1.room + 2 }
          #expect(used + (next.first?.room ?? 0) > width, "\(name) at \(width)")
          count += 1
        }
      }
    }
    #expect(count > 500)
  }

  /// A label that changes when a run begins would be a flicker at every save.
  @Test(arguments: Language.allCases) func aRunMovesNoOtherLabel(_ language: Language) {
    func others(_ model: Model) -> [Item] {
      Footer(model).items.filter { !["r", "^C"].contains($0.key) }
    }
    for width in 80...180 {
      var story = Story(size: Size(width: width, height: 30), language: language)
      story.judge(SampleReports.starter())
      var running = story
      running.type("r")
      #expect(others(running.model) == others(story.model), "\(width)")
      #expect(Layout(running.model) == Layout(story.model), "\(width)")
      let (before, after) = (view(story.model), view(running.model))
      let footer = Layout(story.model).footer
      #expect(footer.height > 0)
      for y in footer.y..<footer.maxY {
        for x in 14..<width { #expect(before[x, y] == after[x, y], "\(width)") }
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
    #expect(isShown("r") && isShown("e"))
    #expect(story.type("r") == [.runChecks(run: 1)])
    #expect(isShown("^C"))
    story.judge(SampleReports.starter(touched: ["A.0", "A.1"]))
    #expect(isShown("h") && isShown("?") && isShown("q"))
    #expect(isShown(Phrase(en: "Enter", es: "Intro")[language]))
    #expect(isShown("e"))
    #expect(story.type("e") == [.openEditorAtStep(StepMark(block: "A", step: 1))])
    story.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(isShown("g"))
    #expect(story.model.progress.checks["init_identity"]?.state == .passed)
  }

  @Test(arguments: [Story.wide, Story.narrow], Language.allCases)
  func theClosedSolutionSaysWhyAndTheTopLineCounts(_ size: Size, _ language: Language) {
    var story = Story(size: size, language: language)
    story.judge(SampleReports.report(["init_identity": SampleReports.red]))
    let solution = Footer(story.model).items.first { $0.key == "s" }
    #expect(solution?.isEnabled == false)
    let top = Phrase(en: "solution A 20 min", es: "solución A 20 min")[language]
    let why = Phrase(
      en: "The solution of block A opens after 20 min",
      es: "La solución del bloque A se abre tras 20 min")[language]
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

  @Test func theCourseIsNamedWhereThereIsMoreThanOneLesson() {
    #expect(Story(lessons: SamplePack.lessons).shows("m course"))
    #expect(!Story(lessons: Array(SamplePack.lessons.prefix(1))).shows("m course"))
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
