import Foundation
import Testing

/// Packs as an instructor handles them at the command line.
@Suite(.serialized) struct PackCommandTests {
  @Test func anAddedPackIsALessonLikeAnyOther() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let data = ["XDG_DATA_HOME": students.root.appendingPathComponent("data").path]
    let asked = try students.program.run(["pack", "add", students.pack], environment: data)
    #expect(asked.status == 1)
    #expect(asked.output.contains("content hash: "))
    #expect(asked.output.contains("probes/: 1 file"))
    #expect(try !students.program.run(["pack", "list"], environment: data).output.contains("norm"))
    let added = try students.program.run(
      ["pack", "add", students.pack, "--yes"], environment: data)
    #expect(added.status == 0, "\(added.errors)")
    let list = try students.program.run(["pack", "list"], environment: data).output
    #expect(list.contains("00-lora-by-hand") && list.contains("added"))

    let solution = students.root.appendingPathComponent("solutions/norm/Layer.swift").path
    let check = try students.program.run(
      ["check", "norm", "--file", solution, "--seed", "3"], environment: data)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    let status = try students.program.run(["status", "nor"], environment: data)
    #expect(status.output.contains("Layer.swift"))
    #expect(
      try students.program.run(["pack", "audit", "norm", "--seed", "1"], environment: data).status
        == 0)
    #expect(
      try students.program.run(["pack", "add", students.pack, "--yes"], environment: data).status
        == 2)
    #expect(
      try students.program.run(["pack", "remove", "norm", "--yes"], environment: data).status == 0)
    #expect(
      try students.program.run(["pack", "remove", "norm", "--yes"], environment: data).status == 2)
  }

  @Test func aShippedPackIsNotReplaced() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run([
      "pack", "add", BuiltProgram.repository.path, "--pack", "00-lora-by-hand", "--yes",
      "--replace",
    ])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("already"))
  }
}
