import Foundation

/// The static audit: what can be said about a pack without compiling anything.
public enum PackLint {
  /// Everything wrong with a loaded pack's folder and its solution's; empty if nothing is.
  ///
  /// Whether a wrong solution is caught, and every check catches one, only running them can say.
  public static func audit(_ pack: Pack) -> [PackProblem] {
    let wrong = WrongSolution.read(in: pack)
    return audit(
      pack, inventory: PackInventory(of: pack.folder),
      solution: PackInventory(of: pack.solutionFolder))
      + SolutionParts.problems(in: pack) + unmarkedFiles(of: pack) + wrong.problems
      + AlternativeSolution.problems(in: pack)
      + Demands.read(in: pack, wrong).problems + Equivalent.read(in: pack).problems
  }

  /// The same of a folder that could be read in part, after what stands in the way of loading it.
  public static func audit(_ reading: PackLoader.Reading) -> [PackProblem] {
    guard let pack = reading.pack else { return reading.problems }
    // Where a file could not be read, what is said of it here would be said twice.
    let said = Set(reading.problems.map(\.file))
    return reading.problems + audit(pack).filter { !said.contains($0.file) }
  }

  /// The part of the audit that looks at names of files alone. Pure.
  public static func audit(
    _ pack: Pack, inventory: PackInventory, solution: PackInventory
  ) -> [PackProblem] {
    missingFiles(of: pack, inventory) + strayFiles(of: pack, inventory)
      + theoryGaps(of: pack, inventory) + stepProblems(of: pack) + hintProblems(of: pack)
      + solutionProblems(of: pack, solution)
  }

  private static func missingFiles(of pack: Pack, _ inventory: PackInventory) -> [PackProblem] {
    var problems: [PackProblem] = []
    for path in pack.starterPaths where !inventory.files.contains(path) {
      problems.append(
        PackProblem(
          file: path, message: "the starter is missing",
          hint:
            "Write it: the reference's declarations with empty bodies, as students begin with it"))
    }
    if !inventory.files.contains(where: { isSwift($0, in: "probes") }) {
      problems.append(
        PackProblem(
          file: "probes", message: "no probe", hint: "A probe is a Swift file that records values"))
    }
    return problems
  }

  /// Solutions of several files stand in one, and say where the next begins.
  private static func unmarkedFiles(of pack: Pack) -> [PackProblem] {
    ["wrong", "alternatives"].flatMap { folder in
      SolutionHeader.files(in: folder, of: pack).flatMap { file -> [PackProblem] in
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return pack.work.unmarked(in: text).map { name in
          PackProblem(
            file: "\(folder)/\(file.lastPathComponent)",
            message: "nothing says where \(name) begins",
            hint: "Write the line `\(StudentWork.mark)\(name)` above what it holds")
        }
      }
    }
  }

  private static func strayFiles(of pack: Pack, _ inventory: PackInventory) -> [PackProblem] {
    var known: Set<String> = [
      ManifestReader.file, CompilerMessageReader.file, "diagnoses.json", Equivalent.file,
    ]
    known.formUnion(pack.starterPaths)
    for language in pack.languages.map(\.rawValue) {
      for block in pack.blocks {
        known.insert("text/\(language)/\(block.id).md")
        known.insert("hints/\(language)/\(block.id).md")
      }
    }
    let stray = inventory.files.filter { path in
      !known.contains(path) && !isData(path) && !isAbout(path)
        && !["probes", "wrong", "alternatives"].contains { isSwift(path, in: $0) }
        && !pack.languages.contains { TheoryPage.name(of: path, in: $0) != nil }
    }
    let unlisted = Dictionary(grouping: stray) { unlistedLanguage(of: $0, in: pack) }
    return (unlisted[nil] ?? []).map {
      PackProblem(
        file: $0, message: "a stray file that nothing reads",
        hint: "Remove it, or give it the name of a block")
    }
      + Language.allCases.compactMap { language in
        unlisted[language].map { unlistedTexts($0, language) }
      }
      + inventory.links.map {
        PackProblem(
          file: $0, message: "a symbolic link",
          hint: "Put the file itself here: a pack must not reach out of its folder")
      }
  }

  /// The language of a text whose pack does not list it; nil for any other file.
  private static func unlistedLanguage(of path: String, in pack: Pack) -> Language? {
    let parts = path.split(separator: "/")
    guard parts.count == 3, ["text", "hints", "theory"].contains(parts[0]),
      let language = Language(rawValue: String(parts[1])), !pack.languages.contains(language)
    else { return nil }
    return language
  }

  /// One mistake, however many files there are.
  private static func unlistedTexts(_ paths: [String], _ language: Language) -> PackProblem {
    let many = paths.count == 1 ? "a text" : "\(paths.count) texts, this one first,"
    return PackProblem(
      file: paths[0],
      message: "\(many) in `\(language.rawValue)`, which `languages` of pack.yml does not list",
      hint: "Add `\(language.rawValue)` to `languages`, or remove what is in it")
  }

  /// Theory pages that exist in one language and not in another.
  private static func theoryGaps(of pack: Pack, _ inventory: PackInventory) -> [PackProblem] {
    let pages = Dictionary(
      pack.languages.map { language in
        (
          language,
          Set(inventory.files.compactMap { TheoryPage.name(of: $0, in: language) })
        )
      }, uniquingKeysWith: { $1 })
    let all = pages.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    return pack.languages.flatMap { language in
      all.subtracting(pages[language] ?? []).sorted().map {
        PackProblem(
          file: TheoryPage.path(of: $0, in: language), message: "the file is missing",
          hint: "It exists in another language of the pack")
      }
    }
  }

  /// Checks whose step the text does not have: the screen shows the step's text beside them, or says
  /// which step they wait for.
  private static func stepProblems(of pack: Pack) -> [PackProblem] {
    pack.blocks.flatMap { block in
      pack.languages.flatMap { language in
        let steps = Set(block.steps(language).map(\.number))
        return block.checks.flatMap { check in
          let named = [(check.step, "belongs to"), (check.needs, "needs")]
          return named.compactMap { step, verb -> PackProblem? in
            guard let step, !steps.contains(step) else { return nil }
            return PackProblem(
              file: "text/\(language.rawValue)/\(block.id).md",
              message: "no step \(step), which `\(check.id)` \(verb)",
              hint: "Begin it with a heading such as `\(heading(step)[language])`")
          }
        }
      }
    }
  }

  private static func heading(_ step: Int) -> Phrase {
    Phrase(en: "## Step \(step) · Title", es: "## Paso \(step) · Título")
  }

  private static func hintProblems(of pack: Pack) -> [PackProblem] {
    pack.blocks.flatMap { block in
      pack.languages.compactMap { language -> PackProblem? in
        let file = "hints/\(language.rawValue)/\(block.id).md"
        let rungs = block.hints.count { $0.text.byLanguage[language] != nil }
        if rungs == 0 { return PackProblem(file: file, message: "no hint") }
        guard rungs != block.hints.count else { return nil }
        return PackProblem(
          file: file, message: "\(rungs) hints, and \(block.hints.count) in another language")
      }
    }
  }

  private static func solutionProblems(
    of pack: Pack, _ solution: PackInventory
  ) -> [PackProblem] {
    let place = pack.solutionFolder.path
    var problems: [PackProblem] = []
    for file in pack.work.files where !solution.files.contains(file) {
      problems.append(
        PackProblem(file: "\(place)/\(file)", message: "the reference solution is missing"))
    }
    for path in solution.files + solution.links where !pack.work.contains(path) {
      problems.append(
        PackProblem(file: "\(place)/\(path)", message: "a stray file beside the solution"))
    }
    return problems
  }

  /// What a folder that is published has beside its content.
  private static func isAbout(_ path: String) -> Bool {
    guard !path.contains("/") else { return false }
    let stem = path.split(separator: ".").first.map { $0.uppercased() } ?? ""
    return ["LICENSE", "LICENCE", "COPYING", "README", "CHANGELOG", "AUTHORS", "NOTICE"].contains(
      stem)
  }

  /// What the probes read: any file, in one folder.
  private static func isData(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    return parts.count == 2 && parts[0] == "data" && parts[1].first != "."
  }

  private static func isSwift(_ path: String, in folder: String) -> Bool {
    let parts = path.split(separator: "/")
    return parts.count == 2 && parts[0] == folder && parts[1].hasSuffix(".swift")
  }
}
