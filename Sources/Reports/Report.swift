import LessonPacks
import Observations

/// Everything one run of a pack's checks found out about one version of the student's file.
public struct Report: Sendable, Equatable {
  /// The pack's folder name, for example `00-lora-by-hand`.
  public var packID: String
  /// SHA-256 of the student's bytes that were judged, in hexadecimal.
  public var sourceHash: String
  /// The hidden seed of this attempt; running again with it replays the attempt.
  public var seed: UInt64
  /// What the compiler made of the file.
  public var build: BuildOutcome
  /// One result per check of the pack that was asked for, in the pack's order.
  public var results: [CheckResult]
  /// The values for `notes.md`, of the measures whose check passed.
  public var measures: [MeasuredValue]
  /// What stood between the student's program and the machine, `L0` to `L3`.
  public var sandbox: String
  /// Wall time from the first byte read to the last verdict, in milliseconds.
  public var milliseconds: Double
  /// The known mistake that it looks like, if it looks like one.
  public var diagnosis: Diagnosis?
  /// The checks that nobody has begun: they do not hold, nor do they on the pack's starter, and their
  /// step's part of the file is the starter's still. See `unbegun(of:touch:table:)`.
  public var unbegun: Set<String> = []
  /// The steps whose part of the file is not the starter's any more, as `A.5`, and with any of a block
  /// those of its steps that the starter does not name; nil where the starter cannot be read.
  public var touchedSteps: Set<String>?
  /// By block: names its part of the file, so that it can be told whether that was changed.
  public var parts: [String: String] = [:]

  /// A report of which nothing is known to be unbegun; the judge says that afterwards.
  public init(
    packID: String, sourceHash: String, seed: UInt64, build: BuildOutcome,
    results: [CheckResult], measures: [MeasuredValue] = [], sandbox: String = "L0",
    milliseconds: Double, diagnosis: Diagnosis? = nil
  ) {
    self.diagnosis = diagnosis
    self.packID = packID
    self.sourceHash = sourceHash
    self.seed = seed
    self.build = build
    self.results = results
    self.measures = measures
    self.sandbox = sandbox
    self.milliseconds = milliseconds
  }

  /// Whether there is a check and every check passed.
  public var isGreen: Bool { !results.isEmpty && results.allSatisfy { $0.verdict == .passed } }
  /// What kept the judge from judging a check, if anything did: then no mark may come of this report.
  public var trouble: MachineTrouble? {
    results.lazy.compactMap {
      if case .notRun(.notJudged(let trouble)) = $0.verdict { trouble } else { nil }
    }.first
  }
  /// How many checks passed.
  public var passedCount: Int { results.count { $0.verdict == .passed } }
}

/// What the compiler made of the student's file.
public enum BuildOutcome: Sendable, Equatable {
  /// It compiled; warnings and strict-mode errors are kept for the `strict` check.
  case built(diagnostics: [Diagnostic])
  /// The student's own file does not compile.
  case failed(diagnostics: [Diagnostic])
  /// The file compiles but the checks cannot call it: these declarations are missing or changed.
  case missingDeclarations([Declaration])
  /// The file could not be read as source at all (missing, empty, a folder, not UTF-8 …).
  case unreadable(UnreadableSource)
}

/// Why the student's file is no source at all.
public indirect enum UnreadableSource: Sendable, Equatable {
  case missing, empty, notUTF8, directory, symbolicLink, notAFile
  case tooLarge(bytes: Int, limit: Int)
  /// The system's own words, for example `Permission denied`.
  case refused(String)
  /// One of several files, by its name, and what is wrong with it.
  case oneOf(file: String, UnreadableSource)

  /// Whether a file is not there or empty, as it may be for a moment while an editor saves it.
  public var isAway: Bool {
    switch self {
    case .missing, .empty: true
    case .oneOf(_, let reason): reason.isAway
    case .notUTF8, .directory, .symbolicLink, .notAFile, .tooLarge, .refused: false
    }
  }
}

/// One message of the compiler about the student's file; never about a line of a probe.
public struct Diagnostic: Sendable, Equatable, Codable {
  /// How much the compiler minds, in its own words.
  public enum Severity: String, Sendable, Equatable, Codable { case error, warning, note }

  /// Relative to the student's folder.
  public var file: String
  /// From 1.
  public var line: Int
  /// From 1.
  public var column: Int
  /// As the compiler gave it.
  public var severity: Severity
  /// The compiler's words, without place and severity.
  public var message: String
  /// The line of source it points at, as it stands in the file.
  public var sourceLine: String

  /// A message about a place in the student's file.
  public init(
    file: String, line: Int, column: Int, severity: Severity, message: String, sourceLine: String
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.message = message
    self.sourceLine = sourceLine
  }
}

/// The result of one check.
public struct CheckResult: Sendable, Equatable {
  /// The check's.
  public var id: String
  /// The id of the block that the check belongs to.
  public var block: String
  /// What came of it.
  public var verdict: Verdict
  /// Time in the student's process, in milliseconds.
  public var milliseconds: Double
  /// What the student's code printed during this check: control characters removed, head and tail kept.
  public var output: String

  /// A result; nothing printed and no time taken, unless it is said.
  public init(
    id: String, block: String, verdict: Verdict, milliseconds: Double = 0, output: String = ""
  ) {
    self.id = id
    self.block = block
    self.verdict = verdict
    self.milliseconds = milliseconds
    self.output = output
  }
}

/// The three kinds of not passing never mix.
public enum Verdict: Sendable, Equatable {
  case passed
  /// The scenario ran to its end and these rules did not hold.
  case wrong([Finding])
  /// The scenario did not come to its end, or did not record what it announced.
  case broken(Breakage)
  /// It was not tried, and because of what.
  case notRun(NotRunReason)
}

/// Why a scenario has no observations to judge.
public enum Breakage: Sendable, Equatable {
  /// Ended by a signal; the last line of the standard error that explains it, and the line of the
  /// student's file if the runtime named one; which file it is in, where there are several.
  case crashed(signal: Int, message: String, line: Int?, file: String? = nil)
  /// The whole program ended before the scenario did.
  case exited(status: Int)
  case timedOut(seconds: Double)
  /// Printed more than the limit, in bytes.
  case outputLimitExceeded(limit: Int)
  /// An error that the scenario did not expect was thrown.
  case threw(message: String)
  /// The scenario ended without recording these; what it did record, by name.
  case missingObservations([String], recorded: [String] = [])
  /// What came over the observation channel was not what a probe sends.
  case protocolViolation(String)
}

/// Why a check was not tried.
public enum NotRunReason: Sendable, Equatable {
  case doesNotCompile
  case missingDeclarations([String])
  case cancelled
  case unreadable(UnreadableSource)
  /// The checks before it used up the time that a file has for all of them, in seconds.
  case outOfTime(seconds: Double)
  /// The judge's own trouble: no verdict on the file, and the run is to be made again.
  case notJudged(MachineTrouble)
}

/// One rule that did not hold, with what was seen.
public struct Finding: Sendable, Equatable {
  /// The rule that did not hold; nil where the compiler judged.
  public var rule: Rule?
  /// What was seen, with the values.
  public var kind: FindingKind

  /// `rule` is nil where the compiler judged.
  public init(rule: Rule?, kind: FindingKind) {
    self.rule = rule
    self.kind = kind
  }
}

/// What was seen where a rule did not hold. `name` is the observation's, `yours` the student's.
public enum FindingKind: Sendable, Equatable {
  /// Two arrays of one shape that differ.
  case values(Comparison)
  /// Two arrays that cannot be compared: shapes or element types differ.
  case shapes(name: String, yours: ObservedArray, expected: ObservedArray)
  /// Two sets of names.
  case names(name: String, missing: [String], unexpected: [String])
  /// A single value.
  case value(name: String, yours: ObservedValue, expected: ObservedValue)
  /// Gradients that reached other parameters, or are of another size; the rows that differ by name.
  case gradients(name: String, yours: [GradientRow], expected: [GradientRow], differing: [String])
  /// Elements outside their bounds; the first such index, how many, and the array.
  case outOfBounds(name: String, array: ObservedArray, low: Double?, high: Double?, outside: Int)
  /// Two recordings that should differ are the same.
  case same(name: String, as: String)
  /// A call that should have thrown went through.
  case accepted(name: String)
  /// A call that should have gone through threw; the error's own words, empty where it has none.
  case threw(name: String, message: String)
  /// The strict compile complained.
  case notStrict([Diagnostic])
}

/// A value measured for `notes.md`.
public struct MeasuredValue: Sendable, Equatable {
  /// The measure's, as the pack names it.
  public var id: String
  /// As it should be shown, for example `0.0`, `4.8e-07`, `base: none`.
  public var value: LocalizedText

  /// A value that is said in another way in each language.
  public init(id: String, value: LocalizedText) {
    self.id = id
    self.value = value
  }

  /// A value that says the same in every language.
  public init(id: String, value: String) {
    self.init(id: id, value: LocalizedText(same: value))
  }
}
