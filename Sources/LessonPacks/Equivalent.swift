import Foundation

/// A change to a solution that changes nothing that a check could see, with the reason.
public struct Equivalent: Sendable, Equatable {
  /// Where a pack lists them: instructors alone read it.
  public static let file = "equivalents.yml"

  /// `solutions/NAME/FILE.swift` or `alternatives/FILE.swift`.
  public var solution: String
  /// The function that it is in; nil where the line alone says it.
  public var function: String?
  /// The line as it stands there, without the space around it: a text outlives other edits.
  public var line: String
  /// The line after the change.
  public var changed: String
  /// Why nothing comes of it, as a sentence.
  public var why: String
  /// Where the entry stands in the list's file, from 1.
  public var place: Int?

  /// An entry of the list; `place` is nil for one that was not read from a file.
  public init(
    solution: String, function: String? = nil, line: String, changed: String, why: String,
    place: Int? = nil
  ) {
    self.solution = solution
    self.function = function
    self.line = line
    self.changed = changed
    self.why = why
    self.place = place
  }

  /// What a pack's list holds, and what is wrong with it.
  public struct Reading: Sendable, Equatable {
    /// Those that could be read, in the order of the file.
    public var entries: [Equivalent] = []
    /// What is wrong with the others, or with the file.
    public var problems: [PackProblem] = []
  }

  /// Reads the pack's list; a pack without one has none. A bad entry hides no other.
  public static func read(in pack: Pack) -> Reading {
    let url = pack.folder.appendingPathComponent(file)
    guard FileManager.default.fileExists(atPath: url.path) else { return Reading() }
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      return Reading(problems: [
        PackProblem(file: file, message: "the file cannot be read as UTF-8")
      ])
    }
    return parse(text)
  }

  /// Reads the text of a list. Pure.
  static func parse(_ text: String) -> Reading {
    let log = ProblemLog()
    var reading = Reading()
    if let root = YamlDocument.read(text, file: file, log: log) {
      let named = YamlValue(node: root.node, path: "equivalents", file: file, log: log)
      reading.entries = (named.list() ?? []).compactMap(entry)
    }
    reading.problems = log.problems
    return reading
  }

  private static func entry(_ item: YamlValue) -> Equivalent? {
    guard let mapping = item.mapping(["file", "in", "line", "to", "why"]) else { return nil }
    // All of them are asked for, so that all that is missing is said.
    let texts = ["file", "line", "to", "why"].map { mapping.required($0)?.text().map(trimmed) }
    let function = mapping.optional("in").map { $0.text().map(trimmed) }
    guard let solution = texts[0] ?? nil, let line = texts[1] ?? nil, let changed = texts[2] ?? nil,
      let why = texts[3] ?? nil
    else { return nil }
    if let function, function == nil { return nil }
    return Equivalent(
      solution: solution, function: function ?? nil, line: line, changed: changed, why: why,
      place: item.line)
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
