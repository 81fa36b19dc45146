import LessonPacks
import Reports

/// What a student has done in one pack so far. A value: reading and writing it is `Workspace`'s work.
public struct StudentProgress: Sendable, Equatable, Codable {
  /// The version of `progress.json` that this program writes; a file of a later one is left alone.
  public static let currentFormat = 1

  /// The version of the file that it was read from.
  public var format: Int
  /// The pack that it speaks of, by its folder's name.
  public var packID: String
  /// What the student chose; nil until they choose.
  public var language: Language?
  /// The id of the block that they left; nil before the first visit.
  public var selectedBlock: String?
  /// By check id. A check never judged has no record.
  public var checks: [String: CheckRecord]
  /// By block id.
  public var blocks: [String: BlockRecord]
  /// Hash of the bytes that the records speak of.
  public var sourceHash: String?
  /// How many runs came to their end.
  public var runs: Int
  /// The steps whose part of the file was ever changed, as `A.5`; nil while that is not known of any
  /// run, and then every step counts as begun.
  public var begunSteps: Set<String>?
  /// The finale was seen to its end.
  public var hasWatchedFinale: Bool
  /// Seconds in which somebody was at work in the lesson, whatever they worked on.
  public var activeSeconds: Double
  /// What is kept for the page that shows the work; nil while nothing was.
  public var page: PageRecord?

  /// Nothing done yet.
  public init(packID: String) {
    self.hasWatchedFinale = false
    self.activeSeconds = 0
    self.format = StudentProgress.currentFormat
    self.packID = packID
    self.checks = [:]
    self.blocks = [:]
    self.runs = 0
  }

  /// Takes over the verdicts of a run. A check that was not run keeps what was known of it; one that
  /// passes starts its red time anew.
  public mutating func record(_ report: Report) {
    runs += 1
    sourceHash = report.sourceHash
    if let touched = report.touchedSteps { begunSteps = (begunSteps ?? []).union(touched) }
    for result in report.results {
      switch result.verdict {
      case .passed:
        checks[result.id] = CheckRecord(
          state: .passed, everPassed: true, part: report.parts[result.block])
      case .wrong, .broken:
        var record = checks[result.id] ?? CheckRecord(state: .failed)
        record.state = .failed
        checks[result.id] = record
      case .notRun:
        continue
      }
    }
  }

  /// Files of before there was a key lack it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    format = try container.decode(Int.self, forKey: .format)
    packID = try container.decode(String.self, forKey: .packID)
    language = try container.decodeIfPresent(Language.self, forKey: .language)
    selectedBlock = try container.decodeIfPresent(String.self, forKey: .selectedBlock)
    checks = try container.decode([String: CheckRecord].self, forKey: .checks)
    blocks = try container.decode([String: BlockRecord].self, forKey: .blocks)
    sourceHash = try container.decodeIfPresent(String.self, forKey: .sourceHash)
    runs = try container.decode(Int.self, forKey: .runs)
    begunSteps = try container.decodeIfPresent(Set<String>.self, forKey: .begunSteps)
    hasWatchedFinale =
      try container.decodeIfPresent(Bool.self, forKey: .hasWatchedFinale) ?? false
    let spent = try container.decodeIfPresent(Double.self, forKey: .activeSeconds)
    activeSeconds = Self.timeSpent(spent, checks)
    page = try? container.decodeIfPresent(PageRecord.self, forKey: .page)
  }

  /// Whether the block has checks and each of them passed when it was last judged.
  public func passes(_ block: Block) -> Bool {
    !block.checks.isEmpty && block.checks.allSatisfy { checks[$0.id]?.state == .passed }
  }
}

/// What is known of one check.
public struct CheckRecord: Sendable, Equatable, Codable {
  /// How it came out when it was last judged.
  public enum State: String, Sendable, Equatable, Codable { case passed, failed }

  /// A broken check has failed; one that was not run keeps what was known of it.
  public var state: State
  /// Active seconds through which it has been red without a break.
  public var redSeconds: Double
  /// Whether it was green in any run.
  public var everPassed: Bool
  /// Names the block's part of the file as it was when the check was last green.
  public var part: String?

  /// A record; red for no time and never green, unless it is said.
  public init(
    state: State, redSeconds: Double = 0, everPassed: Bool = false, part: String? = nil
  ) {
    self.part = part
    self.state = state
    self.redSeconds = redSeconds
    self.everPassed = everPassed
  }
}

/// What is known of one block.
public struct BlockRecord: Sendable, Equatable, Codable {
  /// How many hints of the whole block have been opened.
  public var hintsOpened: Int
  /// How many hints were opened at a step that has hints of its own, by its number: its own, then the
  /// whole block's.
  public var stepHintsOpened: [Int: Int]
  /// Why the solution is open, if it is; it never closes again.
  public var solution: GateOpening?
  /// The first answer that was given to a question, by its id; answers are counted from 0.
  public var answers: [String: Int]

  /// A record of a block; no hint, solution or answer yet, unless it is said.
  public init(
    hintsOpened: Int = 0, stepHintsOpened: [Int: Int] = [:], solution: GateOpening? = nil,
    answers: [String: Int] = [:]
  ) {
    self.hintsOpened = hintsOpened
    self.stepHintsOpened = stepHintsOpened
    self.solution = solution
    self.answers = answers
  }

  /// Files of before there were questions hold no answers, and those of before steps had hints of
  /// their own none of a step.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    hintsOpened = try container.decode(Int.self, forKey: .hintsOpened)
    stepHintsOpened =
      try container.decodeIfPresent([Int: Int].self, forKey: .stepHintsOpened) ?? [:]
    solution = try container.decodeIfPresent(GateOpening.self, forKey: .solution)
    answers = try container.decodeIfPresent([String: Int].self, forKey: .answers) ?? [:]
  }
}
