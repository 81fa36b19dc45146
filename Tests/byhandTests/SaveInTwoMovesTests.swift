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
    _ = try program.run(["status", "00"])
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
    var (rounds, quick) = (0, 0)
    while quick < 3 && rounds < 100 {
      rounds += 1
      let mark = running.text.count
      let begun = ContinuousClock.now
      if renames {
        try FileManager.default.moveItem(at: program.studentFile, to: aside)
      } else {
        try Data().write(to: program.studentFile)
      }
      usleep(40_000)
      try Data((solution + "// \(rounds)\n").utf8).write(to: program.studentFile)
      let gap = begun.duration(to: .now)
      if renames { try FileManager.default.removeItem(at: aside) }
      try running.wait(for: isCheck ? "Ctrl-C ends." : all, since: mark)
      // A machine that is busy kept it away for longer than an editor does.
      guard gap < .seconds(StudentSource.away) else {
        // Whatever was said of it is not to be heard in the next round.
        try running.wait(for: isCheck ? block : all, since: mark)
        let said = running.text.components(separatedBy: block)
        if isCheck { try running.wait(for: "Ctrl-C ends.", since: said[0].count) }
        continue
      }
      quick += 1
      let said = String(running.text.dropFirst(mark))
      let reports = said.components(separatedBy: isCheck ? "Ctrl-C ends." : "checks hold").count - 1
      #expect(reports == 1, "\(said)")
      #expect(said.contains(isCheck ? block : all), "\(said)")
    }
    #expect(quick == 3)
    // One that stays away is missing.
    let mark = running.text.count
    try FileManager.default.removeItem(at: program.studentFile)
    try running.wait(for: "LoRA.swift", since: mark)
  }

  /// The clock of a machine that was busy has gone on before anybody looked again.
  @Test func aFileThatCameBackUnseenIsThere() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    var looks = 0
    let source = StudentSource.settled([program.studentFile]) {
      looks += 1
      // The first two are for the end and the first look, in which the file is away.
      if looks == 3 { #expect(throws: Never.self) { try program.write("let a = 1\n") } }
      return looks < 3 ? 0 : 60
    }
    #expect(source.bytes == Data("let a = 1\n".utf8))
    try FileManager.default.removeItem(at: program.studentFile)
    var time = 0.0
    let gone = StudentSource.settled([program.studentFile]) {
      time += 0.1
      return time
    }
    #expect(gone.unreadable == .missing)
  }
}
