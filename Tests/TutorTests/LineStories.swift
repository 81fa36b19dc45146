import CellUI
import LessonPacks
import Observations
import Progress
import Reports
import Testing

@testable import Tutor

/// What the plain face says: the same tutor, read out.
@Suite struct LineStories {
  @Test func itBeginsWithWhereTheStudentIsAndWhatMayBeTyped() {
    var story = Story(size: Size(width: 100, height: 24))
    let said = story.say(.started).joined(separator: "\n")
    #expect(said.hasPrefix("ByHand · 00 A layer by hand\nYour file: /home/ada/00-sample"))
    #expect(said.contains("Block A · Identity at init: 0 of 7 checks hold"))
    #expect(said.contains("  Step 1 · Construct it: not begun (0/2)"))
    #expect(said.contains("Watch it learn: locked"))
    #expect(said.contains("You are at: A · Identity at init"))
    #expect(said.contains("adds a product of two thin matrices"))
    #expect(said.contains("Save your file to run the checks, or type one of these words:"))
    #expect(said.contains("Type step 1 to read what to write first, then open LoRA.swift"))
    #expect(story.effects == [.runChecks(run: 1), .loadNotes])
    #expect(prompt(story.model) == "byhand A> ")
  }

  @Test func statusAndTheTextOfAStep() {
    var story = Story()
    story.judge(SampleReports.report(["lora_scale": SampleReports.red]))
    #expect(prompt(story.model) == "byhand A.3> ")
    let status = story.enter("status")
    #expect(status.contains("Block A · Identity at init: 6 of 7 checks hold"))
    #expect(status.contains("  Step 3 · Forward: wrong (1/2)"))
    #expect(status.contains("    lora_scale: wrong"))
    #expect(status.contains("    init_identity: holds"))
    #expect(status.contains("You are at: A · Identity at init, step 3"))
    #expect(
      story.enter("lesson").prefix(3) == [
        "Step 3 · Forward", "",
        "Add the branch, scaled by α/r, to what the base makes of x.",
      ])
    #expect(story.enter("step 4").first == "Step 4 · Freeze")
    #expect(story.enter("page").first == "A · Identity at init")
    #expect(story.enter("block C").first == "You are at: C · Round trip")
    #expect(story.enter("block b").first == "You are at: B · Wrapping")
    // The block that one is in is read once more.
    #expect(story.enter("block B").first == "You are at: B · Wrapping")
    #expect(story.enter("red").first == "lora_scale: wrong")
    #expect(prompt(story.model) == "byhand A.3> ")
  }

  /// A name that is none says so, says it as often as it is asked, and reads nothing else out.
  @Test func whatThereIsNotIsSaidEachTime() {
    var story = Story()
    story.judge(SampleReports.report(["lora_scale": SampleReports.red]))
    for line in ["check lora_scal", "block Q", "step 99", "step x", "hnit", "theory 7", "solution"]
    {
      let first = story.enter(line)
      #expect(!first.isEmpty, "\(line)")
      #expect(first.count <= 3, "\(line): \(first)")
      #expect(story.enter(line) == first, "\(line)")
    }
    #expect(
      story.enter("check lora_scal") == [
        "There is no check lora_scal. Did you mean lora_scale?"
      ])
    for line in ["undo", "watch", "output", "summary"] {
      let first = story.enter(line)
      #expect(!first.isEmpty && story.enter(line) == first, "\(line)")
    }
  }

  @Test func aRunIsTold() {
    var story = Story()
    #expect(story.enter("run") == ["Compiling LoRA.swift …"])
    #expect(story.say(.fileSaved) == ["Compiling LoRA.swift …"])
    let run = story.model.lastRun
    let report = SampleReports.report(
      ["lora_scale": SampleReports.wrong(SampleReports.heat())],
      diagnosis: SampleReports.diagnosis)
    #expect(story.say(.judge(.built(report.build), run: run)) == [])
    var waiting: [String] = []
    for result in report.results {
      #expect(story.say(.judge(.started(check: result.id), run: run)) == [])
      #expect(story.say(.judge(.finished(result), run: run)) == [])
      // A run that takes long says so now and then.
      waiting += story.say(.tick(seconds: 1))
    }
    #expect(waiting == ["Checking · 5/12 · 5 s", "Checking · 10/12 · 10 s"])
    let said = story.say(.judge(.completed(report), run: run))
    #expect(said[0] == "11 of 12 checks hold · 1.2 s")
    let text = said.joined(separator: "\n")
    #expect(text.contains("You are at: A · Identity at init, step 3"))
    #expect(text.contains("lora_scale: wrong"))
    #expect(text.contains("This matches a known mistake."))
    #expect(text.contains("α is not divided by r"))
    #expect(!text.contains("Try this:"))
    #expect(text.contains("  [0, 0]: yours -4, expected -0.5"))
  }

  @Test func aStepThatTurnsGreenAndABrokenFileAreTold() {
    var story = Story()
    story.judge(SampleReports.starter(touched: ["A.0", "A.1"]))
    func complete(_ report: Report) -> [String] {
      story.send(.fileSaved)
      for result in report.results {
        story.send(.judge(.finished(result), run: story.model.lastRun))
      }
      return story.say(.judge(.completed(report), run: story.model.lastRun))
    }
    let green = complete(
      SampleReports.starter(touched: ["A.0", "A.1"], ["param_count": .passed]))
    #expect(
      green.prefix(6) == [
        "2 of 12 checks hold · 1.2 s", "Step 1 of block A is done. Next: step 2.", "",
        "You are at: A · Identity at init, step 2", "", "Step 2 · A and B",
      ])
    let broken = complete(SampleReports.doesNotCompile).joined(separator: "\n")
    #expect(broken.contains("LoRA.swift does not compile: 1 error."))
    #expect(broken.contains("LoRA.swift:31:17  error: cannot find 'scalling' in scope"))
    #expect(broken.contains("→ The name is misspelt."))
  }

  @Test func everyPanelIsReadOut() {
    var story = Story()
    story.judge(SampleReports.report())
    story.press(.escape)
    story.enter("notes")
    #expect(story.say(.notesLoaded("# N\n\nIt was **α**.", complete: false)).contains("It was α."))
    story.enter("solution")
    #expect(story.effects == [.loadSolution(block: "A")])
    let solution = story.say(.solutionLoaded("let a = 1\n"))
    #expect(solution == ["Solution of block A · LoRA.swift · read-only", "1  let a = 1"])
    #expect(story.say(.notesLoaded("x", complete: true)) == [])
    story.enter("play")
    #expect(story.say(.play(.output("2\n3"), run: story.model.lastPlay)) == [])
    let played = story.say(
      .play(.ended(.finished(milliseconds: 5)), run: story.model.lastPlay))
    #expect(played.contains("2") && played.contains("3"))
    let output = SampleReports.report(
      ["init_identity": SampleReports.wrong(SampleReports.names)],
      output: ["init_identity": "one\ntwo\u{1B}[2J"])
    story.judge(output)
    let printed = story.enter("output")
    #expect(printed.first == "What it printed · init_identity" && printed.contains("one"))
    #expect(story.enter("summary").joined().hasPrefix("One check does not hold yet"))
    story.judge(SampleReports.report(measures: SampleReports.measured))
    let summary = story.enter("summary")
    #expect(summary.first == "Every check is green" && story.enter("summary") == summary)
    #expect(story.enter("help").count > 15)
  }

  /// There is no key that closes a panel in lines: what was read is read, and nothing waits for it.
  @Test func whatWasReadKeepsNothingBack() {
    var story = Story(lessons: SamplePack.lessons, asking: .words)
    func judge(_ report: Report) -> String {
      story.send(.fileSaved)
      for result in report.results {
        story.send(.judge(.finished(result), run: story.model.lastRun))
      }
      return story.say(.judge(.completed(report), run: story.model.lastRun))
        .joined(separator: "\n")
    }
    _ = judge(SampleReports.blockA(["freeze_names": SampleReports.red]))
    story.enter("hint")
    let asked = judge(SampleReports.blockA())
    #expect(asked.contains("Block A is complete. Now block B."))
    #expect(asked.contains("Prediction 1 of 2 · block A"))
    story.enter("1")
    story.enter("theory")
    _ = judge(SampleReports.report(measures: SampleReports.measured))
    // The summary waits for the notes, which it speaks of.
    let summary = story.say(.notesLoaded("…", complete: true)).joined(separator: "\n")
    #expect(summary.contains("Measured") && summary.contains("Nothing: you have finished"))
  }

  /// A run that ends the lesson reads its summary out.
  @Test func theEndOfALessonIsToldAsAWhole() {
    var story = Story(lessons: SamplePack.lessons)
    story.send(.fileSaved)
    let said = story.say(
      .judge(.completed(SampleReports.report(measures: SampleReports.measured)), run: 1)
    )
    #expect(said.first?.hasPrefix("12 of 12 checks hold") == true)
    let told = story.say(.notesLoaded("…", complete: true)).joined(separator: "\n")
    #expect(told.contains("Every check is green"))
    #expect(told.contains("trainable parameters: 1024"))
    #expect(told.contains("Next lesson: 01 What it costs."))
  }

  private static let messages: [(String, Message)] = [
    ("started", .started), ("help", .action(.help)), ("status", .action(.status)),
    ("step", .action(.readStep)), ("check", .action(.check("init_identity"))),
    ("hint", .action(.hint)), ("predict", .action(.predict)), ("solution", .action(.solution)),
    ("theory", .action(.theory("1"))), ("watch", .action(.finale)), ("reset", .action(.reset)),
    ("unknown", .action(.unknown("hnit", near: "hint"))), ("page", .action(.page)),
    ("notes", .notesLoaded("# N\n\n| a | b |\n|---|---|\n| **x** | 1 |", complete: false)),
    ("findings", .action(.findings)), ("language", .action(.language)),
  ]

  /// Words are wrapped at the width, Markdown is read out, and nothing moves a cursor.
  @Test(arguments: [40, 60, 80, 120], Language.allCases)
  func linesAreProseAtTheWidth(_ width: Int, _ language: Language) {
    var red = Story(size: Size(width: width, height: 24), language: language)
    red.judge(
      SampleReports.report(
        [
          "init_identity": SampleReports.wrong(
            SampleReports.names, .accepted(name: "call"), SampleReports.gradients),
          "strict": SampleReports.red,
        ], diagnosis: nil))
    for (name, message) in Self.messages {
      var story = red
      if name == "notes" { story.enter("notes") }
      let said = story.say(message)
      #expect(!said.isEmpty, "\(name)")
      // A path is never broken: it is copied as a whole.
      for line in said where !line.contains(story.model.filePath) {
        #expect(DisplayWidth.of(line) <= width, "\(name): \(line)")
        #expect(
          !line.contains("**") && !line.contains("`") && !line.contains("## "), "\(name): \(line)")
        #expect(!line.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }, "\(name)")
        #expect(line.last != " ", "\(name): \(line.debugDescription)")
      }
    }
  }

  /// Advice never mentions a key that lines do not have.
  @Test(arguments: Language.allCases) func noLineNamesAKeyOfTheScreen(_ language: Language) {
    let reports = [
      SampleReports.blockA(), SampleReports.doesNotCompile,
      SampleReports.report(measures: SampleReports.measured),
      SampleReports.report([
        "init_identity": SampleReports.wrong(SampleReports.heat(), SampleReports.names)
      ]),
      RandomWalk.reports[3], RandomWalk.reports[4],
    ]
    var story = Story(language: language, lessons: SamplePack.lessons)
    for report in reports {
      story.send(.fileSaved)
      let said = story.say(.judge(.completed(report), run: story.model.lastRun))
        .joined(separator: " ")
      for key in [
        "Enter", "Intro", " g ", "f lists", "f la ", "f las ", "m opens", "m abre", "Tab",
      ] {
        #expect(!said.contains(key), "\(key): \(said)")
      }
    }
  }

  @Test func aTerminalWithoutLettersBeyondASCIIGetsNone() {
    let ascii = Capabilities(depth: .none, unicode: false)
    var story = Story(language: .es, capabilities: ascii)
    story.judge(SampleReports.blockA())
    for line in story.say(.started) + story.enter("ayuda") + story.enter("lección") {
      #expect(line.utf8.allSatisfy { $0 < 128 }, "\(line)")
    }
    #expect(story.enter("estado").joined().contains("Bloque A"))
  }
}
