import Foundation
import Testing

@testable import Workspace

@Suite struct StudentFolderTests {
  @Test func preparingCreatesThePackageAndTheStarter() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    #expect(try course.text(course.folder.sourceFile) == TemporaryCourse.starter)
    #expect(try course.text(course.folder.packageFile).contains("path: \"\(course.place.path)\""))
  }

  @Test func preparingAgainKeepsWhatTheStudentWrote() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try course.write("// mine\n", to: course.folder.sourceFile)
    try course.prepare()
    #expect(try course.text(course.folder.sourceFile) == "// mine\n")
  }

  @Test func aDeletedFileIsNotPutBackBehindTheStudentsBack() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try FileManager.default.removeItem(at: course.folder.sourceFile)
    try course.prepare()
    #expect(!FileManager.default.fileExists(atPath: course.folder.sourceFile.path))
  }

  @Test func theManifestFollowsTheLibraryUntilTheStudentMakesItTheirs() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    let moved = course.place.appendingPathComponent("moved")
    try course.folder.prepare(pack: course.pack, library: moved)
    #expect(try course.text(course.folder.packageFile).contains(moved.path))
    try course.write("// my own manifest\n", to: course.folder.packageFile)
    try course.prepare()
    #expect(try course.text(course.folder.packageFile) == "// my own manifest\n")
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    let course = try TemporaryCourse()
    try FileManager.default.createDirectory(
      at: course.place.appendingPathComponent("work"), withIntermediateDirectories: true)
    try course.write("a file in the way", to: course.folder.root)
    let error = #expect(throws: WorkspaceError.self) { try course.prepare() }
    #expect(error?.description.contains(course.folder.root.path) == true)
  }

  @Test func aPathWithQuotesStaysOneSwiftString() {
    let text = StudentManifest.text(module: "M", library: URL(fileURLWithPath: "/a \"b\"/c"))
    #expect(text.contains(#"path: "/a \"b\"/c""#))
  }
}

@Suite struct MissingStarterTests {
  /// A pack without its starter is not a student's to mend: no word of permissions, folders or resets.
  @Test func itIsThePacksFault() throws {
    let course = try TemporaryCourse()
    var pack = course.pack
    pack.folder = pack.folder.appendingPathComponent("not-there")
    let error = #expect(throws: WorkspaceError.self) { try course.folder.starter(of: pack) }
    let said = error?.description ?? ""
    #expect(said.hasPrefix("the lesson is not whole: its starter "), "\(said)")
    #expect(!said.contains("reset") && !said.contains("--workspace"), "\(said)")
  }
}
