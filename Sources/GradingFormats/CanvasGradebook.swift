import UntrustedText

/// The gradebook that Canvas exports, with the column of one assignment found in it.
struct CanvasGradebook {
  /// Why a text is none, or has no such column.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// Its rows, joined by SIS Login ID, ID, SIS User ID, and the name.
  let rows: PlatformTable
  let numbers: PlatformNumbers
  /// Those that say who somebody is.
  let personColumns: [Int]
  /// The assignment's.
  let column: Int
  /// What the assignment gives at most, as the row Points Possible says.
  let points: Double

  /// Reads the text of a gradebook, and finds the column that is called `assignment`.
  init(_ text: String, _ assignment: String?, _ grades: ClassGrades) throws(Problem) {
    let table: CSVText
    do { table = try CSVText(reading: text) } catch {
      throw Problem(description: error.description)
    }
    guard let name = table.column(["Student"]), let id = table.column(["ID"]),
      let most = table.rows.firstIndex(where: { $0[0].contains("Points Possible") })
    else {
      throw Problem(
        description: "it has no columns Student and ID, or no row Points Possible; download it in "
          + "Canvas with Grades > Export")
    }
    personColumns = Self.personHeadings.compactMap { table.column([$0]) }.sorted()
    let header = table.rows.first?.fields ?? []
    column = try Self.column(assignment, of: header, besides: Set(personColumns), grades)
    let marks = Set(header.indices).subtracting(personColumns)
    numbers = PlatformNumbers(like: table.records.flatMap { row in marks.map { row[$0] } })
    let shown = VisibleText.line(header[column])
    guard let points = numbers.read(table.rows[most][column]), points > 0 else {
      throw Problem(
        description:
          "its row Points Possible has no points for \(shown), which Canvas does for what "
          + "it does not import; name another column")
    }
    self.points = points
    // Between the header and the first student: how each assignment is posted, and its points.
    rows = PlatformTable(
      table, people: table.rows.indices.filter { $0 > most },
      columns: Self.columns(of: table, id: id, name: name))
  }

  private static let personHeadings = [
    "Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Integration ID",
    "Root Account", "Section",
  ]

  private static func columns(of table: CSVText, id: Int, name: Int) -> PlatformTable.Columns {
    var columns = PlatformTable.Columns(
      numbers: [.init(place: id) { [$0.id] }], names: [.init(place: name) { [$0.name] }])
    if let place = table.column(["SIS User ID"]) {
      columns.numbers.append(.init(place: place) { [$0.id] })
    }
    if let place = table.column(["SIS Login ID"]) {
      columns.addresses.append(.init(place: place) { [$0.login, $0.email] })
    }
    return columns
  }

  /// `Title (12345)` is what an assignment's heading looks like.
  private static func column(
    _ wanted: String?, of header: [String], besides people: Set<Int>, _ grades: ClassGrades
  ) throws(Problem) -> Int {
    let assignments = header.indices.filter {
      !people.contains($0) && header[$0].firstMatch(of: #/\([0-9]+\)\s*$/#) != nil
    }
    let names = wanted.map { [$0] } ?? [grades.title, grades.pack]
    for name in names.map(PlatformTable.plain) {
      let found = assignments.filter { title(header[$0]) == name || plain(header[$0]) == name }
      if let column = found.first, found.count == 1 { return column }
    }
    if wanted == nil, assignments.count == 1 { return assignments[0] }
    let known = assignments.prefix(20).map { VisibleText.line(header[$0]) }
    let asked = names.map { "\"\(VisibleText.line($0))\"" }.joined(separator: " or ")
    throw Problem(
      description: "no column, or more than one, is called \(asked); "
        + (known.isEmpty
          ? "it has no assignments, whose headings end with a number in parentheses"
          : "its assignments are \(known.joined(separator: "; "))"))
  }

  private static func plain(_ heading: String) -> String { PlatformTable.plain(heading) }

  private static func title(_ heading: String) -> String {
    plain(heading.replacing(#/\s*\([0-9]+\)\s*$/#, with: ""))
  }
}
