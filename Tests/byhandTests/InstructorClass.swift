import Foundation
import TestSupport

/// A new pack and a class for it, in the home of a built program.
struct InstructorClass {
  let program: BuiltProgram
  var root: URL { program.home }
  var pack: String { root.appendingPathComponent("lessons/norm").path }

  init() throws {
    program = try BuiltProgram()
    _ = try program.run(["pack", "new", "norm", "--into", program.home.path])
  }

  func remove() { program.remove() }

  var solution: String {
    get throws {
      try String(
        contentsOf: root.appendingPathComponent("solutions/norm/Layer.swift"), encoding: .utf8)
    }
  }

  func wrong(_ name: String) throws -> String {
    try String(
      contentsOf: root.appendingPathComponent("lessons/norm/wrong/\(name).swift"),
      encoding: .utf8)
  }

  /// `forward` never returns.
  var looping: String {
    get throws { try solution.replacing("let square", with: "while true {}\n    let square") }
  }

  @discardableResult
  func write(_ path: String, _ text: String) throws -> URL {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }

  func grade(_ arguments: [String], environment: [String: String] = [:]) throws
    -> BuiltProgram.Outcome
  {
    try program.run(["grade"] + arguments + ["--pack", pack], environment: environment)
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The paths at which two folders differ.
  func differences(_ one: String, _ other: String) throws -> [String] {
    let (left, right) = (try contents(one), try contents(other))
    return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
  }

  /// Every file below a folder by its path, but for what two runs never have in common.
  func contents(_ path: String) throws -> [String: String] {
    try texts(below: root.appendingPathComponent(path), without: [".lock", "times.csv"])
  }
}
