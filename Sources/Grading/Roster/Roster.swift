import Foundation
import GradingFormats

/// Who is in a class, from a table with a header: a platform's own or anybody's.
public struct Roster: Sendable, Equatable {
  /// In the order of the table.
  public var people: [Participant]
  /// Which column was taken for what, for the instructor.
  public var columns: [String]

  /// What a column may be called, in any letters.
  private static let names: [(what: String, called: [String])] = [
    (
      "id",
      [
        "id", "identifier", "student id", "user id", "sis user id", "sid", "orgdefinedid",
        "participant", "número", "id number",
      ]
    ),
    ("name", ["name", "full name", "student", "student name", "nombre completo", "nombre"]),
    ("first name", ["first name", "first", "firstname", "given name"]),
    ("last name", ["last name", "last", "lastname", "surname", "family name", "apellidos"]),
    ("email", ["email", "e-mail", "email address", "dirección de correo", "mail"]),
    (
      "login",
      ["login", "github_username", "github", "username", "user name", "sis login id", "nick"]
    ),
    ("section", ["section", "sections", "group", "grupo", "class"]),
  ]

  /// Reads a table. Rows that name nobody (Canvas' "Points Possible") are left out.
  ///
  /// Throws `rosterUnreadable` where no column says who somebody is.
  public init(_ table: CSVText, path: String) throws(GradingError) {
    var places: [String: Int] = [:]
    for (what, called) in Self.names { places[what] = table.column(called) }
    let isNamed = ["id", "name", "last name", "email", "login"].contains { places[$0] != nil }
    guard isNamed else {
      throw .rosterUnreadable(
        path: path,
        reason: "no column says who somebody is: call one `id`, `name`, `email` or `login`")
    }
    let header = table.rows.first
    columns = Self.names.compactMap { what, _ in
      places[what].map { "\(what) from `\(header?[$0] ?? "")`" }
    }
    people = table.records.compactMap { row in
      func text(_ what: String) -> String? {
        let text = row[places[what]]
        return text.isEmpty ? nil : text
      }
      let parts = [text("first name"), text("last name")].compactMap { $0 }
      let person = Participant(
        id: text("id"), name: text("name") ?? (parts.isEmpty ? nil : parts.joined(separator: " ")),
        email: text("email"), login: text("login"), section: text("section"))
      let isSomebody = [person.id, person.name, person.email, person.login].contains { $0 != nil }
      return isSomebody && !Self.isPoints(person) ? person : nil
    }
  }

  private static func isPoints(_ person: Participant) -> Bool {
    person.id == nil && person.name?.lowercased() == "points possible"
  }
}
