import Foundation

/// A solution that is wrong on purpose, with the checks that must catch it.
public struct WrongSolution: Sendable, Equatable {
  /// Where it lies, in the pack's folder `wrong`.
  public var file: URL
  /// The checks that must turn red, by id.
  public var caughtBy: [String]
  /// The checks that must stay green, by id: they have nothing to do with this mistake.
  public var sparedBy: [String]
  /// What the text demands and this solution does not do, by the marks' names.
  public var breaks: [String]
  /// What is wrong with it, as one sentence for a student who made the same mistake.
  public var diagnosis: LocalizedText

  /// A wrong solution; checks and demands are given by their ids.
  public init(
    file: URL, caughtBy: [String], sparedBy: [String] = [], breaks: [String] = [],
    diagnosis: LocalizedText
  ) {
    self.file = file
    self.caughtBy = caughtBy
    self.sparedBy = sparedBy
    self.breaks = breaks
    self.diagnosis = diagnosis
  }

  /// The file's name without its ending, for example `scale_inverted`.
  public var name: String { file.deletingPathExtension().lastPathComponent }

  /// What the files in `wrong/` say of themselves.
  public struct Reading: Sendable, Equatable {
    /// By name; each names checks that the pack has.
    public var solutions: [WrongSolution] = []
    /// The names of those whose header cannot be read, so that it is not known what they prove.
    public var unread: [String] = []
    /// What is wrong with the headers, file by file.
    public var problems: [PackProblem] = []
  }

  /// Reads every `wrong/*.swift` of the pack. A bad header is that file's alone.
  public static func read(in pack: Pack) -> Reading {
    var reading = Reading()
    for file in SolutionHeader.files(in: "wrong", of: pack) {
      let (solution, problems) = read(file, pack: pack)
      reading.problems += problems
      if let solution {
        reading.solutions.append(solution)
      } else {
        reading.unread.append(file.deletingPathExtension().lastPathComponent)
      }
    }
    return reading
  }

  private static func read(
    _ file: URL, pack: Pack
  ) -> (solution: WrongSolution?, problems: [PackProblem]) {
    guard let source = try? String(contentsOf: file, encoding: .utf8) else {
      return (nil, [SolutionHeader.unreadable("wrong/\(file.lastPathComponent)")])
    }
    return parse(source, file: file, pack: pack)
  }

  private static let keys =
    ["caught-by", "spared-by", "breaks"] + Language.allCases.map(\.rawValue)

  /// Reads the comment at the head of a wrong solution. Pure.
  ///
  /// `// caught-by: a, b`, one `// en: …` per language and, if need be, `// spared-by: c` and
  /// `// breaks: demand`; a comment
  /// line without a key of its own goes on with the line before it.
  static func parse(
    _ source: String, file: URL, pack: Pack
  ) -> (solution: WrongSolution?, problems: [PackProblem]) {
    let name = "wrong/\(file.lastPathComponent)"
    let header = SolutionHeader(source, keys: keys)
    var problems: [PackProblem] = []
    func missing(_ key: String, _ example: String) {
      problems.append(header.missing(key, example: example, in: name))
    }
    let caught = header.list("caught-by")
    let spared = header.list("spared-by")
    if caught.isEmpty { missing("caught-by", "the checks that must catch it") }
    let known = pack.checks.map(\.id)
    for (key, ids) in [("caught-by", caught), ("spared-by", spared)] {
      for id in ids where !known.contains(id) {
        problems.append(
          PackProblem(
            file: name, line: header[key]?.line,
            message: "\(key.replacing("-", with: " ")) `\(id)`, which is no check of the pack",
            hint: Spelling.suggestion(for: id, among: known, noun: "checks")))
      }
    }
    for id in spared where caught.contains(id) {
      problems.append(
        PackProblem(
          file: name, line: header["spared-by"]?.line,
          message: "`\(id)` stands in `caught-by` and in `spared-by`", hint: "Keep one of them"))
    }
    var diagnosis: [Language: String] = [:]
    for language in pack.languages {
      let text = header[language.rawValue]?.text ?? ""
      if text.isEmpty { missing(language.rawValue, "what is wrong, in one sentence") }
      diagnosis[language] = text
    }
    guard problems.isEmpty else { return (nil, problems) }
    let solution = WrongSolution(
      file: file, caughtBy: caught, sparedBy: spared, breaks: header.list("breaks"),
      diagnosis: LocalizedText(diagnosis))
    return (solution, [])
  }
}
