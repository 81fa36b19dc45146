/// A format that a grade is written in, as a pure function of the grade. Each has a file of its own,
/// and a place in `allCases`.
public struct GradeFormat: Sendable {
  /// What it is called on the command line and in `run.json`.
  public let rawValue: String
  /// The name of the file, in the folder of one submission; of `csv`, beside all of them.
  public let fileName: String
  private let isForStudents: Bool
  private let text: @Sendable (Grade, PlatformContext) -> String

  /// A format whose file may be shown to the student, unless `isForStudents` is false: its grade holds
  /// no seed, and the checks that it hides have no name.
  init(
    _ rawValue: String, fileName: String, isForStudents: Bool = true,
    text: @escaping @Sendable (Grade, PlatformContext) -> String
  ) {
    self.rawValue = rawValue
    self.fileName = fileName
    self.isForStudents = isForStudents
    self.text = text
  }

  /// A format to which a grade is enough.
  init(
    _ rawValue: String, fileName: String, isForStudents: Bool = true,
    text: @escaping @Sendable (Grade) -> String
  ) {
    self.init(rawValue, fileName: fileName, isForStudents: isForStudents) { grade, _ in text(grade)
    }
  }

  /// The file for one submission, without a line end after its last line. `platform` is what the
  /// platform says of the run.
  public func render(_ grade: Grade, on platform: PlatformContext = .unknown) -> String {
    text(isForStudents ? grade.forStudents : grade, platform)
  }
}

extension GradeFormat: CaseIterable {
  /// In the order in which they are listed, and kept in `run.json`.
  public static let allCases: [GradeFormat] = [
    .gradescope, .prairielearn, .junit, .autolab, .vpl, .classroom50, .tap, .github, .json, .html,
    .markdown, .csv,
  ]
}

extension GradeFormat: RawRepresentable, Hashable, Codable, CustomStringConvertible {
  /// The format of a name; nil for a name that is none's.
  public init?(rawValue: String) {
    guard let format = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = format
  }

  /// Its name.
  public var description: String { rawValue }
}
