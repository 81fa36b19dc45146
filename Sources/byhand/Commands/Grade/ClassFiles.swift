import ClassPages
import Foundation
import Grading
import GradingFormats

/// The files about a whole class.
struct ClassFiles {
  var grades: ClassGrades
  /// The folder of grades, in which the students' pages lie already.
  var results: URL

  /// Those that every run writes.
  var all: [ClassFile] { ClassReport(grades).files }

  /// What goes back to a platform: its own table filled in where there is one, else one that it imports;
  /// nothing where neither is known.
  func back(to platform: Platform?, worksheet: String?) -> PlatformFiles {
    if let worksheet {
      return PlatformFiles.filling(worksheet, with: grades, feedback: page)
    }
    switch platform {
    case .moodle: return MoodleGrades.files(grades, worksheet: nil, feedback: page)
    case .canvas: return CanvasGrades.files(grades, gradebook: nil)
    case .gradescope, .brightspace, .githubClassroom, nil: return PlatformFiles()
    }
  }

  /// The page of a student, where `--feedback html` wrote one.
  private func page(_ row: ClassGrades.Row) -> [UInt8]? {
    let file = results.appendingPathComponent("results/\(row.folder)/\(GradeFormat.html.fileName)")
    return (try? Data(contentsOf: file)).map { Array($0) }
  }
}
