import CellUI
import LessonPacks
import Observations
import Progress
import Reports
import TestSupport
import Testing

@testable import Tutor

/// Every screen as a picture, small, usual and large.
@Suite struct ScreenTests {
  private static let sizes = [Story.narrow, Story.wide]
  private static let large = Size(width: 200, height: 60)

  private func expectPicture(
    _ story: Story, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let size = story.model.size
    GoldenFile.expect(
      story.picture, "\(name)-\(size.width)x\(size.height).txt", in: "Snapshots",
      sourceLocation: sourceLocation)
  }

  private func story(
    _ size: Size, _ reports: Report..., language: Language = .en,
    capabilities: Capabilities = Capabilities()
  ) -> Story {
    var story = Story(
      size: size, language: language, capabilities: capabilities, lessons: SamplePack.lessons)
    for report in reports { story.judge(report) }
    return story
  }

  /// Steps 1 and 2 done, step 3 in work.
  private static func work(
    _ verdict: Verdict, output: String = "", diagnosis: Reports.Diagnosis? = nil
  ) -> Report {
    var report = SampleReports.starter(
      touched: ["A.0", "A.1", "A.2", "A.3"],
      [
        "param_count": .passed, "lora_shapes": .passed, "init_identity": .passed,
        "strict": .passed, "lora_scale": verdict,
      ])
    report.results = report.results.map { result in
      var result = result
      if result.id == "lora_scale" { result.output = output }
      return result
    }
    report.diagnosis = diagnosis
    return report
  }

  private static let heat = SampleReports.wrong(SampleReports.heat())

  @Test(arguments: sizes) func start(_ size: Size) {
    var story = story(size)
    story.send(.started)
    expectPicture(story, "start")
    story.judge(SampleReports.starter())
    expectPicture(story, "starter")
  }

  @Test(arguments: sizes) func home(_ size: Size) {
    var lessons = SamplePack.lessons
    expectPicture(Story(size: size, lessons: lessons, place: .home), "home-first")
    lessons[0].green = 12
    lessons[0].secondsAgo = 90_000
    lessons[1].green = 7
    lessons[1].secondsAgo = 7200
    lessons[1].position = SamplePack.both("D · Merge, step 1", "D · Fusión, paso 1")
    var story = Story(size: size, language: .es, lessons: lessons, place: .home)
    story.press(.down)
    expectPicture(story, "home-begun-es")
  }

  @Test(arguments: sizes + [large]) func homeOnTheWay(_ size: Size) {
    var lessons = SamplePack.lessons
    (lessons[0].green, lessons[0].secondsAgo, lessons[0].activeSeconds) = (12, 90, 11_520)
    lessons[2].after = ["01-costs", "zz-other"]
    expectPicture(Story(size: size, lessons: lessons, place: .home), "home-next")
    (lessons[1].green, lessons[1].secondsAgo, lessons[1].activeSeconds) = (7, 7200, 2400)
    lessons[1].position = SamplePack.both("D · Merge, step 1", "D · Fusión, paso 1")
    var story = Story(size: size, lessons: lessons, place: .home)
    story.press(.down, .down)
    expectPicture(story, "home-way")
  }

  @Test(arguments: sizes) func running(_ size: Size) {
    var story = story(size, Self.work(Self.heat))
    story.send(.fileSaved, .tick(seconds: 1), .judge(.built(.built(diagnostics: [])), run: 2))
    for result in Self.work(Self.heat).results.prefix(3) {
      story.send(.judge(.finished(result), run: 2))
    }
    story.send(.judge(.started(check: "lora_scale"), run: 2), .tick(seconds: 1))
    expectPicture(story, "running")
  }

  @Test(arguments: sizes + [large]) func red(_ size: Size) {
    let story = story(size, Self.work(Self.heat, output: "scale 8.0\nshape [12, 40]"))
    expectPicture(story, "red")
    GoldenFile.expect(
      view(story.model).styleMap, "red-\(size.width)x\(size.height)-styles.txt", in: "Snapshots")
  }

  @Test func redWithItsTextInASmallWindow() {
    var story = story(Story.narrow, Self.work(Self.heat))
    story.type("d")
    expectPicture(story, "red-text")
  }

  @Test(arguments: sizes) func withoutColour(_ size: Size) {
    let plain = Capabilities(depth: .none)
    expectPicture(story(size, Self.work(Self.heat), capabilities: plain), "red-no-colour")
  }

  @Test(arguments: sizes) func inASCII(_ size: Size) {
    let ascii = Capabilities(depth: .none, unicode: false)
    var story = story(size, Self.work(Self.heat), language: .es, capabilities: ascii)
    expectPicture(story, "red-ascii")
    story.press(.enter)
    expectPicture(story, "explorer-ascii")
  }

  @Test(arguments: sizes + [large]) func diagnosis(_ size: Size) {
    let story = story(size, Self.work(Self.heat, diagnosis: SampleReports.diagnosis))
    expectPicture(story, "diagnosis")
  }

  @Test(arguments: sizes) func aStepTurnsGreen(_ size: Size) {
    let story = story(size, Self.work(Self.heat), Self.work(.passed))
    expectPicture(story, "step-done")
  }

  @Test(arguments: sizes) func whatIsNoHeatmap(_ size: Size) {
    func picture(_ kind: FindingKind, _ name: String) {
      expectPicture(story(size, Self.work(SampleReports.wrong(kind))), name)
    }
    picture(SampleReports.shapes, "red-shapes")
    picture(SampleReports.names, "red-names")
    picture(SampleReports.gradients, "red-gradients")
    picture(
      .value(name: "trainable", yours: .number(512), expected: .number(1024)), "red-number")
  }

  @Test(arguments: sizes + [large]) func explorer(_ size: Size) {
    var story = story(
      size, Self.work(SampleReports.wrong(SampleReports.heat(), SampleReports.names)))
    story.press(.enter)
    expectPicture(story, "explorer")
    var big = self.story(
      size, Self.work(SampleReports.wrong(SampleReports.heat(rows: 64, columns: 300))))
    big.press(.enter)
    expectPicture(big, "explorer-large")
    big.type("z")
    expectPicture(big, "explorer-zoomed")
    var cube = self.story(size, Self.work(SampleReports.wrong(SampleReports.cube)), language: .es)
    cube.press(.enter)
    expectPicture(cube, "explorer-slices-es")
  }

  @Test func explorerOfOtherResults() {
    for (name, kind) in [
      ("gradients", SampleReports.gradients), ("shapes", SampleReports.shapes),
      ("bounds", SampleReports.bounds),
    ] {
      var story = story(Story.narrow, Self.work(SampleReports.wrong(kind)))
      story.press(.enter)
      expectPicture(story, "explorer-\(name)")
    }
  }

  @Test(arguments: sizes) func whatDoesNotBuild(_ size: Size) {
    let warning = Diagnostic(
      file: "LoRA.swift", line: 40, column: 9, severity: .warning,
      message: "variable 'unused' was never used", sourceLine: "    var unused = 1")
    var failed = SampleReports.doesNotCompile
    failed.build = .failed(diagnostics: [SampleReports.diagnostic, warning])
    failed.touchedSteps = ["A.0", "A.1", "A.2", "A.3"]
    expectPicture(story(size, Self.work(Self.heat), failed), "compile-error")
    let missing = SamplePack.pack.declarations
    expectPicture(
      story(
        size,
        SampleReports.report(
          SampleReports.notRun(.missingDeclarations(missing.map(\.signature))),
          build: .missingDeclarations(missing), touched: ["A.0", "A.1"])), "missing-declarations")
  }

  @Test(arguments: sizes) func crash(_ size: Size) {
    let crash = Verdict.broken(.crashed(signal: 4, message: "Index out of range", line: 12))
    expectPicture(story(size, Self.work(crash, output: "1")), "crash")
  }

  @Test(arguments: sizes) func hints(_ size: Size) {
    var story = story(size, SampleReports.starter())
    story.type("h")
    expectPicture(story, "hint-first")
    story.press(.right, .right)
    expectPicture(story, "hint-last")
  }

  @Test(arguments: sizes) func hintsOfAStep(_ size: Size) {
    for (language, name) in [(Language.en, "hint-step"), (.es, "hint-step-es")] {
      var story = Story(size: size, language: language, pack: SamplePack.stepHints)
      story.judge(SampleReports.blockA(["lora_scale": SampleReports.red]))
      story.type("h")
      expectPicture(story, name)
      story.press(.right, .right)
      expectPicture(story, name + "-block")
    }
    var story = Story(size: size, pack: SamplePack.stepHints)
    story.type("h")
    expectPicture(story, "hint-step-page")
  }

  @Test(arguments: sizes) func predictions(_ size: Size) {
    var story = story(size, SampleReports.starter())
    story.type("p")
    expectPicture(story, "predict")
    story.type("2")
    expectPicture(story, "predicted")
  }

  @Test(arguments: sizes) func theory(_ size: Size) {
    var story = story(size, SampleReports.starter())
    story.type("T")
    expectPicture(story, "theory-first")
    story.press(.right, .pageDown)
    expectPicture(story, "theory-last")
  }

  @Test(arguments: sizes) func gate(_ size: Size) {
    var story = story(size, Self.work(Self.heat))
    story.work(minutes: 13)
    story.send(.action(.check("lora_scale")))
    story.type("s")
    expectPicture(story, "gate-closed")
    story.work(minutes: 7)
    story.type("s")
    story.send(.solutionLoaded("import TensorKit\n\nfinal class LoRALinear: Module {\n}\n"))
    expectPicture(story, "solution")
  }

  @Test(arguments: sizes, Language.allCases) func help(_ size: Size, _ language: Language) {
    var story = story(size, SampleReports.starter(), language: language)
    story.type("?")
    expectPicture(story, "help-\(language.rawValue)")
  }

  @Test(arguments: sizes) func otherPanels(_ size: Size) {
    var story = story(
      size, Self.work(SampleReports.wrong(SampleReports.heat(), SampleReports.names)))
    story.type("n")
    story.send(
      .notesLoaded("# A layer\n\n| measured | value |\n|---|---|\n| x | 0.0 |", complete: true))
    expectPicture(story, "notes")
    story.type("na")
    story.send(.apiLoaded(Scenes.cards))
    expectPicture(story, "api")
    story.press(.escape)
    story.type("f")
    expectPicture(story, "findings")
    story.type("fP")
    story.send(
      .play(.output("tensor 2×2\n 1 0\n 0 1"), run: 1),
      .play(.ended(.finished(milliseconds: 12)), run: 1))
    expectPicture(story, "play")
    story.press(.escape)
    story.type("Ksecret")
    expectPicture(story, "key")
  }

  @Test(arguments: sizes) func allGreen(_ size: Size) {
    var story = story(size, SampleReports.report(measures: SampleReports.measured))
    story.send(.ownLoaded(FinishStories.file), .notesLoaded("…", complete: true))
    expectPicture(story, "all-green")
    story.press(.escape)
    expectPicture(story, "all-green-behind")
  }

  @Test(arguments: sizes) func finale(_ size: Size) {
    var story = story(size, SampleReports.report(measures: SampleReports.measured))
    story.type("w")
    FinaleStories.play(&story, steps: 12)
    expectPicture(story, "finale-running")
    FinaleStories.end(&story)
    expectPicture(story, "finale-done")
    story.press(.escape)
    story.send(.action(.block("D")))
    expectPicture(story, "finale-watched")
  }

  @Test(arguments: sizes) func regression(_ size: Size) {
    var story = story(size, SampleReports.report())
    story.press(.escape)
    story.judge(SampleReports.report(["init_identity": Self.heat], parts: SamplePack.parts("2")))
    expectPicture(story, "regression")
  }

  @Test(arguments: sizes + [large]) func spanish(_ size: Size) {
    expectPicture(story(size, Self.work(Self.heat), language: .es), "red-es")
  }

  @Test func tooSmall() {
    for size in [Size(width: 79, height: 24), Size(width: 30, height: 8)] {
      expectPicture(Story(size: size), "too-small")
    }
  }

  /// The plain face as a page of text.
  @Test(arguments: Language.allCases) func lines(_ language: Language) {
    var story = Story(
      size: Story.narrow, language: language, lessons: SamplePack.lessons, asking: .words)
    var page: [String] = []
    func say(_ message: Message, _ typed: String? = nil) {
      page += (typed.map { [prompt(story.model) + $0] } ?? []) + story.say(message)
    }
    func type(_ word: String) { Binding.action(forLine: word).map { say(.action($0), word) } }
    func judge(_ report: Report) {
      say(.fileSaved)
      for result in report.results { say(.judge(.finished(result), run: story.model.lastRun)) }
      say(.judge(.completed(report), run: story.model.lastRun))
    }
    say(.started)
    judge(SampleReports.starter())
    judge(Self.work(Self.heat, output: "scale 8.0", diagnosis: SampleReports.diagnosis))
    let words = [
      Phrase(en: "hint", es: "pista"), Phrase(en: "hint", es: "pista"),
      Phrase(en: "predict", es: "predecir"), .same("2"), Phrase(en: "solution", es: "solución"),
      Phrase(en: "hin", es: "pist"),
      Phrase(en: "check lora_scal", es: "comprobación lora_scal"),
      Phrase(en: "status", es: "estado"),
    ]
    for word in words { type(word[language]) }
    judge(Self.work(.passed))
    judge(SampleReports.doesNotCompile)
    judge(SampleReports.report(measures: SampleReports.measured))
    GoldenFile.expect(
      page.joined(separator: "\n"), "lines-\(language.rawValue).txt", in: "Snapshots")
  }
}
