import UntrustedText

/// Puts the grades of a class into the rows of a platform's table: each of a group gets the grade.
struct GradedPeople {
  /// Of a row of the table, whose grade stands in it: the name of the submission.
  private(set) var filled: [Int: String] = [:]
  private(set) var problems: [String] = []

  /// Calls `put` once for each row of `table` that is somebody's who has a grade. Says whose is none.
  mutating func join(
    _ grades: ClassGrades, to table: PlatformTable, named file: String,
    put: (Int, ClassGrades.Row, Grade) -> String?
  ) {
    for row in grades.rows {
      guard let grade = row.grade else { continue }
      let people = row.people.isEmpty ? [Participant(name: row.submission)] : row.people
      for person in people {
        guard let place = self.row(of: person, row, in: table, file) else { continue }
        if let problem = put(place, row, grade) {
          problems.append(Self.sentence(row, problem))
        }
        filled[place] = row.submission
      }
    }
  }

  private mutating func row(
    of person: Participant, _ row: ClassGrades.Row, in table: PlatformTable, _ file: String
  ) -> Int? {
    switch table.match(person) {
    case .nobody:
      problems.append(
        Self.sentence(
          row, "no row of \(file) is about \(Self.shown(person)), so the grade is not in it"))
    case .several:
      problems.append(
        Self.sentence(
          row, "several rows of \(file) could be \(Self.shown(person)), so the grade is in none"))
    case .row(let place):
      guard let other = filled[place] else { return place }
      problems.append(
        Self.sentence(
          row,
          "the row of \(Self.shown(person)) in \(file) already has the grade of "
            + "\(VisibleText.line(other)), which stays"))
    }
    return nil
  }

  private static func sentence(_ row: ClassGrades.Row, _ words: String) -> String {
    "\(VisibleText.line(row.submission)): \(words)"
  }

  private static func shown(_ person: Participant) -> String {
    let known = [person.name, person.email, person.login, person.id].compactMap { $0 }
    return known.isEmpty ? "anybody" : VisibleText.line(known.joined(separator: ", "))
  }
}
