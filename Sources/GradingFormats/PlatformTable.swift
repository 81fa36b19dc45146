import Foundation

/// A table that a platform gave, and which of its rows is whose.
struct PlatformTable {
  /// A column that says who somebody is.
  struct Column {
    var place: Int
    /// What stands there, as it is compared.
    var ofRow: (String) -> String = PlatformTable.plain
    /// What of a participant could stand there, compared in the same way.
    var ofPerson: (Participant) -> [String?]
  }

  /// The columns that say who somebody is, in the order in which they count.
  struct Columns {
    /// Addresses and names to sign in with: the same everywhere.
    var addresses: [Column] = []
    /// Numbers: a roster's are often not the platform's, so that one alone does not decide against a
    /// name and an address that say something else.
    var numbers: [Column] = []
    /// What people are called, last.
    var names: [Column] = []
  }

  /// Which row is somebody's.
  enum Match: Equatable {
    case row(Int)
    case nobody
    /// More than one row says the same of them.
    case several
  }

  var table: CSVText
  private let columns: Columns
  private let rows: [Int: [String: [Int]]]

  /// `people` are the places of the rows about people in `table.rows`.
  init(_ table: CSVText, people: some Collection<Int>, columns: Columns) {
    self.table = table
    self.columns = columns
    var rows: [Int: [String: [Int]]] = [:]
    for column in columns.addresses + columns.numbers + columns.names {
      for place in people {
        let said = column.ofRow(table.rows[place][column.place])
        if !said.isEmpty { rows[column.place, default: [:]][said, default: []].append(place) }
      }
    }
    self.rows = rows
  }

  /// The first column that names a row decides.
  func match(_ person: Participant) -> Match {
    for column in columns.addresses + columns.numbers + columns.names {
      var found = Set(said(of: person, in: column).flatMap { rows[column.place]?[$0] ?? [] })
      if columns.numbers.contains(where: { $0.place == column.place }) {
        found = found.filter { !isStranger($0, person) }
      }
      if found.count > 1 { return .several }
      if let row = found.first { return .row(row) }
    }
    return .nobody
  }

  private func said(of person: Participant, in column: Column) -> [String] {
    column.ofPerson(person).compactMap { $0 }.map(column.ofRow).filter { !$0.isEmpty }
  }

  /// Whether a row with somebody's number is about somebody else: their names have nothing in common,
  /// or where one of them has no name, their addresses differ.
  private func isStranger(_ row: Int, _ person: Participant) -> Bool {
    let row = table.rows[row]
    let names = columns.names.map { row[$0.place] }.filter { !$0.isEmpty }
    if let name = person.name, let other = names.first { return !Self.isAlike(name, other) }
    return columns.addresses.contains { column in
      let (own, other) = (said(of: person, in: column), column.ofRow(row[column.place]))
      return !own.isEmpty && !other.isEmpty && !own.contains(other)
    }
  }

  /// Whether two names have a word in common; `riosana`, as Canvas writes it, has those of `Ríos, Ana`.
  private static func isAlike(_ name: String, _ other: String) -> Bool {
    let (mine, theirs) = (folded(name), folded(other))
    let (whole, wholeOther) = (mine.joined(), theirs.joined())
    return mine.contains { wholeOther.contains($0) } || theirs.contains { whole.contains($0) }
      || whole.isEmpty || wholeOther.isEmpty
  }

  private static func folded(_ name: String) -> [String] {
    name.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
      .split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.count > 1 }
  }

  /// Puts a field into a row, which may be shorter than the header.
  mutating func put(_ field: String, row: Int, column: Int) {
    let missing = column + 1 - table.rows[row].fields.count
    if missing > 0 { table.rows[row].fields += Array(repeating: "", count: missing) }
    table.rows[row].fields[column] = field
  }

  /// Capitals, blanks, and how an accent is written do not count; `Ríos, Ana` is Ana Ríos.
  static func plain(_ text: String) -> String {
    let words = text.lowercased().precomposedStringWithCanonicalMapping
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let parts = words.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return words }
    return [parts[1], parts[0]].map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
  }
}

/// Numbers in a platform's table: with a decimal point, or with a comma where it writes one.
struct PlatformNumbers: Equatable {
  let hasComma: Bool

  /// As the numbers in `fields` are written; with a point where none of them tells. `1,000` does not:
  /// it may be a thousand.
  init(like fields: [String]) {
    hasComma = fields.contains {
      $0.wholeMatch(of: #/-?[0-9.]*[0-9],(?:[0-9]{1,2}|[0-9]{4,})/#) != nil
    }
  }

  /// Nil for what is no number: a word of a scale, or nothing.
  func read(_ field: String) -> Double? {
    let text = hasComma ? field.filter { $0 != "." } : field.filter { $0 != "," }
    guard let number = Double(text.replacing(",", with: ".")), number.isFinite else { return nil }
    return number
  }

  /// With at most two decimals, which is what gradebooks keep.
  func write(_ number: Double) -> String {
    var text = String(format: "%.2f", locale: Locale(identifier: "C"), number)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return hasComma ? text.replacing(".", with: ",") : text
  }
}
