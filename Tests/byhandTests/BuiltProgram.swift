import Foundation
import TestSupport

/// The program as it was built, run as a student would run it, in a home of its own.
struct BuiltProgram {
  private let folder = TemporaryFolder()
  var home: URL { folder.url }

  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// With the folder that holds a student's work, as whoever has once started has it.
  init(hasWorkspace: Bool = true) throws {
    if hasWorkspace { try folder.makeFolder("work") }
  }

  func remove() { folder.remove() }

  static let solution = Repository.root.appendingPathComponent(
    "solutions/00-lora-by-hand/LoRA.swift")

  static let program = BuiltPrograms.program("byhand")
  static let cache = BuiltPrograms.cache("command")

  var workspace: URL { home.appendingPathComponent("work") }
  var lesson: URL { workspace.appendingPathComponent("00-lora-by-hand") }
  var studentFile: URL { lesson.appendingPathComponent("Sources/MiniTuner/LoRA.swift") }
  var progressFile: URL { lesson.appendingPathComponent(".byhand/progress.json") }

  func write(_ text: String) throws {
    try FileManager.default.createDirectory(
      at: studentFile.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: studentFile, options: .atomic)
  }

  func environment(_ changes: [String: String] = [:]) -> [String: String] {
    var variables = ProcessInfo.processInfo.environment
    variables["HOME"] = home.path
    variables["XDG_CACHE_HOME"] = Self.cache.path
    variables["BYHAND_WORKSPACE"] = workspace.path
    variables["LANG"] = "en_US.UTF-8"
    variables["LC_ALL"] = "en_US.UTF-8"
    return variables.merging(changes) { $1 }
  }

  func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.environment = self.environment(environment)
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = Self.readAll(stdout.fileHandleForReading.fileDescriptor)
    let errors = Self.readAll(stderr.fileHandleForReading.fileDescriptor)
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }

  /// FileHandle's own reading traps when a signal of another test interrupts it.
  private static func readAll(_ descriptor: Int32) -> Data {
    var all = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return all }
      all.append(contentsOf: buffer[..<count])
    }
  }
}
