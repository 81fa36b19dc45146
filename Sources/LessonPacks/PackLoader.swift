import Foundation

/// Reads a pack's folder into values.
public enum PackLoader {
  /// What could be read of a folder.
  public struct Reading: Sendable {
    /// Nil if `pack.yml` cannot be read. A text, a ladder of hints or a theory page with a problem is
    /// left out.
    public var pack: Pack?
    /// Everything that is wrong; empty if all of the pack was read.
    public var problems: [PackProblem]

    /// What was read, and everything that was wrong with it.
    public init(pack: Pack?, problems: [PackProblem]) {
      self.pack = pack
      self.problems = problems
    }
  }

  /// Reads `pack.yml`, every block's text and hints, and the theory pages, in every language.
  ///
  /// `solutions` is the folder of the reference solution; without it, `solutions/` beside the
  /// folder that holds the packs, and in it the pack's name.
  /// Throws a `PackError` with everything that is wrong, not the first thing alone.
  public static func load(_ folder: URL, solutions: URL? = nil) throws(PackError) -> Pack {
    let reading = read(folder, solutions: solutions)
    let path = folder.standardizedFileURL.path
    if let error = PackError(folder: path, problems: reading.problems) { throw error }
    guard let pack = reading.pack else {
      preconditionFailure("a manifest that could not be read left no problem in the log")
    }
    return pack
  }

  /// The same for one who wants to hear what else is wrong with a pack that does not load.
  public static func read(_ folder: URL, solutions: URL? = nil) -> Reading {
    let folder = folder.standardizedFileURL
    let log = ProblemLog()
    let files = PackFiles(folder: folder, log: log)
    let manifest = files.text(ManifestReader.file)
      .flatMap { YamlDocument.read($0, file: ManifestReader.file, log: log) }
      .flatMap(ManifestReader.manifest)
    let after = manifest?.afterValue.map { PackOrder.after($0, in: folder.lastPathComponent) } ?? []
    let isWhole = log.problems.isEmpty
    let blocks = manifest?.blocks.map { block in
      var block = block
      let text = files.localized("text", block.id, manifest?.languages ?? [])
      block.text = LocalizedText(text.byLanguage.mapValues(HTMLComments.removed))
      block.hints = files.hints(block, manifest?.languages ?? [])
      return block
    }
    let theory = files.theory(manifest?.languages ?? [])
    let messages = files.messages(manifest?.languages ?? [])
    guard let manifest, let blocks, isWhole else {
      return Reading(pack: nil, problems: log.problems)
    }
    let id = folder.lastPathComponent
    var pack = Pack(
      format: manifest.format, id: id, title: manifest.title, languages: manifest.languages,
      module: manifest.module, studentFile: manifest.studentFiles[0],
      furtherFiles: Array(manifest.studentFiles.dropFirst()),
      declarations: manifest.declarations, blocks: blocks, measures: manifest.measures,
      gate: manifest.gate, finale: manifest.finale, theory: theory, about: manifest.about,
      minutes: manifest.minutes, after: after, messages: messages, folder: folder,
      solutionFolder: solutions ?? defaultSolutions(of: folder))
    pack.version = manifest.version
    pack.authors = manifest.authors
    pack.license = manifest.license
    return Reading(pack: pack, problems: log.problems)
  }

  private static func defaultSolutions(of folder: URL) -> URL {
    folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("solutions", isDirectory: true)
      .appendingPathComponent(folder.lastPathComponent, isDirectory: true)
  }
}

/// The text files of one pack.
private struct PackFiles {
  let folder: URL
  let log: ProblemLog

  /// The text of a file that must be there; nil after the reason was reported.
  func text(_ path: String) -> String? {
    let url = folder.appendingPathComponent(path)
    let language = Self.language(of: path)
    guard FileManager.default.fileExists(atPath: url.path) else {
      let problem = PackProblem(file: path, message: "the file is missing")
      if let language { log.add(problem, lacks: language) } else { log.add(problem) }
      return nil
    }
    language.map(log.find)
    guard let data = try? Data(contentsOf: url) else {
      log.add(PackProblem(file: path, message: "the file cannot be read"))
      return nil
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      log.add(PackProblem(file: path, message: "the file is not UTF-8"))
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      log.add(PackProblem(file: path, message: "the file is empty"))
      return nil
    }
    return text
  }

  /// The language of a text that has a file of its own in each: `text/es/A.md`.
  private static func language(of path: String) -> Language? {
    path.split(separator: "/").dropFirst().first.flatMap { Language(rawValue: String($0)) }
  }

  /// The messages of the compiler that the pack explains; none without the file.
  func messages(_ languages: [Language]) -> [CompilerMessage] {
    let file = CompilerMessageReader.file
    guard !languages.isEmpty,
      FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path),
      let root = text(file).flatMap({ YamlDocument.read($0, file: file, log: log) })
    else { return [] }
    return CompilerMessageReader(languages: languages).messages(root)
  }

  func localized(_ kind: String, _ block: String, _ languages: [Language]) -> LocalizedText {
    var byLanguage: [Language: String] = [:]
    for language in languages {
      byLanguage[language] = text("\(kind)/\(language.rawValue)/\(block).md")
    }
    return LocalizedText(byLanguage)
  }

  /// The theory pages by their names: a page in one language is asked for in all.
  func theory(_ languages: [Language]) -> [TheoryPage] {
    let inventory = PackInventory(of: folder.appendingPathComponent("theory", isDirectory: true))
    let paths = inventory.files.map { "theory/" + $0 }
    let names = Set(
      languages.flatMap { language in paths.compactMap { TheoryPage.name(of: $0, in: language) } })
    return names.sorted().compactMap { name in
      var byLanguage: [Language: String] = [:]
      for language in languages {
        byLanguage[language] = text(TheoryPage.path(of: name, in: language))
      }
      guard byLanguage.count == languages.count else { return nil }
      return TheoryPage(name: name, text: LocalizedText(byLanguage))
    }
  }

  /// The hints of a block whose text was read: hint n in every language.
  func hints(_ block: Block, _ languages: [Language]) -> [Hint] {
    var read: [(language: Language, path: String, rungs: [HintRung])] = []
    for language in languages {
      let path = "hints/\(language.rawValue)/\(block.id).md"
      guard let rungs = rungs(of: block, language, path) else { continue }
      if let first = read.first {
        HintReader.differences(of: rungs, in: path, from: first.rungs, in: first.path)
          .forEach(log.add)
      }
      read.append((language, path, rungs))
    }
    return (0..<(read.map(\.rungs.count).min() ?? 0)).map { index in
      Hint(
        LocalizedText(
          Dictionary(
            read.map { ($0.language, $0.rungs[index].text) }, uniquingKeysWith: { $1 })),
        step: read[0].rungs[index].step)
    }
  }

  /// The hints of a block in one language; nil after what is wrong with them was reported.
  private func rungs(of block: Block, _ language: Language, _ path: String) -> [HintRung]? {
    guard let file = text(path) else { return nil }
    var (rungs, problems) = HintReader.rungs(of: file, file: path)
    // Of a text that could not be read no step is known.
    if block.text.byLanguage[language] != nil {
      problems += HintReader.unknownSteps(
        in: rungs, known: block.steps(language).map(\.number),
        text: "text/\(language.rawValue)/\(block.id).md", file: path)
    }
    problems.forEach(log.add)
    return problems.isEmpty ? rungs : nil
  }
}
