import CellUI
import LessonPacks
import Observations
import Progress
import Reports
import Testing

@testable import Tutor

@Suite struct FinaleStories {
  /// A story in which every check is green, at the last block, where the finale's row is.
  private func green(_ size: Size = Story.wide) -> Story {
    var story = Story(size: size)
    story.judge(SampleReports.report(measures: SampleReports.measured))
    story.press(.escape)
    story.send(.action(.block("D")))
    return story
  }

  /// What a finale says in `steps` steps, half a second apart.
  static func play(_ story: inout Story, steps: Int, of total: Int = 20) {
    let run = story.model.lastFinale
    func say(_ name: String, _ value: ObservedValue, at now: Double) {
      story.send(.finale(.observed(Observation(name: name, value: value)), run: run, at: now))
    }
    story.send(.finale(.compiling, run: run, at: 100), .finale(.begun, run: run, at: 101))
    say("steps", .number(Double(total)), at: 101)
    say("tokens", .number(512), at: 101)
    say("before", .text("the layer of the"), at: 101)
    for step in 0..<steps {
      let loss = 4.0 / (1 + Double(step) / 4)
      say("loss", .number(loss), at: 102 + Double(step) / 2)
    }
  }

  static func end(_ story: inout Story) {
    let run = story.model.lastFinale
    story.send(
      .finale(
        .observed(Observation(name: "after", value: .text("la capa de la"))), run: run, at: 120),
      .finale(
        .observed(Observation(name: "merge_difference", value: .number(6.7e-6))), run: run, at: 120),
      .finale(.ended(.finished), run: run, at: 121))
  }

  /// A finale that compares: its states and its numbers have the pack's names.
  @Test func whatItComparesStandsSideBySide() {
    var story = Story(size: Size(width: 100, height: 40), pack: Self.comparing)
    story.judge(SampleReports.report(measures: SampleReports.measured))
    story.press(.escape)
    story.send(.action(.block("D")))
    story.type("W")
    let run = story.model.lastFinale
    func say(_ name: String, _ value: ObservedValue) {
      story.send(.finale(.observed(Observation(name: name, value: value)), run: run, at: 1))
    }
    story.send(.finale(.compiling, run: run, at: 0), .finale(.begun, run: run, at: 0))
    say("answer", .names(["own", "Why?", "So."]))
    say("answer", .names(["yours", "Why?", "No"]))
    say("answer", .names(["yours", "Why?", "So."]))
    say("slow", .number(9))
    say("slow", .number(40))
    say("fast", .number(10))
    say("bytes", .number(1_234_567))
    #expect(story.shows("its own: So."))
    #expect(story.shows("with yours: So."))
    #expect(!story.shows("with yours: No"))
    #expect(story.shows("Time, ms"))
    #expect(story.shows("bytes: 1,234,567"))
    let bars = story.picture.split(separator: "\n").filter { $0.contains("████") }
    #expect(bars.count == 2)
    let lengths = bars.map { $0.count { $0 == "█" } }
    #expect(lengths[0] > 3 * lengths[1] && lengths[0] < 5 * lengths[1])
    #expect(bars[0].contains("without ") && bars[0].contains(" 40"))
  }

  private static var comparing: Pack {
    var pack = SamplePack.pack
    func both(_ words: String) -> LocalizedText { LocalizedText([.en: words, .es: words]) }
    pack.finale = Finale(
      id: "f", title: both("Compare"), text: both("Two states."),
      labels: [
        "own": both("its own"), "yours": both("with yours"), "slow": both("without"),
        "fast": both("with"),
      ], bars: [FinaleBars(title: both("Time, ms"), names: ["slow", "fast"])])
    return pack
  }

  @Test func itIsLockedUntilEveryBlockPassesAndNamesWhatIsRed() {
    var story = Story()
    story.send(.action(.block("D")))
    #expect(story.shows("✦ Watch it learn"))
    #expect(story.shows("locked"))
    story.judge(
      SampleReports.report(["strict": SampleReports.red, "merge_twice": SampleReports.red]))
    #expect(story.type("W").isEmpty)
    #expect(story.shows("It opens when every block passes. Not green yet: strict, merge_twice."))
    #expect(story.model.overlay == nil)
    // Many are counted, not listed.
    var starter = Story(size: Size(width: 160, height: 40))
    starter.judge(SampleReports.starter())
    starter.type("W")
    #expect(
      starter.shows("param_count, lora_shapes, init_identity, lora_scale, freeze_names + 5 more."))
  }

  @Test func theCurveThePaceAndTheTextsAreSeen() {
    var story = green()
    #expect(story.shows("✦ Watch it learn") && !story.shows("locked"))
    #expect(story.type("W") == [.startFinale(run: 1)])
    #expect(story.shows("A model is taught by your layer alone."))
    Self.play(&story, steps: 10)
    #expect(story.shows("step 10/20 · loss 1.231 · 1024 tokens/s · 5 s left"))
    #expect(story.shows("the layer of the"))
    #expect(story.shows("4.00"))
    #expect(!story.shows("la capa de la"))
    Self.end(&story)
    #expect(story.shows("la capa de la"))
    #expect(story.shows("Largest difference after merging: 6.7e-06"))
    #expect(story.shows("It ran to its end."))
    // Seen to its end, it is shown again; asked for once more, it runs again.
    story.press(.escape)
    #expect(story.type("W").isEmpty)
    #expect(story.type("W") == [.startFinale(run: 2)])
  }

  @Test func thatItWasWatchedIsRemembered() {
    var story = green()
    story.type("W")
    Self.play(&story, steps: 2)
    #expect(!story.model.progress.hasWatchedFinale)
    Self.end(&story)
    #expect(story.model.progress.hasWatchedFinale)
    #expect(story.effects == [.saveProgress(story.model.progress)])
    story.press(.escape)
    #expect(story.shows("watched W"))
    var again = Story(progress: story.model.progress)
    again.judge(SampleReports.report(measures: SampleReports.measured))
    again.press(.escape)
    again.send(.action(.block("D")))
    #expect(again.shows("watched W"))
    #expect(again.enter("status").joined().contains("Watch it learn: watched"))
    // What the last one showed is what is kept.
    #expect(again.type("W") == [.startFinale(run: 1)])
    again.send(.finale(.compiling, run: 1, at: 1))
    #expect(
      again.send(.finale(.ended(.finished), run: 1, at: 3))
        == [.saveProgress(again.model.progress)])
    #expect(story.model.progress.page?.finale?.losses.count == 2)
    #expect(again.model.progress.page?.finale?.losses == [])
    #expect(again.model.progress.page?.finale?.seconds == 2)
  }

  @Test func itGoesOnBehindAClosedPanelAndIsStoppedByControlC() {
    var story = green()
    story.type("W")
    Self.play(&story, steps: 3)
    story.press(.escape)
    Self.play(&story, steps: 5)
    #expect(story.model.finale?.losses.count == 5)
    #expect(story.type("W").isEmpty)
    #expect(story.press(.control("c")) == [.cancelFinale])
    #expect(story.model.overlay == nil)
    #expect(story.shows("Stopped. W starts it again."))
    Self.play(&story, steps: 5)
    #expect(story.type("W") == [.startFinale(run: 3)])
  }

  @Test func whatAStoppedOneStillSaysIsNotHeard() {
    var story = green()
    story.type("W")
    story.press(.control("c"))
    story.type("W")
    #expect(story.say(.finale(.ended(.finished), run: 1, at: 5)) == [])
    #expect(story.model.finale?.ending == nil)
    #expect(!story.model.progress.hasWatchedFinale)
  }

  @Test func oneThatBreaksSaysWhy() {
    var story = green()
    story.type("W")
    let run = story.model.lastFinale
    story.send(.finale(.ended(.broken(.timedOut(seconds: 120))), run: run, at: 9))
    #expect(story.shows("It was still running after 120 s"))
    #expect(!story.model.progress.hasWatchedFinale)
  }

  @Test func quittingStopsIt() {
    var story = green()
    story.type("W")
    #expect(story.type("q") == [.cancelFinale, .saveProgress(story.model.progress), .quit])
  }

  @Test func fromTheGoalItIsOneKey() {
    var story = Story()
    story.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(story.model.overlay == Overlay(.finished))
    #expect(story.shows("w watch"))
    #expect(story.type("w") == [.startFinale(run: 1)])
  }

  /// In lines every tenth of the way is said, and each text as it comes.
  @Test func inLinesItIsToldStepByStep() {
    var story = green()
    #expect(
      story.enter("watch") == [
        "Watch it learn", "", "A model is taught by your layer alone.",
      ])
    #expect(story.model.overlay?.kind == .finale)
    let run = story.model.lastFinale
    var said: [String] = []
    func take(_ name: String, _ value: ObservedValue, at now: Double) {
      said += story.say(
        .finale(.observed(Observation(name: name, value: value)), run: run, at: now))
    }
    said += story.say(.finale(.compiling, run: run, at: 1))
    take("steps", .number(40), at: 2)
    take("before", .text("abc"), at: 2)
    for step in 1...40 { take("loss", .number(4 / Double(step)), at: 2 + Double(step)) }
    said += story.say(.finale(.ended(.finished), run: run, at: 50))
    #expect(said.count { $0.hasPrefix("step ") } == 11)
    #expect(said.contains("Text before training: abc"))
    #expect(said.last == "It ran to its end.")
  }
}
