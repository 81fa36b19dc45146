/// One thing that is wrong with a pack's folder.
public struct PackProblem: Sendable, Equatable, CustomStringConvertible {
  /// Relative to the pack's folder, for example `pack.yml` or `text/es/A.md`.
  public var file: String
  /// From 1; nil where the whole file is meant.
  public var line: Int?
  /// What is wrong, as a sentence without its full stop.
  public var message: String
  /// What to do next, as a sentence without its full stop.
  public var hint: String?

  /// `message` and `hint` are without a full stop; `line` counts from 1.
  public init(file: String, line: Int? = nil, message: String, hint: String? = nil) {
    self.file = file
    self.line = line
    self.message = message
    self.hint = hint
  }

  /// `pack.yml:12: unknown key `statment`. Did you mean `statement`?`
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    guard let hint else { return "\(place): \(message)" }
    return "\(place): \(message). \(hint)"
  }
}

/// Why a folder is no pack: every problem that could be found at once, at least one.
public struct PackError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The pack's folder, or where a pack was looked for.
  public let folder: String
  /// Never empty, in the order of the files.
  public let problems: [PackProblem]

  /// At least one problem, so that an error never says nothing.
  public init(folder: String, _ first: PackProblem, _ others: [PackProblem] = []) {
    self.folder = folder
    self.problems = [first] + others
  }

  /// Nil if there is no problem to report.
  public init?(folder: String, problems: [PackProblem]) {
    guard let first = problems.first else { return nil }
    self.init(folder: folder, first, Array(problems.dropFirst()))
  }

  /// One problem a line, each with the whole path of its file.
  public var description: String {
    let lines = problems.map { problem in
      if problem.file.hasPrefix("/") { return "\(problem)" }
      return problem.file.isEmpty ? "\(folder)\(problem)" : "\(folder)/\(problem)"
    }
    guard lines.count > 1 else { return lines.joined() }
    return (["\(folder) has \(lines.count) problems:"] + lines.map { "  " + $0 })
      .joined(separator: "\n")
  }
}
