import Foundation
import Judge
import Testing

@testable import byhand

/// Editors that rename a file away and write it anew: it is not missing in between.
@Suite(.serialized) struct SaveInTwoMovesTests {
  @Test(arguments: [["check", "--watch"], ["start", "--plain"]], [true, false])
  func theFileIsNotCalledMissing(_ arguments: [String], _ renames: Bool) throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status"])
    let solution = try String(contentsOf: BuiltProgram.solution, encoding: .utf8)
    try program.write(solution)
    let running = try RunningProgram(program, arguments)
    defer { running.send(SIGKILL) }
    let isCheck = arguments[0] == "check"
    try running.wait(for: isCheck ? "Ctrl-C ends." : "Every check is")
    let all = "\(LessonZero.all) of \(LessonZero.all) checks hold"
    let count = LessonZero.count(of: "A")
    let block = "A  Identity at init  \(count)/\(count)"
    let aside = program.studentFile.appendingPathExtension("bak")
    for round in 1...3 {
      let mark = running.text.count
      if renames {
        try FileManager.default.moveItem(at: program.studentFile, to: aside)
        usleep(40_000)
        try Data((solution + "// \(round)\n").utf8).write(to: program.studentFile)
        try FileManager.default.removeItem(at: aside)
      } else {
        try Data().write(to: program.studentFile)
        usleep(40_000)
        try Data((solution + "// \(round)\n").utf8).write(to: program.studentFile)
      }
      try running.wait(for: isCheck ? "Ctrl-C ends." : all, since: mark)
      let said = String(running.text.dropFirst(mark))
      let reports = said.components(separatedBy: isCheck ? "Ctrl-C ends." : "checks hold").count - 1
      #expect(reports == 1, "\(said)")
      #expect(said.contains(isCheck ? block : all), "\(said)")
    }
    // One that stays away is missing.
    let mark = running.text.count
    try FileManager.default.removeItem(at: program.studentFile)
    try running.wait(for: "LoRA.swift", since: mark)
  }
}
