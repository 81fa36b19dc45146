import CellUI
import LessonPacks
import Observations
import Progress
import Reports
import SnapshotSupport
import Testing

@testable import Tutor

/// Every screen as a picture, wide and narrow.
@Suite struct ScreenTests {
  private static let sizes = [Story.wide, Story.narrow]

  private func expectPicture(
    _ story: Story, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let size = story.model.size
    expectSnapshot(
      of: story.picture, named: "\(name)-\(size.width)x\(size.height)",
      sourceLocation: sourceLocation)
  }

  private func story(
    _ size: Size, _ verdicts: [String: Verdict] = [:], output: [String: String] = [:],
    build: BuildOutcome = .built(diagnostics: []), language: Language = .en,
    capabilities: Capabilities = Capabilities(), pane: Pane = .detail
  ) -> Story {
    var story = Story(size: size, language: language, capabilities: capabilities)
    story.judge(SampleReports.report(verdicts, output: output, build: build))
    story.model.pane = pane
    return story
  }

  private static let heat = ["init_identity": SampleReports.wrong(SampleReports.heat())]

  @Test(arguments: sizes) func start(_ size: Size) {
    expectPicture(Story(size: size), "start")
  }

  @Test(arguments: sizes) func running(_ size: Size) {
    var story = Story(size: size)
    story.send(.started, .tick(seconds: 1), .judge(.built(.built(diagnostics: [])), run: 1))
    for result in SampleReports.report(Self.heat).results.prefix(3) {
      story.send(.judge(.finished(result), run: 1))
    }
    story.send(.judge(.started(check: "freeze_names"), run: 1), .tick(seconds: 1))
    expectPicture(story, "running")
  }

  @Test(arguments: sizes) func redWithItsLesson(_ size: Size) {
    expectPicture(story(size, Self.heat, pane: .lesson), "red-lesson")
  }

  @Test(arguments: sizes) func heatmap(_ size: Size) {
    let story = story(size, Self.heat, output: ["init_identity": "scale 8.0\nshape [12, 40]"])
    expectPicture(story, "red-heatmap")
    expectSnapshot(
      of: view(story.model).styleMap, named: "red-heatmap-\(size.width)x\(size.height)-styles")
  }

  @Test(arguments: sizes) func withoutColour(_ size: Size) {
    let plain = Capabilities(depth: .none)
    expectPicture(story(size, Self.heat, capabilities: plain), "red-no-colour")
  }

  @Test(arguments: sizes) func inASCII(_ size: Size) {
    let ascii = Capabilities(depth: .none, unicode: false)
    expectPicture(story(size, Self.heat, language: .es, capabilities: ascii), "red-ascii")
  }

  @Test(arguments: sizes) func shapes(_ size: Size) {
    let verdicts = ["lora_shapes": SampleReports.wrong(SampleReports.shapes)]
    expectPicture(story(size, verdicts), "red-shapes")
  }

  @Test(arguments: sizes) func names(_ size: Size) {
    let verdicts = ["freeze_names": SampleReports.wrong(SampleReports.names)]
    expectPicture(story(size, verdicts), "red-names")
  }

  @Test(arguments: sizes) func gradients(_ size: Size) {
    let verdicts = ["freeze_names": SampleReports.wrong(SampleReports.gradients)]
    expectPicture(story(size, verdicts), "red-gradients")
  }

  @Test(arguments: sizes) func aNumber(_ size: Size) {
    let finding = FindingKind.value(name: "trainable", yours: .number(512), expected: .number(1024))
    expectPicture(story(size, ["param_count": SampleReports.wrong(finding)]), "red-number")
  }

  @Test(arguments: sizes) func compileError(_ size: Size) {
    let warning = Diagnostic(
      file: "LoRA.swift", line: 40, column: 9, severity: .warning,
      message: "variable 'unused' was never used", sourceLine: "    var unused = 1")
    let build = BuildOutcome.failed(diagnostics: [SampleReports.diagnostic, warning])
    expectPicture(
      story(size, SampleReports.notRun(.doesNotCompile), build: build), "compile-error")
  }

  @Test(arguments: sizes) func missingDeclarations(_ size: Size) {
    let missing = SamplePack.pack.declarations
    expectPicture(
      story(
        size, SampleReports.notRun(.missingDeclarations(missing.map(\.signature))),
        build: .missingDeclarations(missing)), "missing-declarations")
  }

  @Test(arguments: sizes) func crash(_ size: Size) {
    let crash = Verdict.broken(.crashed(signal: 4, message: "Index out of range", line: 12))
    expectPicture(
      story(size, ["merge_weight": crash, "init_identity": crash], output: ["init_identity": "1"]),
      "crash")
  }

  @Test(arguments: sizes) func hints(_ size: Size) {
    var story = Story(size: size)
    story.type("h")
    expectPicture(story, "hint-first")
    story.press(.right, .right)
    expectPicture(story, "hint-last")
  }

  @Test(arguments: sizes) func predictions(_ size: Size) {
    var story = Story(size: size)
    story.type("p")
    expectPicture(story, "predict")
    story.type("2")
    expectPicture(story, "predicted")
  }

  @Test(arguments: sizes) func theory(_ size: Size) {
    var story = Story(size: size)
    story.type("T")
    expectPicture(story, "theory-first")
    story.press(.right, .pageDown)
    expectPicture(story, "theory-last")
  }

  @Test(arguments: sizes) func diagnosis(_ size: Size) {
    var story = Story(size: size)
    var report = SampleReports.report(Self.heat)
    report.diagnosis = SampleReports.diagnosis
    story.judge(report)
    story.model.pane = .detail
    expectPicture(story, "diagnosis")
  }

  @Test(arguments: sizes) func gate(_ size: Size) {
    var story = story(size, Self.heat, pane: .lesson)
    story.work(minutes: 13)
    story.type("s")
    expectPicture(story, "gate-closed")
    story.work(minutes: 7)
    expectPicture(story, "gate-open")
    story.type("s")
    story.send(.solutionLoaded("import TensorKit\n\nfinal class LoRALinear: Module {\n}\n"))
    expectPicture(story, "solution")
  }

  @Test(arguments: sizes) func notesAndHelp(_ size: Size) {
    var story = Story(size: size)
    story.type("n")
    story.send(
      .notesLoaded("# A layer\n\n| measured | value |\n|---|---|\n| x | 0.0 |", complete: true))
    expectPicture(story, "notes")
    story.type("n?")
    expectPicture(story, "help")
  }

  @Test(arguments: sizes) func allGreen(_ size: Size) {
    var story = Story(size: size)
    story.judge(SampleReports.report(measures: SampleReports.measured))
    expectPicture(story, "all-green")
    story.press(.escape)
    expectPicture(story, "all-green-behind")
  }

  @Test(arguments: sizes) func finale(_ size: Size) {
    var story = Story(size: size)
    story.judge(SampleReports.report(measures: SampleReports.measured))
    story.type("w")
    FinaleStories.play(&story, steps: 12)
    expectPicture(story, "finale-running")
    FinaleStories.end(&story)
    expectPicture(story, "finale-done")
  }

  @Test(arguments: sizes) func regression(_ size: Size) {
    var story = Story(size: size)
    story.judge(SampleReports.report())
    story.press(.escape)
    story.type("4")
    story.judge(SampleReports.report(Self.heat))
    expectPicture(story, "regression")
  }

  @Test(arguments: sizes) func spanish(_ size: Size) {
    expectPicture(story(size, Self.heat, language: .es, pane: .lesson), "spanish")
  }

  @Test func tooSmall() {
    for size in [Size(width: 79, height: 24), Size(width: 30, height: 8)] {
      expectPicture(Story(size: size), "too-small")
    }
    var story = Story(size: Size(width: 40, height: 10))
    #expect(story.type("q").last == .quit)
  }
}
