import Foundation
import TestSupport
import Testing

/// A table of known mistakes that cannot be used is said, and keeps nobody from working.
@Suite struct DamagedTableTests {
  @Test(arguments: [
    ("{\"version\": 2, \"mist", "is damaged"),
    ("{\"version\": 99}", "is of version 99, which this program does not read"),
  ])
  func eachCommandThatWouldUseItSaysSo(_ content: String, _ what: String) throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let home = program.home.path
    #expect(try program.run(["pack", "new", "10-x", "--into", home]).status == 0)
    let (pack, solution) = ("\(home)/lessons/10-x", "\(home)/solutions/10-x/Layer.swift")
    let table = URL(fileURLWithPath: "\(pack)/diagnoses.json")
    func said(_ arguments: String..., input: String = "") throws -> BuiltProgram.Outcome {
      try program.run(arguments, input: input)
    }
    let before = try said("check", pack, "--file", solution, "--seed", "1", "--format", "junit")
    #expect(before.errors == "" && before.status == 0, "\(before.errors)")
    try Data(content.utf8).write(to: table)
    let sentence =
      "\(table.path) \(what), so no known mistake is named. The checks judge as always."
    let check = try said("check", pack, "--file", solution, "--seed", "1", "--format", "junit")
    #expect(check.status == 0 && check.errors.hasPrefix("byhand: \(sentence)"), "\(check.errors)")
    #expect(check.errors.split(separator: "\n").count == 1)
    let start = try said("start", pack, "--plain")
    #expect(start.status == 0 && start.errors.contains(sentence), "\(start.errors)")
    #expect(try said("hint", pack, "--lang", "es").errors.contains("no se nombra ningún error"))
    let class1 = program.home.appendingPathComponent("class")
    try FileManager.default.createDirectory(at: class1, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: solution, toPath: class1.appendingPathComponent("Layer.swift").path)
    let grade = try said("grade", class1.path, "--pack", pack, "--output", "\(home)/grades")
    #expect(grade.status == 0 && grade.errors.contains(sentence), "\(grade.errors)")
    let audit = try said("pack", "audit", pack, "--seed", "1")
    #expect(audit.status == 1 && audit.output.contains("✘ diagnoses.json: it is"), "\(audit)")
  }
}
