import HTMLMarkup
import UntrustedText

/// A class's grades for Moodle's assignment activity: `moodle.csv`, and `moodle-feedback.zip`.
///
/// Given the grading worksheet that Moodle gave, `moodle.csv` is that worksheet with Grade and Feedback
/// comments filled in, for Grading action > Upload grading worksheet. Its headings stay, since Moodle
/// looks for them by name in its own language; English and Spanish ones are known here. Rows that
/// nobody's grade belongs to stay as they are, and so does a comment that somebody wrote. Without a
/// worksheet it is a table for Grades > Import > CSV file, out of 100.
///
/// Sources: mod/assign/feedback/offline/importgradeslib.php and locallib.php, and
/// mod/assign/feedback/file/importziplib.php of Moodle.
public enum MoodleGrades {
  /// The table, and where `feedback` has something for a row, the zip for Upload multiple feedback
  /// files in a zip. `feedbackName` is what the file is called that a student gets.
  ///
  /// `worksheet` is the text of the file; where it is no worksheet, a problem says so, and there is no
  /// table.
  public static func files(
    _ grades: ClassGrades, worksheet: String?, feedbackName: String = "feedback.html",
    feedback: (ClassGrades.Row) -> [UInt8]? = { _ in nil }
  ) -> PlatformFiles {
    var answer = PlatformFiles()
    do {
      if let worksheet {
        let (text, problems) = try filled(MoodleWorksheet(worksheet), grades)
        answer.files = [ClassFile(path: "moodle.csv", text: text)]
        answer.problems = problems
      } else {
        answer = imported(grades)
      }
    } catch {
      answer.problems = ["the Moodle worksheet: \(error.description)"]
    }
    let zip = MoodleFeedback.zip(grades, name: feedbackName, feedback)
    answer.files += zip.files
    answer.problems += zip.problems
    return answer
  }

  private static func filled(
    _ sheet: MoodleWorksheet, _ grades: ClassGrades
  ) throws(MoodleWorksheet.Problem) -> (String, [String]) {
    var rows = sheet.rows
    var people = GradedPeople()
    people.join(grades, to: sheet.rows, named: "the worksheet") { place, row, grade in
      let line = rows.table.rows[place]
      guard let most = sheet.numbers.read(line[sheet.maximum]), most > 0 else {
        return "its row of the worksheet has no maximum grade that is a number, so it has no grade"
      }
      rows.put(sheet.numbers.write(grade.fraction * most), row: place, column: sheet.grade)
      guard let column = sheet.comments else { return nil }
      let text = comment(grade)
      let there = line[column]
      guard there.isEmpty || there.hasPrefix(opening(grade)) else {
        return "its row of the worksheet has a comment already, which stays; the grade is filled in"
      }
      rows.put(text, row: place, column: column)
      return nil
    }
    return (rows.table.text(), people.problems)
  }

  /// For Grades > Import > CSV file. A row that names nobody is left to the instructor, and said.
  private static func imported(_ grades: ClassGrades) -> PlatformFiles {
    var rows = [["id", "name", "email", "grade", "feedback"]]
    var problems: [String] = []
    let numbers = PlatformNumbers(like: [])
    for row in grades.rows {
      guard let grade = row.grade else { continue }
      if row.people.isEmpty {
        problems.append(
          "\(VisibleText.line(row.submission)): whose it is is not known, so Moodle cannot find "
            + "them; give --roster, or Moodle's own worksheet with --worksheet")
      }
      for person in row.people.isEmpty ? [Participant(name: row.submission)] : row.people {
        rows.append(
          [person.id, person.name, person.email].map { harmless($0 ?? "") } + [
            numbers.write(100 * grade.fraction), comment(grade),
          ])
      }
    }
    let text = CSVText(rows).text()
    return PlatformFiles(files: [ClassFile(path: "moodle.csv", text: text)], problems: problems)
  }

  /// A name is a student's own choice, and a spreadsheet may look into the file before Moodle does.
  private static func harmless(_ text: String) -> String { GradeTable.harmless(text) }

  /// Moodle keeps a comment as HTML.
  static func comment(_ grade: Grade) -> String {
    let feedback = Feedback(grade: grade.forStudents)
    let lines = (feedback.head + feedback.summary).map(EscapedText.of)
    return opening(grade) + EscapedText.of(feedback.total) + "</p>"
      + (lines.isEmpty ? "" : "<p>\(lines.joined(separator: "<br />"))</p>")
  }

  /// What tells a comment of ours, of an earlier run, from what somebody wrote.
  private static func opening(_ grade: Grade) -> String {
    "<p>\(EscapedText.of(Feedback.line(grade.title))): "
  }
}
