/// The grading worksheet of a Moodle assignment, as its page of submissions gives it.
struct MoodleWorksheet {
  /// Why a text is none.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// Its rows, joined by the e-mail, the number in Identifier, the ID number, and the name.
  let rows: PlatformTable
  let numbers: PlatformNumbers
  /// The places of columns; there may be no comments, where the activity has none.
  let grade: Int
  let maximum: Int
  let comments: Int?

  /// Reads the text of a worksheet.
  init(_ text: String) throws(Problem) {
    let table: CSVText
    do { table = try CSVText(reading: text) } catch {
      throw Problem(description: error.description)
    }
    guard let grade = table.column(["Grade", "Calificación"]),
      let maximum = table.column(["Maximum Grade", "Calificación máxima"])
    else {
      throw Problem(
        description: "its first row names no columns Grade and Maximum Grade (Calificación and "
          + "Calificación máxima); download it in Moodle with View all submissions > Download "
          + "grading worksheet, in English or Spanish")
    }
    (self.grade, self.maximum) = (grade, maximum)
    comments = table.column([
      "Feedback comments", "Comentarios de retroalimentación", "Comentarios",
    ])
    numbers = PlatformNumbers(like: table.records.flatMap { [$0[grade], $0[maximum]] })
    rows = PlatformTable(
      table, people: table.rows.indices.dropFirst(), columns: Self.columns(of: table))
  }

  private static func columns(of table: CSVText) -> PlatformTable.Columns {
    func column(_ names: String...) -> Int? { table.column(names) }
    var columns = PlatformTable.Columns()
    if let place = column("Email address", "Dirección de correo", "Dirección Email") {
      columns.addresses.append(.init(place: place) { [$0.email] })
    }
    if let place = column("Identifier", "Identificador") {
      columns.numbers.append(.init(place: place, ofRow: digits) { [$0.id] })
    }
    if let place = column("ID number", "Número de ID", "Número ID") {
      columns.numbers.append(.init(place: place) { [$0.id, $0.login] })
    }
    if let place = column("Full name", "Nombre completo") {
      columns.names.append(.init(place: place) { [$0.name] })
    }
    return columns
  }

  /// `12345` of `Participant 12345`, and of the number alone; empty for any other text.
  private static func digits(_ text: String) -> String {
    text.wholeMatch(of: #/(?:[^0-9]+ )?([0-9]+)/#).map { String($0.1) } ?? ""
  }
}
