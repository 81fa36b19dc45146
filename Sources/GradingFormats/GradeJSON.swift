import Foundation

extension GradeFormat {
  /// The project's own JSON, without what is the instructor's.
  public static let json = GradeFormat(
    "json", fileName: "grade.json", text: GradeJSON.render)
}

/// A grade as the project's own JSON; `Grade` says what stands in it.
public enum GradeJSON {
  /// Indented and with sorted keys, without a line end after the last brace.
  public static func render(_ grade: Grade) -> String { JSONText.indented(grade) }

  /// Nil where the bytes are no grade of this version: cut short, or of another program.
  public static func read(_ bytes: Data) -> Grade? {
    guard let grade = try? JSONDecoder().decode(Grade.self, from: bytes),
      grade.version == Grade.currentVersion
    else { return nil }
    return grade
  }
}
