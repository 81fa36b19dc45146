import Foundation
import TestSupport
import Testing
import Yams

@testable import byhand

/// The recipes of lessons/grading.md, run as they stand there: on a class of two, with the variables
/// that the engine would set. Only the image and the scheduler are missing.
@Suite(.serialized) struct RecipeTests {
  /// The fenced blocks of the page, by what stands in them.
  private static func block(_ words: String) throws -> String {
    let blocks = try page().matches(of: #/```[a-z]*\n([\s\S]*?)```/#).map { String($0.1) }
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

  /// Two pipelines of the course's own project, over repositories that were fetched.
  @Test func pipelines() throws {
    let students = try classroom()
    defer { students.remove() }
    let solution = try String(contentsOf: BuiltProgram.solution, encoding: .utf8)
    try students.write("course/submissions/ana/LoRA.swift", solution)
    let secret = students.root.appendingPathComponent("secret").path
    let variables = ["BYHAND_SECRET_FILE": secret, "BYHAND_SECRET": "a secret of a rehearsal"]
    let gitLab = try Self.command(in: Self.block(".gitlab-ci.yml of"))
    #expect(try run(gitLab, students, in: "course", variables) == 0)
    #expect(try students.text("course/grades/results/ana/junit.xml").contains("failures=\"0\""))
    let gitHub = try Self.command(in: Self.block(".github/workflows"))
      .replacing("--output grades", with: "--output other")
    #expect(try run(gitHub, students, in: "course", variables) == 0)
    #expect(try students.text("course/other/results/ana/results.tap").contains("\nok 1 - "))
  }

  /// What the pods of an indexed Job run, and the merge, as they stand in the manifests.
  @Test func anIndexedJobMergesToTheBytesOfOneRun() throws {
    let students = try classroom()
    defer { students.remove() }
    func script(_ job: String) throws -> String {
      let documents = try Self.documents(Self.block("name: \(job)"))
      let pod = documents[0]["spec"]?["template"]?["spec"]
      let words = try #require(pod?["containers"]?[0]?["args"]?[0]?.string)
      let root = students.root.path
      return words.replacing(" /class ", with: " \(root)/class ")
        .replacing("/secret/secret", with: "\(root)/secret")
        .replacing("/grades/", with: "\(root)/")
    }
    for index in 0..<2 {
      let status = try run(
        script("byhand-grade"), students, ["JOB_COMPLETION_INDEX": "\(index)", "SHARDS": "2"])
      #expect(status == 0)
    }
    #expect(try run(script("byhand-merge"), students) == 0)
    let whole = "byhand grade class --pack 00 --secret-file secret --format csv --output one"
    #expect(try run(whole, students) == 0)
    #expect(try students.differences("all", "one") == [])
  }

  @Test func everyManifestIsYAML() throws {
    let blocks = try Self.page().matches(of: #/```yaml\n([\s\S]*?)```/#).map { String($0.1) }
    #expect(blocks.count >= 4)
    for block in blocks {
      #expect(try Self.documents(block).allSatisfy { $0.mapping != nil }, "\(block.prefix(60))")
    }
    // As many pods as shards: otherwise a part of the class is not graded.
    let job = try Self.documents(Self.block("name: byhand-grade"))[0]
    let pod = job["spec"]?["template"]?["spec"]?["containers"]?[0]
    #expect(
      job["spec"]?["completions"]?.int == pod?["env"]?[0]?["value"]?.string.flatMap { Int($0) })
  }

  /// Each line that calls the program is one that the program takes.
  @Test func everyCommandLineIsTaken() throws {
    let joined = try Self.page().replacing("\\\n", with: " ")
    let blocks = joined.matches(of: #/```(?:bash|yaml)\n([\s\S]*?)```/#).map { String($0.1) }
    let lines = blocks.flatMap { $0.split(separator: "\n") }.filter { !$0.contains("…") }
      .compactMap { $0.firstMatch(of: #/byhand ((?:grade|pack|check) .*)$/#) }
    #expect(lines.count >= 9)
    for line in lines {
      let words = String(line.1).replacing(#/ \|\| .*$/#, with: "").split(separator: " ")
        .map { $0 == "{}/4" ? "1/4" : Self.standIns(String($0).replacing("\"", with: "")) }
      #expect(throws: Never.self, "\(line.0)") { _ = try ByHand.parseAsRoot(words) }
    }
  }

  /// What a shell would put for the variables in a word.
  private static func standIns(_ word: String) -> String {
    word.replacing("$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT", with: "1/4")
      .replacing("$shard/$SHARDS", with: "1/16").replacing("$SLURM_CPUS_PER_TASK", with: "2")
  }

  private static func page() throws -> String {
    try String(
      contentsOf: Repository.root.appendingPathComponent("lessons/grading.md"), encoding: .utf8)
  }

  private static func documents(_ yaml: String) throws -> [Node] {
    try Array(Yams.compose_all(yaml: yaml))
  }
}
