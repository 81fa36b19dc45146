import CellUI
import LessonPacks
import Observations
import Progress
import Reports
import Testing

@testable import Tutor

/// The end of a lesson: what was built, in numbers, and where it leads.
@Suite struct FinishStories {
  /// Five lines of code.
  static let file = """
    import TensorKit

    // A layer.
    final class LoRALinear: Module {
      /* r and alpha */
      let r = 8  // the rank

      let alpha = 16
    }
    """

  private static func finished(
    lessons: [LessonSummary] = SamplePack.lessons, asking: Asking = .keys,
    language: Language = .en, size: Size = Story.wide, seconds: Double = 11_520,
    adapter: String? = nil, pack: Pack = SamplePack.pack
  ) -> Story {
    var progress = StudentProgress(packID: "00-sample")
    progress.activeSeconds = seconds
    progress.blocks["A"] = BlockRecord(answers: ["zero_gradient": 0, "doubling_r": 1])
    var story = Story(
      size: size, language: language, pack: pack, progress: progress, lessons: lessons,
      asking: asking)
    story.model.adapterPath = adapter
    story.judge(SampleReports.report(measures: SampleReports.measured))
    story.send(.ownLoaded(file), .notesLoaded("…", complete: true))
    return story
  }

  @Test func itSaysWhatWasBuiltInNumbersOfTheFile() {
    var story = Self.finished()
    #expect(story.model.overlay == Overlay(.finished))
    #expect(story.shows("What you built"))
    #expect(story.shows("      12  checks green, on random numbers drawn for this run"))
    #expect(story.shows("5  lines of code in LoRA.swift, without comments and blanks"))
    #expect(story.shows("3 h 12 min  of work"))
    #expect(story.shows("1/2  predictions held"))
    #expect(story.shows("✔ trainable parameters: 1024"))
    story.type("l")
    #expect(story.shows("3 h 12 min  de trabajo") && story.shows("1/2  predicciones acertadas"))
    // What is not known is not said.
    var bare = Story()
    bare.judge(SampleReports.report(measures: SampleReports.measured))
    #expect(
      !bare.shows("lines of code") && !bare.shows("of work") && !bare.shows("predictions held"))
    bare.press(.escape)
    #expect(bare.type("g") == [.loadOwn])
    bare.send(.ownLoaded(Self.file))
    #expect(bare.shows("5  lines of code"))
  }

  @Test func theFinalesNumbersStandThereOnceItRan() {
    var story = Self.finished()
    #expect(!story.shows("trainable parameters in what you watched"))
    story.type("w")
    let run = story.model.lastFinale
    FinaleStories.play(&story, steps: 10)
    story.send(
      .finale(
        .observed(Observation(name: "trainable", value: .number(147_456))), run: run, at: 119))
    FinaleStories.end(&story)
    story.press(.escape)
    story.type("g")
    #expect(story.shows("147,456  trainable parameters in what you watched"))
    #expect(story.shows("1.23  loss after 10 steps, from 4.00"))
    story.type("l")
    #expect(story.shows("1,23  de pérdida tras 10 pasos, desde 4,00"))
  }

  @Test func enterGoesToTheNextLesson() {
    var story = Self.finished()
    #expect(
      story.shows(
        "Next lesson: 01 What it costs. It builds on this one. Press Enter to go there."))
    #expect(story.shows("Enter next lesson"))
    #expect(
      story.press(.enter) == [.saveProgress(story.model.progress), .openLesson(id: "01-costs")])
    // One that was begun goes before what builds on this one.
    var lessons = SamplePack.lessons
    lessons[2].secondsAgo = 60
    var begun = Self.finished(lessons: lessons)
    #expect(begun.shows("Next lesson: An added one. You have begun it."))
    #expect(begun.press(.enter).last == .openLesson(id: "my-lesson"))
    // With none left, Enter closes the summary.
    for index in lessons.indices {
      (lessons[index].green, lessons[index].secondsAgo) = (lessons[index].checkCount, 60)
    }
    var last = Self.finished(lessons: lessons)
    #expect(last.shows("You have finished every lesson.") && !last.shows("Enter next"))
    #expect(last.press(.enter).isEmpty)
    #expect(last.model.overlay == nil)
  }

  @Test func whatBuildsOnOthersNamesThem() {
    var lessons = SamplePack.lessons
    lessons[1].after = []
    #expect(Self.finished(lessons: lessons).shows("It is the next in the list."))
    (lessons[1].green, lessons[1].secondsAgo) = (19, 50)
    lessons[2].after = ["01-costs"]
    #expect(Self.finished(lessons: lessons).shows("It builds on 01 What it costs."))
  }

  @Test func theAdapterIsNamedOnceItIsThere() {
    var pack = SamplePack.pack
    pack.finale?.languageModel = LanguageModelFinale(
      teach: "teach", ask: "ask", text: SamplePack.both("It is taught.", "Se le enseña."),
      timeout: .seconds(9))
    let none = Self.finished(pack: pack)
    #expect(none.shows("`byhand train 00-sample` teaches a language model"))
    let there = Self.finished(adapter: "/home/ada/00-sample/adapter", pack: pack)
    #expect(there.shows("Your adapter: /home/ada/00-sample/adapter"))
    #expect(there.shows("`byhand ask \"What is LoRA?\" 00-sample` asks the model that it taught."))
    // A pack without a language model has none.
    #expect(!Self.finished(adapter: "/x").shows("adapter"))
  }

  @Test func inASmallWindowTheNextLessonIsInSight() {
    for language in Language.allCases {
      let story = Self.finished(language: language, size: Story.narrow)
      #expect(story.shows("01 "))
      #expect(story.shows(language == .en ? "Press Enter to go" : "Pulsa Intro para ir"))
    }
  }

  @Test func linesAndCommandsSayTheSameAndHowTheyGoOn() {
    let words = Self.finished(asking: .words)
    let said = lines(nil, words.model, after: .action(.summary)).joined(separator: "\n")
    #expect(said.contains("What you built"))
    #expect(
      said.contains("Next lesson: 01 What it costs. It builds on this one. Type onward to go"))
    let command = Self.finished(asking: .commands).model.summaryLines(width: 80) ?? []
    #expect(command.first == "What you built")
    #expect(command.contains { $0.contains("3 h 12 min  of work") })
    #expect(command.joined(separator: " ").contains("Run `byhand start 01-costs` to go there."))
    #expect(command.allSatisfy { $0.count <= 80 })
    #expect(Story().model.summaryLines(width: 80) == nil)
  }

  /// A pack that measures nothing has no notes to wait for: the summary is told all the same.
  @Test func withoutMeasuresItIsToldToo() {
    var pack = SamplePack.pack
    pack.measures = []
    var story = Story(pack: pack, asking: .words)
    #expect(
      story.judge(SampleReports.report()) == [
        .saveProgress(story.model.progress), .loadOwn, .loadNotes,
      ])
    let told = story.say(.notesLoaded(nil, complete: true)).joined(separator: "\n")
    #expect(told.contains("Every check is green"))
  }
}
