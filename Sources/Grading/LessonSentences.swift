import GradingFormats
import LessonPacks
import Reports

/// The sentences of a lesson that its known mistakes go against.
struct LessonSentences {
  private let pack: Pack
  private let language: Language
  /// By mistake: what the pack's wrong solution of that name breaks, as the text demands it.
  private let demands: [String: String]

  /// Reads the pack's texts. In another language than the pack's first, and where no demand is named, it is
  /// what the check holds and where it says to look.
  init(_ pack: Pack, _ language: Language) {
    (self.pack, self.language) = (pack, language)
    let read = Demands.read(in: pack, WrongSolution.read(in: pack))
    let said = language == pack.languages.first ? read.all : []
    demands = Dictionary(
      said.flatMap { demand in demand.brokenBy.map { ($0, demand.sentence) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Nil for a mistake that no check of the pack leads to.
  func sentence(against known: Diagnosis) -> GradedLesson? {
    guard let check = pack.checks.first(where: { $0.id == known.lead }),
      let block = pack.blocks.first(where: { $0.id == check.block })
    else { return nil }
    let step = block.steps(language).first { $0.number == check.step }
    let place = step.map { "\(block.id).\($0.number) \($0.title)" }
    return GradedLesson(
      place: place ?? "\(block.id) \(block.title[language])",
      sentence: demands[known.name] ?? "\(check.statement[language]) \(check.advice[language])")
  }
}
