import Containment
import LessonPacks
import Reports

/// The judge's own trouble: never a student's. Each says what to do next.
public enum JudgeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// No Swift compiler on PATH.
  case noToolchain(searched: String)
  /// One of the programs or modules that are built with this one is not beside it.
  case programMissing(path: String)
  /// The pack's own reference or probes do not build or run. The line counts from 1; the reason is a
  /// sentence without its full stop.
  case packBroken(file: String, line: Int? = nil, reason: String)
  case cannotWrite(path: String, reason: String)
  /// A program of the toolchain could not be run.
  case cannotRun(program: String, reason: String)
  /// Something kept the judge from judging; nothing is known of the file.
  case notJudged(MachineTrouble)
  case cancelled

  /// Whether it may pass, or is about this one run: a run that met it is to be made again. What is not,
  /// every file would meet.
  public var mayPass: Bool {
    switch self {
    case .cannotWrite, .cannotRun, .notJudged: true
    case .noToolchain, .programMissing, .packBroken, .cancelled: false
    }
  }

  /// The reference does not build or run. Where it has been seen to, that may be about one run too.
  public var isAboutReference: Bool {
    if case .packBroken = self { true } else { false }
  }

  /// In the student's language where it is about one run; the others are for who set up the machine.
  public var phrase: Phrase {
    if case .notJudged(let trouble) = self { return trouble.phrase }
    return .same(description)
  }

  /// What failed, with the file or program, and what to do next.
  public var description: String {
    switch self {
    case .noToolchain(let searched):
      "no Swift compiler was found on PATH (\(searched)). Install Swift from swift.org/install, or "
        + "put its usr/bin folder on PATH, and try again; `byhand doctor` shows what is found."
    case .programMissing(let path):
      "\(path) is missing. It is built together with this program: run `swift build` in the clone."
    case .packBroken(let file, let line, let reason):
      "\(file)\(line.map { ":\($0)" } ?? ""): \(reason). This is a fault of the lesson, not of your file: tell its author."
    case .cannotWrite(let path, let reason):
      "cannot write \(path): \(reason). Free some space, or set TMPDIR to a folder that is writable."
    case .cannotRun(let program, let reason):
      ContainmentError.cannotRun(program: program, reason: reason).description
    case .notJudged(let trouble): trouble.phrase.en
    case .cancelled: ContainmentError.cancelled.description
    }
  }
}
