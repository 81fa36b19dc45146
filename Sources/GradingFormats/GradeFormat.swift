/// The formats a grade is written in. Each is a pure function of the grade.
public enum GradeFormat: String, Sendable, CaseIterable, Codable {
  case gradescope, prairielearn, junit, autolab, vpl, classroom50, tap, json
  /// One table of a whole class, a row a check: for the instructor alone.
  case csv

  /// The name of the file, in the folder of one submission; of `csv`, beside all of them.
  public var fileName: String {
    switch self {
    case .gradescope: "gradescope.json"
    case .prairielearn: "prairielearn.json"
    case .junit: "junit.xml"
    case .autolab: "autolab.txt"
    case .vpl: "vpl.txt"
    case .classroom50: "classroom50.json"
    case .tap: "results.tap"
    case .json: "grade.json"
    case .csv: "checks.csv"
    }
  }

  /// The file for one submission, without a line end after its last line. All but `csv` may be shown
  /// to the student: they hold no seed, and name no hidden check where a student could read it.
  public func render(_ grade: Grade) -> String {
    switch self {
    case .gradescope: GradescopeFormat.render(grade)
    case .prairielearn: PrairieLearnFormat.render(grade.forStudents)
    case .junit: JUnitFormat.render(grade.forStudents)
    case .autolab: AutolabFormat.render(grade.forStudents)
    case .vpl: VPLFormat.render(grade.forStudents)
    case .classroom50: Classroom50Format.render(grade.forStudents)
    case .tap: TAPFormat.render(grade.forStudents)
    case .json: GradeJSON.render(grade.forStudents)
    case .csv: ([GradeTable.checksHeader] + GradeTable.checkRows(grade)).joined(separator: "\n")
    }
  }
}
