/// Reads `pack.yml`: everything of a pack but the texts that have files of their own.
struct ManifestReader {
  static let file = "pack.yml"
  static let keys = [
    "format", "title", "languages", "module", "file", "files", "declares", "gate", "blocks",
    "measures", "finale", "about", "minutes", "after", "version", "authors", "license",
  ]

  /// What the file says, with blocks whose texts and hints are still empty.
  struct Manifest {
    var format: Int
    var title: LocalizedText
    var languages: [Language]
    var module: String
    /// Never empty.
    var studentFiles: [String]
    var declarations: [Declaration]
    var gate: Gate
    var blocks: [Block]
    var measures: [Measure]
    var finale: Finale?
    var about: LocalizedText?
    var minutes: ClosedRange<Int>?
    /// What `after` holds, to be read by who knows the pack's name; nil for a pack without.
    var afterValue: YamlValue?
    var version: String?
    var authors: [String]
    var license: String?
  }

  /// Nil if anything had to be reported to the value's log.
  static func manifest(_ root: YamlValue) -> Manifest? {
    // A newer format may mean anything, so nothing else of it is judged.
    if let format = formatIfNewer(root) {
      root.report(
        "format \(format) is newer than this program, which reads up to \(Pack.currentFormat)",
        hint: "Update the program")
      return nil
    }
    guard let mapping = root.mapping(keys) else { return nil }
    let format = mapping.required("format")?.wholeNumber(minimum: 1)
    let languages = mapping.required("languages").flatMap(languages)
    let texts = LocalizedTextReader(languages: languages ?? [])
    let module = mapping.required("module").flatMap(module)
    let files = studentFiles(mapping)
    let declarations = mapping.optional("declares").map(declarations) ?? []
    let gate = mapping.optional("gate").map(gate) ?? Gate()
    // Without its languages no text can be judged, and each would be a problem of its own.
    guard languages != nil else { return nil }
    let title = mapping.required("title").flatMap(texts.text)
    let blocks = mapping.required("blocks").flatMap { BlockReader(texts: texts).blocks($0) }
    let ids = (blocks ?? []).flatMap(\.checks).map(\.id)
    let measures =
      mapping.optional("measures").map {
        self.measures($0, texts, checks: blocks == nil ? nil : ids)
      } ?? []
    let finale = mapping.optional("finale")
    let readFinale = finale.flatMap { Finale.read($0, texts) }
    let about = mapping.optional("about")
    let readAbout = about.flatMap(texts.text)
    let minutes = mapping.optional("minutes")
    let readMinutes = minutes.flatMap(self.minutes)
    let version = mapping.optional("version").map { $0.text() }
    let authors = mapping.optional("authors").map { $0.texts() }
    let license = mapping.optional("license").map { $0.text() }
    guard version != .some(nil), authors != .some(nil), license != .some(nil) else { return nil }
    guard (finale == nil) == (readFinale == nil), (about == nil) == (readAbout == nil),
      (minutes == nil) == (readMinutes == nil)
    else { return nil }
    guard let format, let title, let languages, let module, let files, let declarations, let gate,
      let blocks, let measures
    else { return nil }
    return Manifest(
      format: format, title: title, languages: languages, module: module, studentFiles: files,
      declarations: declarations, gate: gate, blocks: blocks, measures: measures,
      finale: readFinale, about: readAbout, minutes: readMinutes,
      afterValue: mapping.optional("after"), version: version ?? nil,
      authors: (authors ?? nil) ?? [], license: license ?? nil)
  }

  /// How long the lesson takes: the least and the most, in minutes.
  private static func minutes(_ value: YamlValue) -> ClosedRange<Int>? {
    guard let list = value.list() else { return nil }
    guard list.count == 2 else {
      value.report(
        "`\(value.path)` holds \(list.count), and should hold 2",
        hint: "Give the least and the most, `[180, 300]`")
      return nil
    }
    let least = list[0].wholeNumber(minimum: 1)
    let most = list[1].wholeNumber(minimum: 1)
    guard let least, let most else { return nil }
    guard least <= most else {
      value.report(
        "`\(value.path)` is \(least) to \(most)", hint: "The least comes first")
      return nil
    }
    return least...most
  }

  private static func formatIfNewer(_ root: YamlValue) -> Int? {
    guard root.isMapping, let number = root.anyMapping()?.optional("format")?.plainNumber,
      let format = Int(exactly: number), format > Pack.currentFormat
    else { return nil }
    return format
  }

  private static func languages(_ value: YamlValue) -> [Language]? {
    guard let list = value.list() else { return nil }
    if list.isEmpty {
      value.report("`languages` is empty")
      return nil
    }
    var languages: [Language] = []
    for item in list {
      guard let word = item.text() else { continue }
      guard let language = Language(rawValue: word) else {
        item.report("the tutor has no words of its own in `\(word)`", hint: Language.howToAdd)
        continue
      }
      if languages.contains(language) {
        item.report("language `\(word)` is given twice")
      } else {
        languages.append(language)
      }
    }
    return languages.count == list.count ? languages : nil
  }

  private static func module(_ value: YamlValue) -> String? {
    guard let name = value.text() else { return nil }
    if PackNames.isModule(name) {
      guard let trouble = ModuleNames.trouble(with: name) else { return name }
      value.report(trouble, hint: "Choose another, such as `\(name)Lesson`")
      return nil
    }
    value.report("`\(name)` cannot name a Swift module", hint: "Use letters, digits and `_`")
    return nil
  }

  /// What `file` names, or `files`: one of the two has to be there.
  private static func studentFiles(_ mapping: YamlMapping) -> [String]? {
    guard let several = mapping.optional("files") else {
      return mapping.required("file").flatMap(studentFile).map { [$0] }
    }
    if mapping.optional("file") != nil {
      several.report(
        "both `file` and `files` are given", hint: "Name one file with `file`, several with `files`"
      )
      return nil
    }
    guard let list = several.list() else { return nil }
    if list.isEmpty { several.report("`files` is empty", hint: "Name what the student writes") }
    var names: [String] = []
    for item in list {
      guard let name = studentFile(item) else { continue }
      // Some file systems take these for one file.
      if names.contains(where: { $0.lowercased() == name.lowercased() }) {
        item.report("`\(name)` is named twice", hint: "Name each file once")
      } else {
        names.append(name)
      }
    }
    return list.isEmpty || names.count != list.count ? nil : names
  }

  /// A plain file name: the student's folder is made from it.
  private static func studentFile(_ value: YamlValue) -> String? {
    guard let name = value.text() else { return nil }
    if PackNames.isName(name), name.hasSuffix(".swift"), name != ".swift" { return name }
    value.report("`\(name)` cannot be the student's file", hint: "Name one file, `Name.swift`")
    return nil
  }

  private static func gate(_ value: YamlValue) -> Gate? {
    guard let mapping = value.mapping(PackKeys.gate) else { return nil }
    let minutes = mapping.required("minutes")?.number(minimum: 0)
    let key = mapping.optional("key")
    let digest = key?.text()?.lowercased()
    guard let minutes, (key == nil) == (digest == nil) else { return nil }
    if let key, let digest, digest.count != 64 || !digest.allSatisfy(\.isHexDigit) {
      key.report(
        "`gate.key` is no SHA-256 digest",
        hint: "Give the key's digest, not the key: `printf %s KEY | sha256sum`")
      return nil
    }
    return Gate(minutes: minutes, keyDigest: digest)
  }

  private static func declarations(_ value: YamlValue) -> [Declaration]? {
    guard let list = value.list() else { return nil }
    let read = list.map { item -> Declaration? in
      guard let mapping = item.mapping(PackKeys.declaration) else { return nil }
      let name = mapping.required("name")?.text()
      let signature = mapping.required("signature")?.text()
      guard let name, let signature else { return nil }
      return Declaration(name: name, signature: signature)
    }
    return read.contains(nil) ? nil : read.compactMap { $0 }
  }

  /// `checks` are the known ids, or nil when they could not be read.
  private static func measures(
    _ value: YamlValue, _ texts: LocalizedTextReader, checks: [String]?
  ) -> [Measure]? {
    guard let list = value.list() else { return nil }
    var seen = SeenNames(noun: "measure")
    let read = list.map { item -> Measure? in
      guard let mapping = item.mapping(PackKeys.measure)
      else { return nil }
      let id = mapping.required("id").flatMap(PackNames.name)
      if let id { seen.note(id, item) }
      let label = mapping.required("label").flatMap(texts.text)
      let check = mapping.required("check")?.text()
      if let check, let checks, !checks.contains(check) {
        item.report(
          "measure `\(id ?? "")` names the check `\(check)`, which the pack does not have",
          hint: Spelling.suggestion(for: check, among: checks, noun: "checks"))
      }
      guard let quantity = quantity(mapping), let id, let label, let check else { return nil }
      return Measure(id: id, label: label, check: check, quantity: quantity)
    }
    return read.contains(nil) ? nil : read.compactMap { $0 }
  }

  private static func quantity(_ mapping: YamlMapping) -> Measure.Quantity? {
    switch (mapping.optional("difference"), mapping.optional("value")) {
    case (let difference?, nil):
      guard let inner = difference.mapping(PackKeys.difference) else { return nil }
      let of = inner.required("of")?.text()
      let to = inner.required("to")?.text()
      guard let of, let to else { return nil }
      return .largestDifference(of: of, to: to)
    case (nil, let value?): return value.text().map { .value(of: $0) }
    default:
      mapping.value.report(
        "`\(mapping.value.path)` should have one of `difference` and `value`")
      return nil
    }
  }
}
