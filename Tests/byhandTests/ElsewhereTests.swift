import Foundation
import Testing

@testable import byhand

/// Commands while the tutor is open in the same folder.
@Suite(.serialized) struct ElsewhereTests {
  @Test func aCommandSaysThatItDoesNotCount() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let tutor = try RunningProgram(program, ["--plain"])
    defer { tutor.send(SIGKILL) }
    try tutor.wait(for: "checks hold · ")
    // What a run said is written down right after it was said.
    for _ in 0..<5000 where !FileManager.default.fileExists(atPath: program.progressFile.path) {
      usleep(20_000)
    }
    let before = try Data(contentsOf: program.progressFile)
    let hint = try program.run(["hint", "--next"])
    #expect(hint.status == 0)
    #expect(hint.output.hasPrefix("Block A, hint 1 of \(LessonZero.hints(of: "A"))"))
    #expect(hint.errors.contains("is shown here and does not count"))
    let check = try program.run(["check", "--lang", "es"])
    #expect(check.status == 1)
    #expect(check.errors.contains("se muestra aquí y no cuenta"))
    #expect(try Data(contentsOf: program.progressFile) == before)
    // A file that is named has nothing to do with the folder.
    let named = try program.run(["check", "--file", BuiltProgram.solution.path])
    #expect(named.status == 0 && named.errors.isEmpty, "\(named.errors)")
    // A reset would be the tutor's own file changed under it.
    let starter = try String(contentsOf: program.studentFile, encoding: .utf8)
    try program.write(starter + "// mine\n")
    let reset = try program.run(["reset", "--yes"])
    #expect(reset.status == 2)
    #expect(reset.errors.contains("nothing was changed"))
    #expect(try String(contentsOf: program.studentFile, encoding: .utf8).hasSuffix("// mine\n"))
    try tutor.closeInput()
    #expect(try tutor.end() == 0)
    let after = try program.run(["hint"])
    #expect(after.errors.isEmpty, "\(after.errors)")
  }
}
