/// Reads the blocks of a manifest, whose texts and hints have files of their own.
struct BlockReader {
  static let keys = ["id", "title", "checks", "questions"]

  let texts: LocalizedTextReader

  func blocks(_ value: YamlValue) -> [Block]? {
    guard let list = value.list() else { return nil }
    if list.isEmpty {
      value.report("`blocks` is empty")
      return nil
    }
    var seenBlocks = SeenNames(noun: "block")
    var seenChecks = SeenNames(noun: "check")
    let blocks = list.compactMap { block($0, &seenBlocks, &seenChecks) }
    return blocks.count == list.count ? blocks : nil
  }

  private func block(
    _ item: YamlValue, _ seenBlocks: inout SeenNames, _ seenChecks: inout SeenNames
  ) -> Block? {
    guard let mapping = item.mapping(Self.keys) else { return nil }
    let id = mapping.required("id").flatMap(PackNames.name)
    if let id { seenBlocks.note(id, item) }
    let title = mapping.required("title").flatMap(texts.text)
    let checks = mapping.required("checks")?.list()
    let reader = CheckReader(block: id ?? "", texts: texts)
    let read = checks?.map { check -> Check? in
      if let name = check.quietID { seenChecks.note(name, check) }
      return reader.check(check)
    }
    if let checks, checks.isEmpty {
      item.report("`\(item.path).checks` is empty", hint: "A block without a check cannot pass")
    }
    let questions = mapping.optional("questions").map(questions) ?? []
    guard let id, let title, let read, !read.contains(nil), let questions else { return nil }
    return Block(
      id: id, title: title, text: LocalizedText([:]), hints: [],
      checks: read.compactMap { $0 }, questions: questions)
  }

  private func questions(_ value: YamlValue) -> [Question]? {
    guard let list = value.list() else { return nil }
    var seen = SeenNames(noun: "question")
    let read = list.map { item -> Question? in
      if let name = item.quietID { seen.note(name, item) }
      return QuestionReader(texts: texts).question(item)
    }
    return read.contains(nil) ? nil : read.compactMap { $0 }
  }
}

/// Reports a name that comes a second time.
struct SeenNames {
  let noun: String
  private var seen: Set<String> = []

  init(noun: String) { self.noun = noun }

  mutating func note(_ name: String, _ value: YamlValue) {
    if !seen.insert(name).inserted {
      value.report("\(noun) `\(name)` is there twice", hint: "Give each \(noun) an id of its own")
    }
  }
}

extension YamlValue {
  /// The id of a mapping, reporting nothing.
  var quietID: String? {
    guard isMapping, case .scalar(let scalar) = anyMapping()?.optional("id")?.node else {
      return nil
    }
    return scalar.string
  }
}
