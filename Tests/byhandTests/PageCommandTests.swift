import Foundation
import Testing

@testable import byhand

/// `byhand export`, as a student meets it.
@Suite(.serialized) struct PageCommandTests {
  @Test func thePageOfALessonThatWasBegun() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let none = try program.run(["export"])
    #expect(none.status == 2)
    #expect(none.errors.contains("there is no work to show"), "\(none.errors)")
    _ = try program.run(["check"])
    let outcome = try program.run(["export"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let file = URL(fileURLWithPath: program.lesson.path + ".html")
    #expect(outcome.output.contains(file.path))
    for missing in ["No predictions", "No struggles", "No finale yet", "No notes", "No measures"] {
      #expect(outcome.output.contains(missing), "\(outcome.output)")
    }
    let html = try String(contentsOf: file, encoding: .utf8)
    #expect(html.contains("<h3 class=\"file\">LoRA.swift</h3>"))
    #expect(!html.contains(program.home.path), "no path of this machine is on the page")
  }

  @Test func whatCannotBeWrittenIsSaid() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["check"])
    let taken = program.home.appendingPathComponent("taken.html")
    try Data("mine".utf8).write(to: taken)
    for (path, words) in [
      (taken.path, "is not a page of ByHand's"), (program.home.path, "is a folder"),
      (program.home.path + "/none/page.html", "does not exist"),
    ] {
      let outcome = try program.run(["export", "--output", path])
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(try String(contentsOf: taken, encoding: .utf8) == "mine")
  }

  @Test func aFileOfGarbageIsShownAsFarAsItIsText() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["check"])
    try Data([0xFF, 0xFE, 0x00, 0x3C, 0x80]).write(to: program.studentFile)
    let outcome = try program.run(["export", "--lang", "es"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("los bytes que no son texto"), "\(outcome.output)")
  }
}
