import APICards
import CellUI
import LessonPacks
import Progress
import Reports

/// Everything that the tutor's faces are made from. Only `update` changes it; `view` draws it, and
/// `lines` reads it out.
public struct Model: Equatable, Sendable {
  /// The lesson that is open.
  public let pack: Pack
  /// What the student has done in it, as it is to be saved.
  public internal(set) var progress: StudentProgress
  /// That of every text.
  public internal(set) var language: Language
  /// The terminal's extent, in cells.
  public internal(set) var size: Size
  /// What the terminal can show.
  public let capabilities: Capabilities
  /// The student's file as it is shown, for example `workspace/…/LoRA.swift`.
  public let filePath: String
  /// How what is shown is asked for.
  public internal(set) var asking: Asking

  /// Every lesson of the course, this one among them.
  public internal(set) var lessons: [LessonSummary]
  /// The lesson under the cursor of the course's page.
  public internal(set) var homeIndex: Int
  /// Whether the student was in the lesson, and not only on the course's page that offers it.
  var isEntered: Bool
  /// The page that fills the screen.
  public internal(set) var place: Place
  /// A position in the pack; kept within it by `select`.
  public internal(set) var blockIndex = 0
  /// What is selected in the block: its page, a step or a check.
  public internal(set) var selection = Selection.page

  /// Whether checks are running, and how far they are.
  public internal(set) var run: RunState = .idle
  /// Counts runs asked for, so that what an earlier run still says can be told apart.
  public internal(set) var lastRun = 0
  /// What the compiler made of the file the last time it was asked.
  public internal(set) var build: BuildOutcome?
  /// The last result of each check.
  public internal(set) var results: [String: CheckResult] = [:]
  /// The results as the last complete run left them: a run that goes on, or was stopped, is no past.
  var settled: [String: CheckResult] = [:]
  /// The run that each result is of.
  var resultRuns: [String: Int] = [:]
  /// The checks judged since the last run began.
  public internal(set) var fresh: Set<String> = []
  /// The last run that came to its end.
  public internal(set) var report: Report?
  /// Checks whose block was changed since they were green and that are red now, in the pack's order.
  public internal(set) var regressions: [String] = []
  /// The step that the last run turned green; its row says so until the next run.
  public internal(set) var justPassed: StepMark?

  /// The finale as far as it was seen; nil until it was asked for.
  public internal(set) var finale: FinaleShow?
  /// What the last finale ran with.
  public internal(set) var staging = FinaleStaging.small
  /// The language models of this machine; nil until they were looked for.
  public internal(set) var languageModels: LanguageModelSearch?
  /// Counts finales asked for.
  public internal(set) var lastFinale = 0
  /// What the playground did; nil until it was run.
  public internal(set) var play: PlayShow?
  var lastPlay = 0

  /// How the detail is looked at.
  public internal(set) var diff = DiffView()
  var lessonScroll = 0
  /// The open panel; nil while there is none.
  public internal(set) var overlay: Overlay?
  /// What is being typed into a panel.
  public internal(set) var typed = ""
  /// What the line at the bottom says; nil while it says nothing.
  public internal(set) var notice: Notice?
  /// The theory page that was read last, from 0.
  public internal(set) var theoryPage = 0
  /// On a small screen: the lesson's text has the room, in place of the result.
  public internal(set) var prefersLesson = false

  /// Whether there is a file from before a reset to bring back.
  public internal(set) var canUndoReset: Bool
  /// The text of `notes.md`, nil while there is none.
  public internal(set) var notes: String?
  /// `notes.md` holds every measured value.
  public internal(set) var notesComplete = false
  /// The solution of a block, nil until it was read; and the student's file beside it.
  public internal(set) var solution: String?
  /// Where the adapter lies that the finished file was trained into; nil while there is none.
  public internal(set) var adapterPath: String?
  /// The student's text that the solution is shown beside, and whose lines are counted; nil until it was
  /// read.
  public internal(set) var own: String?
  /// TensorKit's declarations, nil until they were read.
  public internal(set) var api: [APICard]?

  /// Seconds since the last key or save.
  var idleSeconds = 0.0
  /// Active seconds counted and not yet asked to be saved.
  var unsavedSeconds = 0.0
  var awaitsSecondReset = false
  let heatMemo = HeatMemo()

  /// The tutor as it opens: on the block the student left, or the first that is not green.
  public init(
    pack: Pack, progress: StudentProgress, language: Language, size: Size,
    capabilities: Capabilities,
    filePath: String, canUndoReset: Bool = false, lessons: [LessonSummary] = [],
    place: Place = .lesson, asking: Asking = .keys, adapterPath: String? = nil
  ) {
    self.adapterPath = adapterPath
    self.pack = pack
    self.progress = progress
    self.language = language
    self.size = size
    self.capabilities = capabilities
    self.filePath = filePath
    self.canUndoReset = canUndoReset
    self.lessons = lessons
    self.place = place
    isEntered = place != .home
    self.asking = asking
    homeIndex = lessons.firstIndex { $0.id == pack.id } ?? 0
    blockIndex = progress.currentBlockIndex(of: pack)
    selection = firstOpenSelection
  }
}

extension Model {
  /// Nil only for a pack without blocks.
  public var selectedBlock: Block? {
    pack.blocks.indices.contains(blockIndex) ? pack.blocks[blockIndex] : nil
  }

  /// The check that is selected; of a step, the first that is red.
  public var selectedCheck: Check? {
    guard let block = selectedBlock else { return nil }
    switch selection {
    case .page: return nil
    case .step(let number): return block.checks.first { $0.step == number && isRed($0) }
    case .check(let id): return block.checks.first { $0.id == id }
    }
  }

  /// The last result of the selected check; nil where none is selected or judged.
  public var selectedResult: CheckResult? { selectedCheck.flatMap { results[$0.id] } }

  /// What did not hold in the selected check; empty unless it is wrong.
  public var selectedFindings: [Finding] {
    guard let check = selectedCheck, progress.hasBegun(check),
      case .wrong(let findings) = selectedResult?.verdict
    else { return [] }
    return findings
  }

  var selectedFinding: Finding? {
    let findings = selectedFindings
    return findings.isEmpty ? nil : findings[findingIndex]
  }

  /// Which of the selected findings is shown: the one chosen, or else the first with a picture.
  public var findingIndex: Int {
    let findings = selectedFindings
    let shown = diff.finding ?? findings.firstIndex(where: \.isPicture) ?? 0
    return min(max(0, shown), max(0, findings.count - 1))
  }

  /// Names what is drawn of the selected check's array.
  func heatKey(_ tab: DiffView.Tab) -> HeatMemo.Key {
    let check = selectedCheck?.id ?? ""
    return HeatMemo.Key(
      check: check, run: resultRuns[check] ?? 0, finding: findingIndex, tab: tab)
  }

  /// The known mistake that accounts for a check being red in the last complete run.
  public func diagnosis(of check: Check) -> Diagnosis? {
    guard let diagnosis = report?.diagnosis, diagnosis.explains.contains(check.id),
      results[check.id]?.verdict.isRed == true
    else { return nil }
    return diagnosis
  }

  /// Whether the solution of the selected block is open; nil where the pack has no blocks.
  public var gateState: GateState? {
    selectedBlock.map { progress.gateState(of: $0, gate: pack.gate) }
  }

  var lessonName: String { LessonSummary.name(pack.id, pack.title, language) }

  /// What a phrase says in the language of this student.
  func say(_ phrase: Phrase) -> String { phrase[language] }
}
