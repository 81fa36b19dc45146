import CellUI
import LessonPacks
import Progress
import Reports

/// Everything that the tutor's screen is drawn from. Only `update` changes it; `view` draws it.
public struct Model: Equatable, Sendable {
  public let pack: Pack
  public internal(set) var progress: Progress
  public internal(set) var language: Language
  public internal(set) var size: Size
  public let capabilities: Capabilities
  /// The student's file as it is shown, for example `workspace/…/LoRA.swift`.
  public let filePath: String

  /// Positions in the pack; kept within it by `select`.
  public internal(set) var blockIndex = 0
  public internal(set) var checkIndex = 0

  public internal(set) var run: RunState = .idle
  /// Counts runs asked for, so that what an earlier run still says can be told apart.
  public internal(set) var lastRun = 0
  /// What the compiler made of the file the last time it was asked.
  public internal(set) var build: BuildOutcome?
  /// The last result of each check.
  public internal(set) var results: [String: CheckResult] = [:]
  /// The run that each result is of.
  var resultRuns: [String: Int] = [:]
  /// The checks judged since the last run began.
  public internal(set) var fresh: Set<String> = []
  /// The last run that came to its end.
  public internal(set) var report: Report?
  /// Checks that were green before the last complete run and are red after it, in the pack's order.
  public internal(set) var regressions: [String] = []

  /// The finale as far as it was seen; nil until it was asked for.
  public internal(set) var finale: FinaleShow?
  /// Counts finales asked for.
  public internal(set) var lastFinale = 0

  public internal(set) var pane: Pane = .lesson
  public internal(set) var diff = DiffView()
  public internal(set) var lessonScroll = 0
  public internal(set) var overlay: Overlay?
  public internal(set) var notice: Notice?
  /// The theory page that was read last, from 0.
  public internal(set) var theoryPage = 0

  public internal(set) var canUndoReset: Bool
  /// The text of `notes.md`, nil while there is none.
  public internal(set) var notes: String?
  /// `notes.md` holds every measured value.
  public internal(set) var notesComplete = false

  /// Seconds since the last key or save.
  var idleSeconds = 0.0
  /// Active seconds counted and not yet asked to be saved.
  var unsavedSeconds = 0.0
  var awaitsSecondReset = false
  let heatMemo = HeatMemo()

  /// The tutor as it opens: on the block the student left, or the first that is not green.
  public init(
    pack: Pack, progress: Progress, language: Language, size: Size, capabilities: Capabilities,
    filePath: String, canUndoReset: Bool = false
  ) {
    self.pack = pack
    self.progress = progress
    self.language = language
    self.size = size
    self.capabilities = capabilities
    self.filePath = filePath
    self.canUndoReset = canUndoReset
    blockIndex =
      pack.blocks.firstIndex { $0.id == progress.selectedBlock }
      ?? pack.blocks.firstIndex { !progress.passes($0) } ?? 0
  }
}

/// What the right side gives its room to, and the arrow keys move.
public enum Pane: Equatable, Sendable { case lesson, detail }

extension Model {
  /// Nil only for a pack without blocks.
  public var selectedBlock: Block? {
    pack.blocks.indices.contains(blockIndex) ? pack.blocks[blockIndex] : nil
  }

  public var selectedCheck: Check? {
    guard let checks = selectedBlock?.checks, checks.indices.contains(checkIndex) else {
      return nil
    }
    return checks[checkIndex]
  }

  public var selectedResult: CheckResult? { selectedCheck.flatMap { results[$0.id] } }

  /// What did not hold in the selected check; empty unless it is wrong.
  public var selectedFindings: [Finding] {
    if case .wrong(let findings) = selectedResult?.verdict { findings } else { [] }
  }

  public var selectedFinding: Finding? {
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
      fresh.contains(check.id)
    else { return nil }
    return diagnosis
  }

  public var gateState: GateState? {
    selectedBlock.map { progress.gateState(of: $0, gate: pack.gate) }
  }
}
