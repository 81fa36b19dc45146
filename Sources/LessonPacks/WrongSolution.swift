import Foundation

/// A solution that is wrong on purpose, with the checks that must catch it.
public struct WrongSolution: Sendable, Equatable {
  public var file: URL
  /// The checks that must turn red, by id.
  public var caughtBy: [String]
  /// The checks that must stay green, by id: they have nothing to do with this mistake.
  public var sparedBy: [String]
  /// What is wrong with it, as one sentence for a student who made the same mistake.
  public var diagnosis: LocalizedText

  public init(
    file: URL, caughtBy: [String], sparedBy: [String] = [], diagnosis: LocalizedText
  ) {
    self.file = file
    self.caughtBy = caughtBy
    self.sparedBy = sparedBy
    self.diagnosis = diagnosis
  }

  /// The file's name without its ending, for example `scale_inverted`.
  public var name: String { file.deletingPathExtension().lastPathComponent }

  /// Every `wrong/*.swift` of the pack by name, each naming checks that the pack has.
  public static func all(in pack: Pack) throws(PackError) -> [WrongSolution] {
    let folder = pack.folder.appendingPathComponent("wrong", isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var solutions: [WrongSolution] = []
    var problems: [PackProblem] = []
    for name in names.sorted() where name.hasSuffix(".swift") {
      let file = folder.appendingPathComponent(name)
      guard let source = try? String(contentsOf: file, encoding: .utf8) else {
        problems.append(
          PackProblem(file: "wrong/\(name)", message: "the file cannot be read as UTF-8"))
        continue
      }
      let read = parse(source, file: file, pack: pack)
      problems += read.problems
      if let solution = read.solution { solutions.append(solution) }
    }
    if let error = PackError(folder: pack.folder.path, problems: problems) { throw error }
    return solutions
  }

  /// Reads the comment at the head of a wrong solution. Pure.
  ///
  /// `// caught-by: a, b`, one `// en: …` per language and, if need be, `// spared-by: c`; a comment
  /// line without a key of its own goes on with the line before it.
  static func parse(
    _ source: String, file: URL, pack: Pack
  ) -> (solution: WrongSolution?, problems: [PackProblem]) {
    let name = "wrong/\(file.lastPathComponent)"
    let header = WrongSolutionHeader(source)
    var problems: [PackProblem] = []
    func missing(_ key: String, _ example: String) {
      problems.append(
        PackProblem(
          file: name, line: 1, message: "its first comment lines do not say `\(key):`",
          hint: "Write `// \(key): \(example)`"))
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
      file: file, caughtBy: caught, sparedBy: spared, diagnosis: LocalizedText(diagnosis))
    return (solution, [])
  }
}

/// `// key: text` lines at the very head of a Swift file.
private struct WrongSolutionHeader {
  private var entries: [String: (text: String, line: Int)] = [:]

  init(_ source: String) {
    let keys = ["caught-by", "spared-by"] + Language.allCases.map(\.rawValue)
    var current: String?
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard line.hasPrefix("//") else { break }
      let text = line.drop { $0 == "/" }.trimmingCharacters(in: .whitespaces)
      if let key = keys.first(where: { text.hasPrefix($0 + ":") }) {
        let rest = text.dropFirst(key.count + 1).trimmingCharacters(in: .whitespaces)
        entries[key] = (rest, index + 1)
        current = key
      } else if let key = current, !text.isEmpty, let entry = entries[key] {
        entries[key] = (entry.text.isEmpty ? text : entry.text + " " + text, entry.line)
      }
    }
  }

  subscript(_ key: String) -> (text: String, line: Int)? { entries[key] }

  /// The names behind a key, between commas.
  func list(_ key: String) -> [String] {
    (entries[key]?.text ?? "").split(separator: ",")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}
