import ArgumentParser
import Foundation
import Judge
import LanguageModels
import LessonPacks
import Observations
import Reports
import TensorKit
import Tutor
import UntrustedText

struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Ask a language model that your file runs in.",
    discussion: """
      It answers through your own layers, with the adapter that `byhand train` saved in your folder if \
      the lesson has one; --off asks the model without it. The model is the one that --model or $BYHAND_MODEL names, the one \
      that the adapter was trained for, or the smallest in Hugging Face's cache.
      """)

  @Argument(help: "What to ask.")
  var question: String
  @OptionGroup var course: CourseOptions
  @Option(
    help: ArgumentHelp(
      "A language model: a folder of Hugging Face's, or a GGUF file.", valueName: "path"))
  var model: String?
  @Option(help: ArgumentHelp("An adapter in PEFT's layout, instead of yours.", valueName: "folder"))
  var adapter: String?
  @Flag(help: "Without the adapter.")
  var off = false
  @Option(help: "Use this file instead of the one in your folder.")
  var file: String?

  func validate() throws {
    if question.allSatisfy(\.isWhitespace) { throw ValidationError("ask something: it is empty") }
    if off && adapter != nil { throw ValidationError("--off and --adapter: give one of them") }
  }

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      if let file, !FileManager.default.fileExists(atPath: file) {
        throw CourseError.noSuchFile(file)
      }
      let course = try file == nil ? Course.open(self.course) : Course.find(self.course)
      guard let finale = course.pack.finale?.languageModel else {
        throw CourseError.noLanguageModel
      }
      let folder = finale.leavesAdapter || adapter != nil ? try adapterFolder(course) : nil
      let choice = try choice(course, folder)
      var show = LanguageModelTeaching.show(finale.ask, finale.timeout, choice, adapter: folder)
      show.settings[.question] = question
      try await answer(show, course)
    }
  }

  /// Nil where the model is asked without one.
  private func adapterFolder(_ course: Course) throws -> String? {
    if off { return nil }
    let folder = adapter ?? course.folder.adapterFolder.path
    guard FileManager.default.fileExists(atPath: folder + "/adapter_config.json") else {
      throw CourseError.noAdapter(folder)
    }
    return folder
  }

  private func choice(_ course: Course, _ folder: String?) throws -> LanguageModelChoice {
    let base = try folder.flatMap { try Adapter.load(from: $0).config.baseModel }
    let named = course.environment[ModelShelf.variable].map { !$0.isEmpty } ?? false
    // The model that it was trained for, where that is a path and nothing else was named.
    let own = base.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
    let path = model ?? (named ? nil : own)
    let search = ModelShelf(environment: course.environment).search(named: path)
    for sentence in search.refused { CommandOutput.remark(sentence) }
    if let choice = search.usable.first(where: { $0.name == base }) ?? search.usable.first {
      return choice
    }
    if search.refused.isEmpty {
      for line in Phrase.howToGetModel { CommandOutput.remark(course.say(line)) }
    }
    throw ExitCode(1)
  }

  /// Prints the answer as it is written.
  private func answer(_ show: Show, _ course: Course) async throws {
    let files =
      file.map { course.pack.files(at: URL(fileURLWithPath: $0)) } ?? course.folder.workFiles
    let judge = try await course.judge()
    var ending: FinaleEnding?
    try await judge.showFinale(.settled(files), show, seed: 0) { event in
      switch event {
      case .observed(let observation):
        guard case .text(let piece) = observation.value,
          FinaleValue(rawValue: observation.name) == .piece
        else { return }
        CommandOutput.text(VisibleText.stripped(Array(piece.utf8)))
      case .ended(let end): ending = end
      case .compiling, .begun: break
      }
    }
    CommandOutput.line("")
    guard let ending, ending != .finished else { return }
    let wording = Wording(
      course.language(course.folder.peekAtProgress()?.progress), pack: course.pack, namedFile: file)
    CommandOutput.remark(wording.sentence(for: ending))
    throw ExitCode(1)
  }
}
