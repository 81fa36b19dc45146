/// What goes back to a platform, and which grades are not in it.
public struct PlatformFiles: Sendable, Equatable {
  /// Empty where nothing could be made, with a problem that says why.
  public var files: [ClassFile]
  /// A sentence for each grade that could not be put into them, and why. Empty where all are.
  public var problems: [String]

  /// Files, and what is missing from them.
  public init(files: [ClassFile] = [], problems: [String] = []) {
    self.files = files
    self.problems = problems
  }

  /// A platform's own table with the grades filled in: Canvas's gradebook where it has a column Student
  /// and one ID, else Moodle's worksheet. For Moodle there is a zip of `feedback` too.
  public static func filling(
    _ worksheet: String, with grades: ClassGrades, feedbackName: String = "feedback.html",
    feedback: (ClassGrades.Row) -> [UInt8]? = { _ in nil }
  ) -> PlatformFiles {
    let table = try? CSVText(reading: worksheet)
    if table?.column(["Student"]) != nil, table?.column(["ID"]) != nil {
      return CanvasGrades.files(grades, gradebook: worksheet)
    }
    return MoodleGrades.files(
      grades, worksheet: worksheet, feedbackName: feedbackName, feedback: feedback)
  }
}
