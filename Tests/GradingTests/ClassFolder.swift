import Foundation
import GradingFormats
import Judge
import LessonPacks
import PackSamples
import TestSupport

@testable import Grading

/// A class of the tiny pack in a temporary folder, removed when the test lets go of it.
final class ClassFolder {
  let pack: TinyPack
  var root: URL { pack.root }
  var handedIn: URL { root.appendingPathComponent("class") }

  init(_ files: [String: String], seconds: Double = 10) throws {
    pack = try TinyPack()
    let manifest = pack.folder.appendingPathComponent("pack.yml")
    let text = try String(contentsOf: manifest, encoding: .utf8)
      .replacing(" rules:", with: " seconds: \(seconds)\n        rules:")
    try Data(text.utf8).write(to: manifest)
    try add(files)
  }

  func add(_ files: [String: String]) throws {
    for (path, text) in files { try put(path, Data(text.utf8)) }
  }

  func put(_ path: String, _ bytes: Data) throws {
    let file = handedIn.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  /// Grades into `output`; returns what was heard, a line a submission, sorted.
  @discardableResult
  func grade(
    into output: String, shard: Shard? = nil, secret: String = "a secret of a test",
    formats: [GradeFormat] = GradeFormat.allCases, newVersion: Bool = false
  ) async throws -> [String] {
    let loaded = try PackLoader.load(pack.folder)
    let book = try GradeBook(root.appendingPathComponent(output))
    defer { book.close() }
    let secret = try GradingSecret(secret)
    let all = try SubmissionFinder.find([handedIn], of: loaded.work)
    let part = shard.map { all.part($0) } ?? all
    let run = GradingRun(
      pack: loaded, packHash: try PackDigest.of(loaded), language: .en,
      sandbox: try await BuiltPrograms.toolchain().sandbox.level.rawValue,
      secretFingerprint: secret.fingerprint, formats: formats, shard: shard,
      found: part)
    let judge = try await pack.judge(
      temporaryFolder: book.judgeFolder, policy: TimeoutPolicy(timeouts: 1, share: 0.1))
    var heard: [String] = []
    var grader = Grader(judge: judge, pack: loaded, secret: secret, jobs: 2)
    grader.replacesVersion = newVersion
    _ = try await grader.grade(part, as: run, into: book) { event in
      switch event {
      case .graded(let grade): heard.append("graded \(grade.submission)")
      case .kept(let grade): heard.append("kept \(grade.submission)")
      case .ungraded(let name, let reason): heard.append("ungraded \(name): \(reason)")
      }
    }
    return heard.sorted()
  }

  /// Every file of an output but the lock and the times, by path.
  func contents(_ output: String) throws -> [String: String] {
    try texts(below: root.appendingPathComponent(output), without: [".lock", "times.csv"])
  }

  func grade(of submission: String, in output: String) throws -> Grade? {
    let file = root.appendingPathComponent("\(output)/records/\(submission).json")
    return GradeJSON.read(try Data(contentsOf: file))
  }
}
