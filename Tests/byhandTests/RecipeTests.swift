import Foundation
import TestSupport
import Testing

/// The recipes of lessons/grading.md, run as they stand there: on a class of two, with the variables
/// that the engine would set. Only the image and the scheduler are missing.
@Suite(.serialized) struct RecipeTests {
  /// The fenced blocks of the page, by what stands in them.
  private static func block(_ words: String) throws -> String {
    let page = try String(
      contentsOf: Repository.root.appendingPathComponent("lessons/grading.md"),
      encoding: .utf8)
    let blocks = page.matches(of: #/```[a-z]*\n([\s\S]*?)```/#).map { String($0.1) }
    return try #require(blocks.first { $0.contains(words) }, "\(words)")
  }

  /// The command that a pipeline runs.
  private static func command(in yaml: String) throws -> String {
    let line = try #require(yaml.split(separator: "\n").first { $0.contains("byhand grade") })
    return String(try #require(line.firstMatch(of: #/byhand grade.*$/#)).0)
  }

  private func classroom() throws -> InstructorClass {
    let students = try InstructorClass()
    let solution = try String(contentsOf: BuiltProgram.solution, encoding: .utf8)
    try students.write("class/ana/LoRA.swift", solution)
    try students.write("class/ben.swift", "import TensorKit\nlet x =")
    try students.write("secret", "a secret of a rehearsal\n")
    return students
  }

  private func run(
    _ script: String, _ students: InstructorClass, in folder: String = "",
    _ variables: [String: String] = [:]
  ) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-euc", script]
    process.currentDirectoryURL = students.root.appendingPathComponent(folder)
    let environment = ProcessInfo.processInfo.environment
    process.environment = environment.merging([
      "HOME": students.root.path, "XDG_CACHE_HOME": BuiltProgram.cache.path,
      "PATH": BuiltPrograms.folder.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin"),
    ]) { $1 }.merging(variables) { $1 }
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test func aClassAtOnceAndInShards() throws {
    let students = try classroom()
    defer { students.remove() }
    let whole = try Self.block("--output grades --format csv").split(separator: "\n")
      .filter { !$0.contains("openssl") }.joined(separator: "\n")
    #expect(try run(whole, students) == 0)
    let ana =
      try students.text("grades/grades.csv").split(separator: "\n")
      .first { $0.hasPrefix("ana,") }?.split(separator: ",") ?? []
    #expect(ana.count > 4 && ana[1] == ana[2] && ana[3...4] == ["100.0", "green"], "\(ana)")

    let slurm = try Self.block("#SBATCH")
    for task in 1...4 {
      let status = try run(
        slurm, students,
        [
          "SLURM_ARRAY_TASK_ID": "\(task)", "SLURM_ARRAY_TASK_COUNT": "4",
          "SLURM_CPUS_PER_TASK": "1",
        ])
      #expect(status == 0)
    }
    let merge = try Self.block("byhand grade merge")
    #expect(try run(merge.replacing("grades", with: "merged"), students) == 0)
    let mergedDiffers = try students.differences("merged", "grades")
    #expect(mergedDiffers == [])

    try FileManager.default.removeItem(at: students.root.appendingPathComponent("shards"))
    #expect(try run(try Self.block("xargs"), students) == 0)
    #expect(try run(merge.replacing("grades", with: "again"), students) == 0)
    let againDiffers = try students.differences("again", "grades")
    #expect(againDiffers == [])
  }

  @Test func pipelines() throws {
    let students = try classroom()
    defer { students.remove() }
    let secret = students.root.appendingPathComponent("secret").path
    let variables = ["BYHAND_SECRET_FILE": secret, "BYHAND_SECRET": "a secret of a rehearsal"]
    let gitLab = try Self.command(in: Self.block(".gitlab-ci.yml"))
    #expect(try run(gitLab, students, in: "class/ana", variables) == 0)
    #expect(try students.text("class/ana/grades/results/ana/junit.xml").contains("failures=\"0\""))
    let gitHub = try Self.command(in: Self.block(".github/workflows"))
    #expect(try run(gitHub, students, in: "class/ana", variables) == 0)
    #expect(try students.text("class/ana/grades/results/ana/results.tap").contains("\nok 1 - "))
    try students.write("class/ana/LoRA.swift", "import TensorKit\n")
    #expect(try run(gitLab, students, in: "class/ana", variables) == 1)
  }
}
