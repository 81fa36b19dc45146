import LessonPacks
import Reports

/// What a student has done in one pack so far. A value: reading and writing it is `Workspace`'s work.
public struct Progress: Sendable, Equatable, Codable {
  public static let currentFormat = 1

  public var format: Int
  public var packID: String
  public var language: Language?
  public var selectedBlock: String?
  /// By check id. A check never judged has no record.
  public var checks: [String: CheckRecord]
  /// By block id.
  public var blocks: [String: BlockRecord]
  /// Hash of the bytes that the records speak of.
  public var sourceHash: String?
  public var runs: Int

  public init(packID: String) {
    self.format = Progress.currentFormat
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
    for result in report.results {
      switch result.verdict {
      case .passed:
        checks[result.id] = CheckRecord(state: .passed, everPassed: true)
      case .wrong, .broken:
        var record = checks[result.id] ?? CheckRecord(state: .failed)
        record.state = .failed
        checks[result.id] = record
      case .notRun:
        continue
      }
    }
  }

  public func passes(_ block: Block) -> Bool {
    !block.checks.isEmpty && block.checks.allSatisfy { checks[$0.id]?.state == .passed }
  }
}

/// What is known of one check.
public struct CheckRecord: Sendable, Equatable, Codable {
  public enum State: String, Sendable, Equatable, Codable { case passed, failed }

  public var state: State
  /// Active seconds through which it has been red without a break.
  public var redSeconds: Double
  public var everPassed: Bool

  public init(state: State, redSeconds: Double = 0, everPassed: Bool = false) {
    self.state = state
    self.redSeconds = redSeconds
    self.everPassed = everPassed
  }
}

/// What is known of one block.
public struct BlockRecord: Sendable, Equatable, Codable {
  /// How many rungs of the hint ladder have been opened.
  public var hintsOpened: Int
  /// Why the solution is open, if it is; it never closes again.
  public var solution: GateOpening?
  /// The first answer that was given to a question, by its id; answers are counted from 0.
  public var answers: [String: Int]

  public init(
    hintsOpened: Int = 0, solution: GateOpening? = nil, answers: [String: Int] = [:]
  ) {
    self.hintsOpened = hintsOpened
    self.solution = solution
    self.answers = answers
  }

  /// Files of before there were questions hold no answers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    hintsOpened = try container.decode(Int.self, forKey: .hintsOpened)
    solution = try container.decodeIfPresent(GateOpening.self, forKey: .solution)
    answers = try container.decodeIfPresent([String: Int].self, forKey: .answers) ?? [:]
  }
}
