import LessonPacks

/// The sentence of a lesson that a mistake goes against.
struct LessonSentence {
  /// Where it stands: the block and the step's heading.
  var place: String
  var sentence: String

  /// By mistake: what the pack's wrong solution of that name breaks, as the text demands it. In another
  /// language than the pack's first, and where no demand is named, it is what the check holds.
  struct Finder {
    private let pack: Pack
    private let language: Language
    private let demands: [String: String]

    init(_ pack: Pack, _ language: Language) {
      (self.pack, self.language) = (pack, language)
      let read = Demands.read(in: pack, WrongSolution.read(in: pack))
      let said = language == pack.languages.first ? read.all : []
      demands = Dictionary(
        said.flatMap { demand in demand.brokenBy.map { ($0, demand.sentence) } },
        uniquingKeysWith: { first, _ in first })
    }

    /// Nil for a check that the pack does not have.
    func sentence(of mistake: Misconception) -> LessonSentence? {
      guard let check = pack.checks.first(where: { $0.id == mistake.check }),
        let block = pack.blocks.first(where: { $0.id == check.block })
      else { return nil }
      let step = block.steps(language).first { $0.number == check.step }
      let place = step.map { "\(block.id).\($0.number) \($0.title)" }
      return LessonSentence(
        place: place ?? "\(block.id) \(block.title[language])",
        sentence: demands[mistake.mistake]
          ?? "\(check.statement[language]) \(check.advice[language])")
    }
  }
}
