import Yams

/// A node of a YAML file that knows its place, for a reader that reports instead of stopping.
///
/// Every method returns nil after it has reported why, so a caller only goes on or gives up.
struct YamlValue {
  let node: Node
  /// What the value is, in words for the author: `checks[2].statement`.
  let path: String
  let file: String
  let log: ProblemLog

  var line: Int? { node.mark?.line }

  func report(_ message: String, hint: String? = nil) {
    log.add(PackProblem(file: file, line: line, message: message, hint: hint))
  }

  private func wrongType(expected: String) {
    report("`\(path)` should be \(expected), and is \(kind)")
  }

  private var kind: String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    case .scalar(let scalar): isEmpty ? "empty" : "`\(scalar.string)`"
    }
  }

  private var isEmpty: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }

  /// A mapping with no key but the `known` ones.
  func mapping(_ known: [String]) -> YamlMapping? {
    guard let mapping = anyMapping() else { return nil }
    let takesLanguages = known.contains { Language(rawValue: $0) != nil }
    for key in mapping.keys where !known.contains(key.name) {
      let problem = PackProblem(
        file: file, line: key.line, message: "unknown key `\(key.name)` in `\(path)`",
        hint: Spelling.suggestion(for: key.name, among: known, noun: "keys"))
      if takesLanguages, let language = Language(rawValue: key.name) {
        log.add(problem, unlisted: language)
      } else {
        log.add(problem)
      }
    }
    return mapping
  }

  /// A mapping with any keys.
  func anyMapping() -> YamlMapping? {
    guard case .mapping(let mapping) = node else {
      wrongType(expected: "a mapping")
      return nil
    }
    return YamlMapping(value: self, mapping: mapping)
  }

  func list() -> [YamlValue]? {
    guard case .sequence(let sequence) = node else {
      wrongType(expected: "a list")
      return nil
    }
    return sequence.enumerated().map { index, node in
      YamlValue(node: node, path: "\(path)[\(index + 1)]", file: file, log: log)
    }
  }

  /// A text that holds more than white space. Words such as `on` or `1.0` count as they are written.
  func text() -> String? {
    guard case .scalar(let scalar) = node, !isEmpty else {
      wrongType(expected: "a text")
      return nil
    }
    guard scalar.string.contains(where: { !$0.isWhitespace }) else {
      report("`\(path)` is empty")
      return nil
    }
    return scalar.string
  }

  func texts() -> [String]? {
    guard let list = list() else { return nil }
    let texts = list.map { $0.text() }
    return texts.contains(nil) ? nil : texts.compactMap { $0 }
  }

  /// A finite number; `minimum` is the least it may be.
  func number(minimum: Double = -.infinity) -> Double? {
    guard let number = plainNumber else {
      wrongType(expected: "a number")
      return nil
    }
    guard number >= minimum else {
      report("`\(path)` is \(scalarText), and must be \(Self.short(minimum)) or more")
      return nil
    }
    return number
  }

  func wholeNumber(minimum: Int) -> Int? {
    guard let number = number(minimum: Double(minimum)) else { return nil }
    guard let whole = Int(exactly: number) else {
      report("`\(path)` is \(scalarText), and must be a whole number")
      return nil
    }
    return whole
  }

  /// The number a plain scalar spells; nil for anything else, reporting nothing.
  var plainNumber: Double? {
    guard case .scalar(let scalar) = node, scalar.style == .plain,
      scalar.string.allSatisfy({ "+-.0123456789eE".contains($0) }),
      let number = Double(scalar.string), number.isFinite
    else { return nil }
    return number
  }

  func flag() -> Bool? {
    if let plainFlag { return plainFlag }
    report("`\(path)` is \(scalarText), and must be true or false")
    return nil
  }

  /// The truth value a plain scalar spells; nil for anything else, reporting nothing.
  var plainFlag: Bool? {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return nil }
    return ["true": true, "false": false][scalar.string]
  }

  var isList: Bool {
    if case .sequence = node { return true }
    return false
  }

  var isMapping: Bool {
    if case .mapping = node { return true }
    return false
  }

  private var scalarText: String {
    if case .scalar(let scalar) = node { return scalar.string }
    return kind
  }

  private static func short(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

/// The keys of a YAML mapping, with their places.
struct YamlMapping {
  let value: YamlValue
  private let mapping: Node.Mapping

  init(value: YamlValue, mapping: Node.Mapping) {
    self.value = value
    self.mapping = mapping
  }

  var keys: [(name: String, line: Int?)] {
    mapping.keys.map { ($0.scalar?.string ?? "", $0.mark?.line) }
  }

  func optional(_ key: String) -> YamlValue? {
    let pair = mapping.first { $0.key.scalar?.string == key }
    let path = value.path == YamlDocument.root ? key : "\(value.path).\(key)"
    return pair.map { YamlValue(node: $0.value, path: path, file: value.file, log: value.log) }
  }

  func required(_ key: String) -> YamlValue? {
    let found = optional(key)
    guard let language = Language(rawValue: key) else {
      if found == nil { value.report("`\(value.path)` has no `\(key)`") }
      return found
    }
    if found != nil {
      value.log.find(language)
    } else {
      value.log.add(
        PackProblem(
          file: value.file, line: value.line, message: "`\(value.path)` has no `\(key)`"),
        lacks: language)
    }
    return found
  }
}
