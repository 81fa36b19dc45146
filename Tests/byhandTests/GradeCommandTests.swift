import Foundation
import TestSupport
import Testing

/// Grading as an instructor meets it at the command line.
@Suite(.fewAtATime, .serialized) struct GradeCommandTests {
  private let secret = ["BYHAND_SECRET": "the secret of this test"]

  private func classroom() throws -> InstructorClass {
    let students = try InstructorClass()
    for name in ["ana", "ben", "cleo", "dora", "emil", "fay"] {
      try students.write("class/\(name)/Layer.swift", try students.solution)
    }
    try students.write("class/ben/Layer.swift", try students.wrong("starts_at_zero"))
    try students.write("class/dora/Layer.swift", "import TensorKit\nfinal class {")
    return students
  }

  @Test func exitStatusSaysHowItWent() throws {
    let students = try classroom()
    defer { students.remove() }
    let folder = students.root.appendingPathComponent("class").path
    let output = students.root.appendingPathComponent("out").path
    let graded = try students.grade(
      [folder, "--output", output, "--format", "gradescope"], environment: secret)
    #expect(graded.status == 0, "\(graded.output)\(graded.errors)")
    #expect(graded.output.contains("6 graded, 4 all green"))
    #expect(try students.text("out/grades.csv").contains("\nben,,,,,4.5,5.5,81.8,graded,"))
    #expect(try students.text("out/results/dora/gradescope.json").contains("does not compile"))
    let below = try students.grade(
      [folder, "--output", output, "--fail-under", "50"], environment: secret)
    #expect(below.status == 1)
    #expect(below.output.contains("6 of them in an earlier run"))
    let enough = try students.grade(
      [students.root.appendingPathComponent("class/ben").path, "--output", output]
        + ["--fail-under", "50"], environment: secret)
    #expect(enough.status == 0)
  }

  /// A note beside the grades, and nothing else.
  @Test func similarityChangesNoGrade() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let solution = BuiltProgram.solution
    let reference = try String(contentsOf: solution, encoding: .utf8)
    let alternative = try String(
      contentsOf: Repository.root.appendingPathComponent(
        "lessons/00-lora-by-hand/alternatives/closures.swift"), encoding: .utf8)
    try students.write("class/ana/LoRA.swift", reference)
    try students.write(
      "class/ben/LoRA.swift", "// mine\n" + alternative.replacing("scale", with: "s"))
    try students.write("class/cleo/LoRA.swift", "import TensorKit\nfinal class {")
    let folder = students.root.appendingPathComponent("class").path
    func grade(_ output: String, _ options: [String]) throws -> BuiltProgram.Outcome {
      try students.program.run(
        ["grade", folder, "--pack", "00", "--fail-under", "50", "--output"]
          + [students.root.appendingPathComponent(output).path] + options, environment: secret)
    }
    let (plain, noted) = (try grade("plain", []), try grade("noted", ["--similarity"]))
    #expect(plain.status == 1 && noted.status == 1, "\(plain.errors)\(noted.errors)")
    #expect(!plain.output.contains("Alike"))
    #expect(noted.output.contains("  ana is the reference solution itself, byte for byte\n"))
    #expect(noted.output.contains("% like the alternative closures.swift\n"))
    #expect(try students.differences("plain", "noted") == ["similarity.csv"])
    let rows = try students.text("noted/similarity.csv").split(separator: "\n")
    #expect(rows.count == 3 && rows[1].hasPrefix("ana,the reference solution,100,"))
  }

  @Test func theToolsOwnTroubleIsTwoAndUp() throws {
    let students = try classroom()
    defer { students.remove() }
    let folder = students.root.appendingPathComponent("class").path
    let output = students.root.appendingPathComponent("out").path
    // Another user, which L3 needs, could not reach a private folder.
    let closed = students.root.appendingPathComponent("closed")
    try FileManager.default.createDirectory(
      at: closed, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let weak = try students.grade(
      [folder, "--output", output, "--require-sandbox", "L3"], environment: ["TMPDIR": closed.path])
    #expect(weak.status == 2)
    #expect(weak.errors.contains("L3 is required"))
    #expect(!FileManager.default.fileExists(atPath: output))
    #expect(try students.grade([folder + "/zoe", "--output", output]).status == 2)
    for bad in [["--shard", "1/2"], ["--require-sandbox", "high"], ["--jobs", "0"]] {
      #expect(try students.grade([folder, "--output", output] + bad).status == 64, "\(bad)")
    }
    #expect(
      try students.grade([folder, "--shard", "3/2"], environment: secret).status == 64)
    let short = try students.write("short", "short")
    #expect(
      try students.grade([folder, "--output", output, "--secret-file", short.path]).status == 2)
  }

  /// The whole, killed half-way and resumed, and four shards merged: the same bytes.
  @Test func aKilledRunAndShardsComeToTheSame() throws {
    let students = try classroom()
    defer { students.remove() }
    let folder = students.root.appendingPathComponent("class").path
    func output(_ name: String) -> String { students.root.appendingPathComponent(name).path }
    let formats = ["--format", "junit", "--format", "csv"]
    #expect(
      try students.grade([folder, "--output", output("whole")] + formats, environment: secret)
        .status == 0)

    try kill(students, [folder, "--output", output("resumed"), "--jobs", "1"] + formats)
    let before = try FileManager.default.contentsOfDirectory(atPath: output("resumed/records"))
    #expect(before.count < 6)
    #expect(
      try students.grade([folder, "--output", output("resumed")] + formats, environment: secret)
        .status == 0)
    let resumedDiffers = try students.differences("resumed", "whole")
    #expect(resumedDiffers == [])

    for shard in 1...4 {
      let outcome = try students.grade(
        [folder, "--output", output("shard\(shard)"), "--shard", "\(shard)/4"] + formats,
        environment: secret)
      #expect(outcome.status == 0)
    }
    let merge = try students.program.run(
      ["grade", "merge"] + (1...4).map { output("shard\($0)") } + ["--output", output("merged")])
    #expect(merge.status == 0, "\(merge.errors)")
    let mergedDiffers = try students.differences("merged", "whole")
    #expect(mergedDiffers == [])
    let some = try students.program.run(
      ["grade", "merge", output("shard1"), "--output", output("some")])
    #expect(some.status == 2)
    #expect(some.errors.contains("missing: 2, 3, 4"))
  }

  /// Starts a run and kills it, as a machine would, once it has graded somebody.
  private func kill(_ students: InstructorClass, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = BuiltProgram.program
    process.arguments = ["grade"] + arguments + ["--pack", students.pack]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["HOME": students.root.path, "XDG_CACHE_HOME": BuiltProgram.cache.path].merging(secret) { $1 }
    ) { $1 }
    process.standardOutput = Pipe()
    try process.run()
    let records = students.root.appendingPathComponent("resumed/records").path
    while process.isRunning,
      (try? FileManager.default.contentsOfDirectory(atPath: records))?.isEmpty ?? true
    {
      usleep(5000)
    }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
