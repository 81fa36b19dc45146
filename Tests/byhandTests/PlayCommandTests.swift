import Foundation
import Testing

@testable import byhand

@Suite(.serialized) struct PlayCommandTests {
  private func playFile(_ program: BuiltProgram) -> URL {
    program.home.appendingPathComponent("work/00-lora-by-hand/Playground/Play.swift")
  }

  @Test(arguments: ["00", "01"]) func theFirstPlaygroundRunsOnTheStarter(_ lesson: String) throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let first = try program.run(["play", lesson, "--once"])
    #expect(first.status == 0, "\(first.output)\(first.errors)")
    #expect(first.output.contains("Play.swift is new"))
    #expect(first.output.contains("[3, 6] float32  ▁"))
    let second = try program.run(["play", lesson, "--once", "--lang", "es"])
    #expect(second.status == 0)
    #expect(!second.output.contains("es nuevo"))
    #expect(second.output.contains("Se ejecutó hasta el final"))
  }

  @Test func itTriesTheStudentsFileAndGradesNothing() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["play", "--once"])
    try FileManager.default.removeItem(at: program.studentFile)
    try FileManager.default.copyItem(at: BuiltProgram.solution, to: program.studentFile)
    let outcome = try program.run(["play", "--once"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("(base): Linear(in_features=6, out_features=4, bias=True)"))
    #expect(
      !FileManager.default.fileExists(
        atPath: program.home.appendingPathComponent("work/00-lora-by-hand/notes.md").path))
  }

  @Test func whatDoesNotCompileOrEndsBadlyIsOne() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["play", "--once"])
    try Data("let a = 1\nlet b: Int = a + x\n".utf8).write(to: playFile(program))
    let wrong = try program.run(["play", "--once"])
    #expect(wrong.status == 1)
    #expect(wrong.output.contains("Play.swift:2:18: error: cannot find 'x' in scope"))
    try Data("fatalError(\"here\")\n".utf8).write(to: playFile(program))
    let crash = try program.run(["play", "--once"])
    #expect(crash.status == 1)
    #expect(crash.output.contains("Play.swift:1 (runtime error, trap): here"))
    try Data("import Foundation\nexit(0)\n".utf8).write(to: playFile(program))
    #expect(try program.run(["play", "--once"]).status == 0)
  }

  @Test func theAPIIsLookedUpByEitherName() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let card = try program.run(["api", "torch.matmul"])
    #expect(card.status == 0, "\(card.errors)")
    #expect(card.output.contains("func matmul(_ a: Tensor, _ b: Tensor) -> Tensor"))
    let list = try program.run(["api", "--lesson", "01", "--lang", "es"])
    #expect(list.status == 0)
    #expect(list.output.hasPrefix("Lo que usa esta lección"))
    #expect(list.output.contains("Module.namedModules"))
    let unknown = try program.run(["api", "matmull"])
    #expect(unknown.status == 1)
    #expect(unknown.output.contains("Did you mean: matmul?"))
  }

  @Test func theDoctorSaysHowToGetCompletion() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let before = try program.run(["doctor"]).output
    #expect(before.contains("info completion: no index yet. Once `byhand start` has made"))
    _ = try program.run(["play", "--once"])
    let outcome = try program.run(["doctor"])
    #expect(outcome.output.contains("info completion: no index yet. `swift build` in /"))
    #expect(outcome.status == 0, "no index is no fault")
  }
}
