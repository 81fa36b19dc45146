import Foundation
import Testing

@testable import Workspace

@Suite struct AttemptsTests {
  @Test func aResetKeepsWhatWasThereAndCanBeUndone() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try course.write("// hours of work\n", to: course.folder.sourceFile)
    try course.folder.reset(pack: course.pack)
    #expect(try course.text(course.folder.sourceFile) == TemporaryCourse.starter)
    #expect(course.folder.canUndoReset)
    try course.folder.undoReset()
    #expect(try course.text(course.folder.sourceFile) == "// hours of work\n")
    #expect(!course.folder.canUndoReset)
  }

  @Test func undoingKeepsWhatWasWrittenSinceTheReset() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try course.folder.reset(pack: course.pack)
    try course.write("// begun again\n", to: course.folder.sourceFile)
    try course.folder.undoReset()
    let kept = try course.folder.attemptNames().map {
      try course.text(course.folder.attemptsFolder.appendingPathComponent($0))
    }
    #expect(kept.contains("// begun again\n"))
  }

  @Test func withoutAResetThereIsNothingToUndo() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    #expect(throws: WorkspaceError.nothingToUndo(folder: course.folder.root.path)) {
      try course.folder.undoReset()
    }
  }

  @Test func theSameBytesAreKeptOnce() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    for text in ["a", "a", "b", "a"] { try course.folder.keepAttempt(Data(text.utf8)) }
    #expect(
      course.folder.attemptNames() == ["00001-Mini.swift", "00002-Mini.swift", "00003-Mini.swift"])
  }
}
