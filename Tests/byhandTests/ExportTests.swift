import Archives
import Foundation
import TestSupport
import Testing

/// The exported graders, run in folders laid out as the engines lay them out. What setup.sh would
/// build is given by the environment.
@Suite(.fewAtATime, .serialized) struct ExportTests {
  /// Exports a new pack and unpacks it as the engine does.
  private func exported(_ engine: String, _ folder: String) throws -> InstructorClass {
    let students = try InstructorClass()
    let zip = students.root.appendingPathComponent("grader.zip")
    let outcome = try students.program.run([
      "pack", "export", students.pack, "--for", engine, "--output", zip.path, "--swift-version",
      "6.3.1",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    for entry in try Archive.files(in: Array(try Data(contentsOf: zip))) {
      let file = students.root.appendingPathComponent("\(folder)/\(entry.path)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(entry.bytes).write(to: file)
      try FileManager.default.setAttributes(
        [.posixPermissions: entry.isExecutable ? 0o755 : 0o644], ofItemAtPath: file.path)
    }
    return students
  }

  /// Runs a script as the engine does; returns results.json.
  private func run(
    _ students: InstructorClass, _ script: String, _ variables: [String: String] = [:]
  ) throws -> [String: Any] {
    let ended = try end(students, script, variables)
    #expect(ended.status == 0)
    #expect(ended.results == ["results.json"])
    let file = students.root.appendingPathComponent("engine/results/results.json")
    let bytes = try Data(contentsOf: file)
    return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
  }

  /// Runs a script as the engine does; returns what it left and said.
  private func end(
    _ students: InstructorClass, _ script: String, _ variables: [String: String]
  ) throws -> (status: Int32, results: [String], errors: String) {
    let process = Process()
    // By the shell's name: a program that another test is starting may still have the script open.
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [students.root.appendingPathComponent(script).path]
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": students.root.path, "XDG_CACHE_HOME": BuiltProgram.cache.path,
      "TMPDIR": students.root.appendingPathComponent("tmp").path,
      "BYHAND_ROOT": students.root.appendingPathComponent("engine").path,
      "BYHAND_GRADER": students.root.appendingPathComponent("image").path,
      "BYHAND_PROGRAM": BuiltProgram.program.path,
    ].merging(variables) { $1 }
    let temporary = students.root.appendingPathComponent("tmp")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    process.standardOutput = FileHandle.nullDevice
    let errors = students.root.appendingPathComponent("errors")
    try Data().write(to: errors)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == [])
    let results = students.root.appendingPathComponent("engine/results")
    return (
      process.terminationStatus,
      try FileManager.default.contentsOfDirectory(atPath: results.path),
      try String(contentsOf: errors, encoding: .utf8)
    )
  }

  private func points(_ results: [String: Any]) -> Double {
    (results["tests"] as? [[String: Any]] ?? []).reduce(0) {
      $0 + (($1["score"] as? Double) ?? 0)
    }
  }

  @Test func gradescope() throws {
    let students = try exported("gradescope", "engine/source")
    defer { students.remove() }
    let script = "engine/source/run_autograder"
    try students.write("engine/submission/Layer.swift", try students.solution)
    let right = try run(students, script)
    #expect(points(right) == 5.5)
    #expect((right["tests"] as? [[String: Any]])?.count == 5)
    try students.write("engine/submission/Layer.swift", try students.wrong("without_epsilon"))
    #expect(points(try run(students, script)) == 4.5)
    try students.write("engine/submission/Layer.swift", "import TensorKit\nlet x =")
    let broken = try run(students, script)
    #expect(points(broken) == 0)
    #expect((broken["output"] as? String)?.contains("does not compile") == true)
    try FileManager.default.removeItem(
      at: students.root.appendingPathComponent("engine/submission/Layer.swift"))
    let missing = try run(students, script)
    #expect((missing["output"] as? String)?.contains("There is no Layer.swift") == true)
  }

  /// A result is a mark there: for what could not be graded there is none, also not the one before.
  @Test func gradescopeGetsNoResultForWhatCouldNotBeGraded() throws {
    let students = try exported("gradescope", "engine/source")
    defer { students.remove() }
    let script = "engine/source/run_autograder"
    let right = try students.write("engine/submission/Layer.swift", try students.solution)
    func expectNone(_ variables: [String: String] = [:]) throws {
      let ended = try end(students, script, variables)
      #expect(ended.status == 1)
      #expect(ended.results == [])
      #expect(ended.errors.contains("This is not your fault"))
    }
    #expect(points(try run(students, script)) == 5.5)
    try expectNone(["BYHAND_PROGRAM": "/nowhere/byhand"])
    try expectNone(["PATH": "/usr/bin:/bin", "BYHAND_PROGRAM": "/bin/false"])
    try Data(try students.looping.utf8).write(to: right)
    try expectNone(["BYHAND_SECONDS": "1"])
    try students.write("engine/source/byhand/lessons/norm/pack.yml", "format: 1\n")
    try expectNone()
    try FileManager.default.removeItem(
      at: students.root.appendingPathComponent("engine/source/secret"))
    try expectNone()
  }

  /// A grader whose reference does not hold would give no right mark.
  @Test func aPackWhoseReferenceFailsIsNotExported() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let zip = students.root.appendingPathComponent("grader.zip")
    try students.write("solutions/norm/Layer.swift", try students.wrong("without_epsilon"))
    let outcome = try students.program.run([
      "pack", "export", students.pack, "--for", "gradescope", "--output", zip.path,
      "--swift-version", "6.3.1",
    ])
    #expect(outcome.status == 2, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.errors.contains("nothing was exported"))
    #expect(!FileManager.default.fileExists(atPath: zip.path))
  }

  @Test func prairieLearn() throws {
    let students = try exported("prairielearn", "image")
    defer { students.remove() }
    #expect(try students.text("image/Dockerfile").contains("RUN /byhand-grader/setup.sh"))
    let info = try students.text("image/info.json")
    #expect(info.contains("/byhand-grader/run_grader") && !info.contains("enabled"))
    let script = "image/run_grader"
    let file = try students.write("engine/student/Layer.swift", try students.solution)
    let right = try run(students, script)
    #expect(right["score"] as? Double == 1)
    #expect(right["gradable"] as? Bool == true)
    try Data("let x =".utf8).write(to: file)
    let broken = try run(students, script)
    #expect(broken["gradable"] as? Bool == false)
    let sorry = try run(students, script, ["BYHAND_PROGRAM": "/nowhere/byhand"])
    #expect(sorry["gradable"] as? Bool == false)
    #expect((sorry["format_errors"] as? [String])?.first?.contains("not your fault") == true)
  }

  @Test func theScriptsAreWellFormedAndSayWhatTheyInstall() throws {
    let students = try exported("gradescope", "engine/source")
    defer { students.remove() }
    for script in ["setup.sh", "run_autograder"] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = [
        "-n", students.root.appendingPathComponent("engine/source/\(script)").path,
      ]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(script)")
    }
    let setup = try students.text("engine/source/setup.sh")
    for needed in ["libncursesw5-dev", "git", "download.swift.org", "6.3.1", "swift build"] {
      #expect(setup.contains(needed), "\(needed)")
    }
    for needed in ["Package.swift", "Sources/TensorKit/Core/Tensor.swift", "lessons/norm/pack.yml"]
    {
      #expect(try !students.text("engine/source/byhand/\(needed)").isEmpty)
    }
    let manifest = try students.text("engine/source/byhand/Package.swift")
    #expect(manifest.contains("BYHAND_CPU") && setup.contains("BYHAND_CPU"))
  }

  /// What is exported holds no tests, and says the commit of each package of other people.
  @Test func theSameGraderIsBuiltAgain() throws {
    let students = try exported("gradescope", "engine/source")
    defer { students.remove() }
    let manifest = try students.text("engine/source/byhand/Package.swift")
    #expect(!manifest.contains("Tests/") && !manifest.contains("testTarget"))
    #expect(manifest.contains("swiftLanguageModes"))
    let tests = students.root.appendingPathComponent("engine/source/byhand/Tests")
    #expect(!FileManager.default.fileExists(atPath: tests.path))
    let resolved = try students.text("engine/source/byhand/Package.resolved")
    for package in ["swift-argument-parser", "yams", "swift-subprocess"] {
      #expect(resolved.contains("\"identity\" : \"\(package)\""), "\(package)")
    }
    #expect(resolved.matches(of: #/"revision" : "[0-9a-f]{40}"/#).count >= 3)
    #expect(!resolved.contains("originHash"))
    let setup = try students.text("engine/source/setup.sh")
    #expect(setup.contains("--force-resolved-versions") && setup.contains("VALIDSIG"))
  }

  @Test func twoExportsWithOneSecretAreTheSameBytes() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let secret = try students.write("secret", String(repeating: "5e", count: 32) + "\n")
    let archives = try ["one.zip", "two.zip"].map { name in
      let zip = students.root.appendingPathComponent(name)
      let outcome = try students.program.run([
        "pack", "export", students.pack, "--for", "prairielearn", "--output", zip.path,
        "--swift-version", "6.3.1", "--secret-file", secret.path,
      ])
      #expect(outcome.status == 0, "\(outcome.errors)")
      return try Data(contentsOf: zip)
    }
    #expect(archives[0] == archives[1])
    let unpacked = try Archive.files(in: Array(archives[0])).reduce(0) { $0 + $1.bytes.count }
    #expect(archives[0].count * 2 < unpacked)
  }
}
