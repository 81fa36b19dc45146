import Foundation
import Progress
// Foundation has a class of this name.
import Progress
import Testing

@testable import Workspace

@Suite struct ProgressStoreTests {
  @Test func nothingYetIsAFreshStart() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    #expect(try course.folder.readProgress() == .fresh(StudentProgress(packID: "mini")))
  }

  @Test func whatIsSavedIsRead() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    var progress = StudentProgress(packID: "mini")
    progress.language = .es
    progress.checks["a"] = CheckRecord(state: .failed, redSeconds: 12.5)
    progress.blocks["A"] = BlockRecord(hintsOpened: 2, solution: .time)
    try course.folder.saveProgress(progress)
    #expect(try course.folder.readProgress() == .found(progress))
  }

  @Test(arguments: ["", "{", "[]", "{\"format\": 1}", "\u{0}\u{1}"])
  func aCorruptFileIsKeptAsideAndANewOneBegins(_ corrupt: String) throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try course.write(corrupt, to: course.folder.progressFile)
    let reading = try course.folder.readProgress()
    guard case .recovered(let progress, let aside) = reading else {
      Issue.record("expected a recovery, got \(reading)")
      return
    }
    #expect(progress == StudentProgress(packID: "mini"))
    #expect(try course.text(URL(fileURLWithPath: aside)) == corrupt)
    #expect(!FileManager.default.fileExists(atPath: course.folder.progressFile.path))
  }

  @Test func twoCorruptFilesAreBothKept() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    for text in ["first", "second"] {
      try course.write(text, to: course.folder.progressFile)
      _ = try course.folder.readProgress()
    }
    let kept = try FileManager.default.contentsOfDirectory(atPath: course.folder.stateFolder.path)
      .filter { $0.contains("corrupt") }
    #expect(kept.sorted() == ["progress.json.corrupt-1", "progress.json.corrupt-2"])
  }

  @Test func aNewerFormatIsRefusedAndLeftAlone() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try course.write("{\"format\": 99}", to: course.folder.progressFile)
    #expect(
      throws: WorkspaceError.newerFormat(
        file: course.folder.progressFile.path, found: 99, supported: StudentProgress.currentFormat)
    ) { try course.folder.readProgress() }
    #expect(try course.text(course.folder.progressFile) == "{\"format\": 99}")
  }

  @Test func aSaveThatFailsLeavesTheOldFile() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try course.folder.saveProgress(StudentProgress(packID: "mini"))
    // A folder where the temporary file would go makes the write fail, for root too.
    let blocker = course.folder.stateFolder.appendingPathComponent(
      ".progress.json.\(ProcessInfo.processInfo.processIdentifier).tmp")
    try FileManager.default.createDirectory(at: blocker, withIntermediateDirectories: true)
    var changed = StudentProgress(packID: "mini")
    changed.runs = 7
    #expect(throws: WorkspaceError.self) { try course.folder.saveProgress(changed) }
    #expect(try course.folder.readProgress() == .found(StudentProgress(packID: "mini")))
  }
}
