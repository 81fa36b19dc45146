@testable import TensorKit

/// A declaration of TensorKit whose comment says what it is called in PyTorch.
struct DocumentedName: Equatable {
  /// As DocC links it: `Tensor/sum(dim:keepDim:)`.
  let path: String
  /// As links tell overloads apart: `-([Int],Bool)`. Empty for what has no parameters.
  let types: String
  /// `torch.sum`, `torch.Tensor.sum`.
  let inPyTorch: [String]

  /// All in a file, from its top to its end.
  static func all(in lines: [Substring]) -> [DocumentedName] {
    var found: [DocumentedName] = []
    var scopes: [(indent: Int, name: String)] = []
    var inPyTorch: [String] = []
    for (number, line) in lines.enumerated() {
      let text = line.drop { $0 == " " }
      let indent = line.count - text.count
      if text.hasPrefix("///") {
        if text.hasPrefix("/// PyTorch: ") { inPyTorch = quoted(text) }
        continue
      }
      if text.hasPrefix("@") && !text.contains(" func ") { continue }
      if text == "}" || text == "} " { scopes.removeAll { $0.indent >= indent } }
      let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
      if let kind = words.firstIndex(where: { kinds.contains($0) }), kind + 1 < words.count,
        words[..<kind].allSatisfy({ modifiers.contains($0) }), text.contains("{")
      {
        if !isPublic(text) { inPyTorch = [] }
        record(&found, inPyTorch, scopes, String(words[kind + 1]), "")
        if !text.hasSuffix("}") { scopes.append((indent, String(words[kind + 1]))) }
      } else if !inPyTorch.isEmpty && isPublic(text) {
        let (name, types) = signature(lines[number...])
        record(&found, inPyTorch, scopes, name, types)
      }
      inPyTorch = []
    }
    return found
  }

  private static let kinds: Set<Substring> = [
    "class", "struct", "enum", "protocol", "extension",
  ]
  private static let modifiers: Set<Substring> = [
    "public", "open", "final", "private", "fileprivate", "indirect",
  ]

  private static func record(
    _ found: inout [DocumentedName], _ inPyTorch: [String], _ scopes: [(indent: Int, name: String)],
    _ name: String, _ types: String
  ) {
    guard !inPyTorch.isEmpty else { return }
    let path = (scopes.map(\.name) + [name]).joined(separator: "/")
    found.append(.init(path: path, types: types, inPyTorch: inPyTorch))
  }

  /// Whether others see what this line declares; an enum's cases are seen with it.
  static func isPublic(_ declaration: Substring) -> Bool {
    declaration.hasPrefix("case ") || declaration.contains(/\b(public|open)\b/)
  }

  /// What stands between backticks.
  static func quoted(_ line: Substring) -> [String] {
    line.matches(of: /`([^`]+)`/).map { String($0.1) }
  }

  /// The name with its labels, and the parameters' types: `("sum(dim:keepDim:)", "-([Int],Bool)")`.
  private static func signature(_ lines: ArraySlice<Substring>) -> (String, String) {
    let text = lines.prefix(8).joined(separator: " ")
      .replacing("`", with: "").replacing("private(set) ", with: "")
    if let property = text.firstMatch(of: /^[^({=]*?\b(?:var|let|case) (\w+)/) {
      return (String(property.1), "")
    }
    guard let head = text.firstMatch(of: /\b(?:func (\w+|[^\s\w(]+)|(init|subscript))/) else {
      return ("", "")
    }
    let name = String(head.1 ?? head.2 ?? "")
    let rest = text[head.range.upperBound...].drop { $0 != "(" }
    let parameters = split(rest)
    let labels = parameters.map { parameter -> String in
      let words = parameter.prefix { $0 != ":" }.split(separator: " ")
      let isLabel = name != "subscript" || words.count > 1
      let isOperator = name.first.map { !$0.isLetter && $0 != "_" } ?? false
      return isLabel && !isOperator ? "\(words.first ?? "_"):" : "_:"
    }
    let types = parameters.map { parameter -> String in
      let type = parameter.drop { $0 != ":" }.dropFirst().prefix { $0 != "=" }
      return String(type).split(separator: " ").joined(separator: " ")
        .replacing("@escaping ", with: "").replacing("inout ", with: "")
    }
    return (
      "\(name)(\(labels.joined()))", types.isEmpty ? "" : "-(\(types.joined(separator: ",")))"
    )
  }

  /// The parameters between the first parenthesis and its match.
  private static func split(_ text: Substring) -> [String] {
    var (depth, parameters, current) = (0, [String](), "")
    for character in text {
      if ")]>".contains(character) && !current.hasSuffix("-") { depth -= 1 }
      if depth == 0 && !current.isEmpty || depth == 0 && character == ")" { break }
      if depth == 1 && character == "," {
        parameters.append(current)
        current = ""
      } else if depth > 0 {
        current.append(character)
      }
      if "([<".contains(character) { depth += 1 }
    }
    return (parameters + [current]).map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
      .map(String.init)
  }
}
