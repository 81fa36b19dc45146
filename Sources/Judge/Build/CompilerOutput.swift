import Foundation
import LessonPacks
import Reports

/// One message as a compiler printed it, about any file.
struct CompilerMessage: Sendable, Hashable {
  var path: String
  var line: Int
  var column: Int
  var severity: Diagnostic.Severity
  var message: String

  var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// Reads what swift-frontend prints: `path:line:column: severity: message`.
enum CompilerOutput {
  static func messages(_ text: String) -> [CompilerMessage] {
    var seen: Set<CompilerMessage> = []
    return text.split(separator: "\n").compactMap(parse).filter { seen.insert($0).inserted }
  }

  private static func parse(_ line: Substring) -> CompilerMessage? {
    for severity in [Diagnostic.Severity.error, .warning, .note] {
      guard let mark = line.firstRange(of: ": \(severity.rawValue): ") else { continue }
      let place = line[..<mark.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
      guard place.count >= 3, let column = Int(place[place.count - 1]),
        let row = Int(place[place.count - 2])
      else { continue }
      return CompilerMessage(
        path: place.dropLast(2).joined(separator: ":"), line: row, column: column,
        severity: severity, message: withoutGroup(String(line[mark.upperBound...])))
    }
    return nil
  }

  /// Newer compilers name the message's group at its end, `[#DeprecatedDeclaration]`: not a
  /// student's business.
  private static func withoutGroup(_ message: String) -> String {
    guard message.hasSuffix("]"), let start = message.range(of: " [#", options: .backwards) else {
      return message
    }
    return String(message[..<start.lowerBound])
  }

  /// The messages that speak of the student's files, file by file.
  static func diagnostics(_ messages: [CompilerMessage], about text: StudentText) -> [Diagnostic] {
    text.files.flatMap { diagnostics(messages, about: $0.name, source: $0.text) }
  }

  /// The messages that speak of one of the student's files, with the source lines they point at, in the order
  /// to read them in. Anything about another file is left out: it would show a line of a probe.
  static func diagnostics(
    _ messages: [CompilerMessage], about file: String, source: String
  ) -> [Diagnostic] {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    // Nobody reads more, and each is held against the others.
    let read = messages.filter { $0.fileName == file }.prefix(mostDiagnostics)
    let diagnostics = read.map { message in
      Diagnostic(
        file: file, line: message.line, column: message.column, severity: message.severity,
        message: message.message,
        sourceLine: (1...max(1, lines.count)).contains(message.line)
          ? String(lines[message.line - 1]).replacingOccurrences(of: "\r", with: "") : "")
    }
    return DiagnosticOrder.ordered(diagnostics)
  }

  private static let mostDiagnostics = 200

  /// Which of the pack's declarations the errors about probe files speak of: those that a message
  /// quotes, or that stand in the line it points at. All of them where it cannot be told.
  static func declarations(
    _ declarations: [Declaration], concernedBy errors: [CompilerMessage],
    line: (CompilerMessage) -> String
  ) -> [Declaration] {
    var concerned: Set<String> = []
    for error in errors {
      let names = missed(in: error.message)
      let inMessage = declarations.map(\.name).filter(names.contains)
      let words = inMessage.isEmpty ? identifiers(in: line(error)) : []
      concerned.formUnion(inMessage + declarations.map(\.name).filter(words.contains))
    }
    let found = declarations.filter { concerned.contains($0.name) }
    return found.isEmpty ? declarations : found
  }

  /// The identifiers that a message misses or quotes: a type that lacks a member is there, and only the
  /// member is missed.
  static func missed(in message: String) -> [String] {
    guard let member = message.range(of: "has no member ") else { return quoted(in: message) }
    return quoted(in: String(message[member.upperBound...]))
  }

  static func identifiers(in text: some StringProtocol) -> [String] {
    String(text).split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" })
      .map(String.init)
  }

  /// The identifiers that a message quotes, `'loraStateDict'`, without argument labels.
  static func quoted(in message: String) -> [String] {
    message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }
      .flatMap { identifiers(in: $0.element) }
  }
}
