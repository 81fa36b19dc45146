/// A table as CSV (RFC 4180), read from a text and written back: what a roster and a platform's own
/// tables are.
///
/// Read are fields between commas, semicolons or tabs; line ends of every system, also inside quotes;
/// a byte order mark; and Excel's first line `sep=;`. A quote inside a field that does not begin with
/// one is a quote, as every spreadsheet takes it. Read by scalars: with an accent behind it a quote
/// or a comma is another `Character`, and still ends a field.
public struct CSVText: Sendable, Equatable {
  /// What stands between two fields.
  public enum Separator: Unicode.Scalar, Sendable, CaseIterable {
    case comma = ","
    case semicolon = ";"
    case tab = "\t"
  }

  /// A row that has at least one field with something in it.
  public struct Row: Sendable, Equatable {
    /// As they are meant: without the quotes around them.
    public var fields: [String]
    /// That of the file in which the row begins, from 1; nil for a row that was read from none.
    public let line: Int?

    /// A row for a table that is written.
    public init(_ fields: [String], line: Int? = nil) {
      self.fields = fields
      self.line = line
    }

    /// The field of a column, without blanks around it; empty where the row ends before it, and where
    /// there is no such column.
    public subscript(column: Int?) -> String {
      guard let column, fields.indices.contains(column) else { return "" }
      return CSVText.trimmed(fields[column])
    }
  }

  /// Why a text is no table. The file's name is the caller's to say.
  public struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
    /// That in which the field begins, from 1.
    public let line: Int
    /// What is wrong there, and what to do.
    public let description: String
  }

  /// What stands between its fields.
  public var separator: Separator
  /// Whether a byte order mark stands before it. Excel takes a file without one for Latin-1.
  public var hasMark: Bool
  /// The header is the first.
  public var rows: [Row]

  /// A table to be written.
  public init(_ rows: [[String]], separator: Separator = .comma, hasMark: Bool = false) {
    self.rows = rows.map { Row($0) }
    self.separator = separator
    self.hasMark = hasMark
  }

  /// Reads a table. Without `separator` it is the one that the first row has most of. Rows in which
  /// nothing stands are left out.
  public init(reading text: String, separator: Separator? = nil) throws(Problem) {
    var scalars = Array(text.unicodeScalars)
    hasMark = scalars.first == "\u{FEFF}"
    if hasMark { scalars.removeFirst() }
    var (named, start) = (Separator?.none, 0)
    if let line = Self.separatorLine(scalars) { (named, start) = (line.separator, line.end) }
    self.separator = separator ?? named ?? Self.likeliest(scalars[start...])
    var scanner = CSVScanner(
      scalars, from: start, line: start == 0 ? 1 : 2, separator: self.separator.rawValue)
    rows = try scanner.rows().filter { $0.fields.contains { !$0.isEmpty } }
  }

  /// The place of the first column that is called one of `names`: the first name that there is counts,
  /// capitals and blanks around it do not. Nil where there is none.
  public func column(_ names: [String]) -> Int? {
    let header = rows.first?.fields.map { Self.trimmed($0).lowercased() } ?? []
    return names.lazy.compactMap { header.firstIndex(of: $0.lowercased()) }.first
  }

  /// The rows behind the header.
  public var records: ArraySlice<Row> { rows.dropFirst() }

  /// The text of the table, with a line end after each row. What of a field a reader could take for
  /// something else stands in quotes. `lineEnd` is CRLF in RFC 4180; every reader takes a line feed.
  public func text(lineEnd: String = "\n") -> String {
    let lines = rows.map { row in
      let fields = row.fields.map(quoted)
      return (fields == [""] ? ["\"\""] : fields).joined(separator: String(separator.rawValue))
    }
    return (hasMark ? "\u{FEFF}" : "") + lines.map { $0 + lineEnd }.joined()
  }

  private func quoted(_ field: String) -> String {
    var field = String.UnicodeScalarView(field.unicodeScalars)
    let needsQuotes =
      field.contains { $0 == separator.rawValue || $0 == "\"" || $0 == "\n" || $0 == "\r" }
      || field.first == " " || field.last == " " || field.first == "\u{FEFF}"
    guard needsQuotes else { return String(field) }
    field = field.reduce(into: "\"".unicodeScalars) { written, scalar in
      if scalar == "\"" { written.append(scalar) }
      written.append(scalar)
    }
    field.append("\"")
    return String(field)
  }

  /// `sep=;` on a line of its own, and where the next begins.
  private static func separatorLine(
    _ scalars: [Unicode.Scalar]
  ) -> (separator: Separator, end: Int)? {
    guard scalars.count > 4, String(scalars[..<4]).lowercased() == "sep=",
      let separator = Separator(rawValue: scalars[4])
    else { return nil }
    let rest = scalars[5...]
    if rest.starts(with: ["\r", "\n"]) { return (separator, 7) }
    return rest.first == "\n" || rest.first == "\r" ? (separator, 6) : nil
  }

  /// What the first row has most of outside quotes; a comma where it has none.
  private static func likeliest(_ scalars: ArraySlice<Unicode.Scalar>) -> Separator {
    var counts: [Separator: Int] = [:]
    var isQuoted = false
    for scalar in scalars {
      if scalar == "\"" { isQuoted.toggle() }
      if isQuoted { continue }
      if (scalar == "\n" || scalar == "\r") && !counts.isEmpty { break }
      if let separator = Separator(rawValue: scalar) { counts[separator, default: 0] += 1 }
    }
    let most = counts.values.max()
    return Separator.allCases.first { counts[$0] == most && most != nil } ?? .comma
  }

  fileprivate static func trimmed(_ text: String) -> String {
    let rest = text.unicodeScalars.drop { $0.properties.isWhitespace }
    let end = rest.lastIndex { !$0.properties.isWhitespace }
    return end.map { String(rest[...$0]) } ?? ""
  }
}

extension String {
  fileprivate init(_ scalars: some Sequence<Unicode.Scalar>) {
    self.init(String.UnicodeScalarView(scalars))
  }
}

/// The rows of a text, from left to right.
private struct CSVScanner {
  private let scalars: [Unicode.Scalar]
  private let separator: Unicode.Scalar
  private var at: Int
  private var line: Int

  init(_ scalars: [Unicode.Scalar], from start: Int, line: Int, separator: Unicode.Scalar) {
    self.scalars = scalars
    self.separator = separator
    at = start
    self.line = line
  }

  mutating func rows() throws(CSVText.Problem) -> [CSVText.Row] {
    var rows: [CSVText.Row] = []
    while at < scalars.count {
      let first = line
      var fields = [try field()]
      while at < scalars.count, scalars[at] == separator {
        at += 1
        fields.append(try field())
      }
      rows.append(CSVText.Row(fields, line: first))
      endLine()
    }
    return rows
  }

  private mutating func field() throws(CSVText.Problem) -> String {
    guard at < scalars.count, scalars[at] == "\"" else {
      let start = at
      while at < scalars.count, !endsField(scalars[at]) { at += 1 }
      return String(scalars[start..<at])
    }
    let text = try quoted()
    guard at < scalars.count, !endsField(scalars[at]) else { return text }
    throw CSVText.Problem(
      line: line,
      description: "line \(line): something stands between the quote that closes a field and the "
        + "next separator; write a quote inside a field twice")
  }

  private mutating func quoted() throws(CSVText.Problem) -> String {
    let first = line
    var text = String.UnicodeScalarView()
    at += 1
    while at < scalars.count {
      if scalars[at] == "\"" {
        guard at + 1 < scalars.count, scalars[at + 1] == "\"" else {
          at += 1
          return String(text)
        }
        at += 1
      } else if scalars[at] == "\n" || (scalars[at] == "\r" && !isBeforeLineFeed) {
        line += 1
      }
      text.append(scalars[at])
      at += 1
    }
    throw CSVText.Problem(
      line: first,
      description: "line \(first): a field begins with a quote, and nothing closes it; close it, "
        + "or write a quote inside a field twice")
  }

  private func endsField(_ scalar: Unicode.Scalar) -> Bool {
    scalar == separator || scalar == "\n" || scalar == "\r"
  }

  private var isBeforeLineFeed: Bool { at + 1 < scalars.count && scalars[at + 1] == "\n" }

  private mutating func endLine() {
    guard at < scalars.count else { return }
    if scalars[at] == "\r", isBeforeLineFeed { at += 1 }
    at += 1
    line += 1
  }
}
