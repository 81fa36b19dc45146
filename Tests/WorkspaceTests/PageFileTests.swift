import Foundation
import LessonPacks
import Reports
import TestSupport
import Testing

@testable import Workspace

/// What of the notes is the student's, and where a page may be written.
@Suite struct PageFileTests {
  @Test func theStudentsOwnWordsAreWhatIsLeft() throws {
    let course = try TemporaryCourse()
    let notes = Notes.updated(nil, pack: course.pack, measured: [], language: .es)
    #expect(Notes.own(notes, pack: course.pack) == nil)
    #expect(Notes.own("", pack: course.pack) == nil)
    #expect(Notes.own(notes + "\nAll of it.\n", pack: course.pack) == "All of it.")
    #expect(
      Notes.own("Mine\n\(Notes.begin)\nnever closed", pack: course.pack)
        == "Mine\n\(Notes.begin)\nnever closed")
  }

  @Test func whatWasMeasuredIsRead() throws {
    let course = try TemporaryCourse()
    let notes = Notes.updated(
      nil, pack: course.pack,
      measured: [.init(id: "difference", value: "4.8e-07 |a| b")], language: .en)
    #expect(Notes.measured(in: notes, pack: course.pack) == ["difference": "4.8e-07 |a| b"])
    #expect(Notes.measured(in: "", pack: course.pack) == [:])
  }

  @Test func aPageReplacesAPageAndNothingElse() throws {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let page = "<meta name=\"generator\" content=\"byhand export\"/>"
    let file = folder.file("page.html")
    try PageFile.write(page, to: file)
    try PageFile.write(page + "2", to: file)
    #expect(try folder.text("page.html") == page + "2")
    let other = try folder.write("other.html", "mine")
    #expect(throws: PageTrouble.otherFile(other.path)) { try PageFile.write(page, to: other) }
    #expect(try folder.text("other.html") == "mine")
    let inside = try folder.makeFolder("inside")
    #expect(throws: PageTrouble.isFolder(inside.path)) { try PageFile.write(page, to: inside) }
    let nowhere = folder.file("nowhere/page.html")
    #expect(throws: PageTrouble.noFolder(folder.file("nowhere").path)) {
      try PageFile.write(page, to: nowhere)
    }
    let link = folder.file("link.html")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    #expect(throws: PageTrouble.otherFile(link.path)) { try PageFile.write(page, to: link) }
  }
}
