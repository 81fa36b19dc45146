import UntrustedText

/// A class's grades for Canvas's gradebook: `canvas.csv`, for Grades > Import.
///
/// Given the gradebook that Canvas exported, it is that file with the columns that say who somebody is,
/// the assignment's column filled in, and no other: Canvas would take every grade in it, also those
/// that were changed since. Rows that nobody's grade belongs to stay as they are. Without a gradebook
/// it is a table that makes a new assignment, out of the pack's points.
///
/// Source: lib/gradebook_importer.rb of instructure/canvas-lms.
public enum CanvasGrades {
  /// `gradebook` is the text of the export; `assignment` the heading of the column, with or without
  /// Canvas's number behind it. Left out, it is the one that is called like the lesson, or the only
  /// one. Where there is none, a problem says so, and there is no file.
  public static func files(
    _ grades: ClassGrades, gradebook: String?, assignment: String? = nil
  ) -> PlatformFiles {
    guard let gradebook else { return imported(grades, title: assignment ?? grades.title) }
    do {
      return try filled(CanvasGradebook(gradebook, assignment, grades), grades)
    } catch {
      return PlatformFiles(problems: ["the Canvas gradebook: \(error.description)"])
    }
  }

  private static func filled(_ book: CanvasGradebook, _ grades: ClassGrades) -> PlatformFiles {
    var rows = book.rows
    var people = GradedPeople()
    people.join(grades, to: book.rows, named: "the gradebook") { place, _, grade in
      let mark = book.numbers.write(grade.fraction * book.points)
      rows.put(mark, row: place, column: book.column)
      return nil
    }
    var table = rows.table
    for index in table.rows.indices {
      let row = table.rows[index]
      table.rows[index].fields = (book.personColumns + [book.column]).map { column in
        row.fields.indices.contains(column) ? row.fields[column] : ""
      }
    }
    return PlatformFiles(
      files: [ClassFile(path: "canvas.csv", text: table.text())], problems: people.problems)
  }

  private static func imported(_ grades: ClassGrades, title: String) -> PlatformFiles {
    let numbers = PlatformNumbers(like: [])
    let points = grades.grades.first?.maximum ?? 0
    let most = points > 0 ? points : 1
    var rows = [
      ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", VisibleText.line(title)],
      ["    Points Possible", "", "", "", "", numbers.write(most)],
    ]
    var problems: [String] = []
    for row in grades.rows {
      guard let grade = row.grade else { continue }
      if row.people.isEmpty {
        problems.append(
          "\(VisibleText.line(row.submission)): whose it is is not known, so Canvas cannot find "
            + "them; give --roster, or Canvas's own gradebook with --worksheet")
      }
      for person in row.people.isEmpty ? [Participant(name: row.submission)] : row.people {
        let login = person.login ?? person.email
        rows.append(
          [person.name ?? row.submission, person.id ?? "", "", login ?? "", person.section ?? ""]
            .map(GradeTable.harmless) + [numbers.write(grade.fraction * most)])
      }
    }
    return PlatformFiles(
      files: [ClassFile(path: "canvas.csv", text: CSVText(rows).text())], problems: problems)
  }
}
