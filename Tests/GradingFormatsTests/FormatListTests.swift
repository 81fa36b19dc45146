import Foundation
import Testing

@testable import GradingFormats

/// The list of formats, and what else must know one.
@Suite struct FormatListTests {
  @Test func eachHasANameAndAFileOfItsOwn() {
    #expect(Set(GradeFormat.allCases.map(\.rawValue)).count == GradeFormat.allCases.count)
    #expect(Set(GradeFormat.allCases.map(\.fileName)).count == GradeFormat.allCases.count)
    for format in GradeFormat.allCases {
      #expect(GradeFormat(rawValue: format.rawValue) == format)
      #expect("\(format)" == format.rawValue)
    }
    #expect(GradeFormat(rawValue: "TAP") == nil)
  }

  @Test func aRunKeepsThemByName() throws {
    let bytes = try JSONEncoder().encode([GradeFormat.tap, .csv])
    #expect(String(decoding: bytes, as: UTF8.self) == #"["tap","csv"]"#)
    #expect(try JSONDecoder().decode([GradeFormat].self, from: bytes) == [.tap, .csv])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([GradeFormat].self, from: Data(#"["tapp"]"#.utf8))
    }
  }

  /// A row each, in the order of the list.
  @Test func theInstructorsPageHasThemAll() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appendingPathComponent("lessons/grading.md"), encoding: .utf8)
    let section = try #require(page.split(separator: "\n## ").first { $0.hasPrefix("The formats") })
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.dropFirst()
    #expect(rows.count == GradeFormat.allCases.count)
    for (row, format) in zip(rows, GradeFormat.allCases) {
      #expect(row.hasPrefix("| `\(format)` | `\(format.fileName)`"), "\(row)")
    }
  }
}
