/// Reads `messages.yml`: a list of messages of the compiler, each with its explanation.
struct CompilerMessageReader {
  static let file = "messages.yml"
  /// What stands in a `match` for anything at all.
  static let gap: Character = "…"

  let languages: [Language]

  /// The messages that can be read; what cannot was reported.
  func messages(_ root: YamlValue) -> [CompilerMessage] {
    let named = YamlValue(node: root.node, path: "messages", file: root.file, log: root.log)
    guard let list = named.list() else { return [] }
    var read: [CompilerMessage] = []
    for item in list {
      guard let message = message(item) else { continue }
      // The first that matches is shown, so one that an earlier one always beats is never seen.
      let text = message.pieces.joined(separator: " ")
      if let earlier = read.first(where: { $0.matches(text) }) {
        item.report(
          "`\(item.path)` is never shown: `\(Self.line(earlier))` matches first",
          hint: "Put the longer match before the shorter one, or remove one of them")
      }
      read.append(message)
    }
    return read
  }

  private func message(_ item: YamlValue) -> CompilerMessage? {
    guard let mapping = item.mapping(["match"] + languages.map(\.rawValue)) else { return nil }
    let pieces = mapping.required("match").flatMap(pieces)
    var byLanguage: [Language: String] = [:]
    for language in languages {
      byLanguage[language] = mapping.required(language.rawValue)?.text()
    }
    guard let pieces, byLanguage.count == languages.count else { return nil }
    return CompilerMessage(pieces: pieces, explanation: LocalizedText(byLanguage))
  }

  /// One text with gaps, or a list of pieces.
  private func pieces(_ value: YamlValue) -> [String]? {
    if value.isList {
      let pieces = value.texts()
      if pieces?.isEmpty ?? false { value.report("`\(value.path)` is empty") }
      return pieces.flatMap { $0.isEmpty ? nil : $0 }
    }
    guard let text = value.text() else { return nil }
    let pieces = text.split(separator: Self.gap).compactMap(Self.trimmed)
    guard !pieces.isEmpty else {
      value.report(
        "`\(value.path)` would match every message", hint: "Quote a piece of the compiler's text")
      return nil
    }
    return pieces
  }

  private static func trimmed(_ piece: Substring) -> String? {
    var piece = piece.drop(while: \.isWhitespace)
    while piece.last?.isWhitespace ?? false { piece.removeLast() }
    return piece.isEmpty ? nil : String(piece)
  }

  private static func line(_ message: CompilerMessage) -> String {
    message.pieces.joined(separator: " \(gap) ")
  }
}
