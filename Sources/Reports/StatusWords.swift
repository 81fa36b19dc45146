/// What came of compiling, in a word for files that other programs read.
public enum BuildStatus: String, Sendable, Codable {
  case built, failed, missingDeclarations, unreadable
}

/// What came of a check, in a word for files that other programs read.
public enum VerdictStatus: String, Sendable, Codable {
  case passed, wrong, broken, notRun
}

/// Why a check is broken or was not run, in a word for files that other programs read.
public enum VerdictReason: String, Sendable, Codable {
  /// Of a check that is broken.
  case crashed, exited, timedOut
  case outputLimitExceeded = "flooded"
  case threw, missingObservations
  case protocolViolation = "garbled"
  /// Of a check that was not run.
  case doesNotCompile, missingDeclarations, cancelled, unreadable, outOfTime, notJudged
}

extension BuildOutcome {
  /// The word for what came of compiling.
  public var status: BuildStatus {
    switch self {
    case .built: .built
    case .failed: .failed
    case .missingDeclarations: .missingDeclarations
    case .unreadable: .unreadable
    }
  }
}

extension Verdict {
  /// The word for the kind of verdict.
  public var status: VerdictStatus {
    switch self {
    case .passed: .passed
    case .wrong: .wrong
    case .broken: .broken
    case .notRun: .notRun
    }
  }

  /// The word for why a check is broken or was not run; nil for every other.
  public var reason: VerdictReason? {
    switch self {
    case .passed, .wrong: nil
    case .broken(let breakage): breakage.word
    case .notRun(let reason): reason.word
    }
  }
}

extension Breakage {
  /// The word for it.
  var word: VerdictReason {
    switch self {
    case .crashed: .crashed
    case .exited: .exited
    case .timedOut: .timedOut
    case .outputLimitExceeded: .outputLimitExceeded
    case .threw: .threw
    case .missingObservations: .missingObservations
    case .protocolViolation: .protocolViolation
    }
  }
}

extension NotRunReason {
  /// The word for it.
  var word: VerdictReason {
    switch self {
    case .doesNotCompile: .doesNotCompile
    case .missingDeclarations: .missingDeclarations
    case .cancelled: .cancelled
    case .unreadable: .unreadable
    case .outOfTime: .outOfTime
    case .notJudged: .notJudged
    }
  }
}

/// The word for a kind of finding, in a report's JSON and in a table of known mistakes.
enum FindingWord: String, Encodable {
  case values, shapes, names, value, gradients, outOfBounds, same, accepted, threw, notStrict
}

extension FindingKind {
  var word: FindingWord {
    switch self {
    case .values: .values
    case .shapes: .shapes
    case .names: .names
    case .value: .value
    case .gradients: .gradients
    case .outOfBounds: .outOfBounds
    case .same: .same
    case .accepted: .accepted
    case .threw: .threw
    case .notStrict: .notStrict
    }
  }

  /// The observation that it is about; nil where the compiler judged.
  var name: String? {
    switch self {
    case .values(let comparison): comparison.name
    case .shapes(let name, _, _), .names(let name, _, _), .value(let name, _, _),
      .gradients(let name, _, _, _), .outOfBounds(let name, _, _, _, _), .same(let name, _),
      .accepted(let name), .threw(let name, _):
      name
    case .notStrict: nil
    }
  }
}
