import Foundation
import LessonPacks

/// The probes of one build as object files: taken from the cache if they were compiled before against
/// the same declarations of the student's, compiled otherwise.
struct ProbeObjects: Sendable {
  var frontend: Frontend
  var probes: ProbeSources
  var cache: ProbeCache
  /// The student's files in the build's folder, and what they say.
  var students: [String]
  var source: String
  /// Its `StudentOutline`.
  var outline: String

  private var folder: URL { frontend.tools.folder }
  /// The probes and the generated file that calls them.
  var files: [String] {
    [folder.appendingPathComponent(ProbeSources.registryName).path] + probes.files.map(\.path)
  }
  private var objects: [String] {
    files.indices.map { folder.appendingPathComponent("probes-\($0).o").path }
  }

  /// Whether the student's declarations look new: then nothing kept will do, most likely.
  var lookNew: Bool { !cache.hasOutline(outline) }

  /// What the objects depend on besides the student's declarations.
  func surroundings() throws(JudgeError) -> String {
    let toolchain = frontend.tools.toolchain
    let parts =
      [frontend.languageMode, frontend.module, toolchain.version]
      + [Toolchain.fileFingerprint(of: toolchain.probe), try probes.digest()]
    return parts.joined(separator: "|")
  }

  /// Names everything that the objects depend on, with the student's interface read from `modules`;
  /// nil where that cannot be said.
  func key(interfaces modules: [URL], _ surroundings: String) -> String? {
    StudentInterface.digest(of: source, modules: modules).map {
      SHA256.hex(Array("\($0)|\(surroundings)".utf8))
    }
  }

  /// What is kept under `key`; nil where nothing is.
  func kept(_ key: String) -> Frontend.Compiled? {
    // Not over objects that a compiler may be writing.
    let restored = objects.map { $0 + ".kept" }
    guard cache.restore(key, as: restored) else { return nil }
    cache.note(outline: outline, of: key)
    return Frontend.Compiled(objects: restored)
  }

  /// Keeps what was compiled under `key`.
  func keep(_ compiled: Frontend.Compiled, as key: String) {
    guard compiled.succeeded else { return }
    cache.keep(compiled.objects, as: key)
    cache.note(outline: outline, of: key)
  }

  /// Two compilers side by side, each with half of the files: both need most of a second otherwise.
  func compiled() async throws(JudgeError) -> Frontend.Compiled {
    let middle = (files.count + 1) / 2
    async let first = Result(of: { () async throws(JudgeError) in
      try await compile(0..<middle)
    })
    async let second = Result(of: { () async throws(JudgeError) in
      try await compile(middle..<files.count)
    })
    let halves = [try await first.get(), try await second.get()]
    var compiled = Frontend.Compiled(
      failure: halves.compactMap(\.failure).first { $0 != .refused }
        ?? halves.compactMap(\.failure).first, messages: halves.flatMap(\.messages),
      objects: objects)
    compiled.words = halves.first { !$0.succeeded }?.words ?? ""
    return compiled
  }

  private func compile(_ range: Range<Int>) async throws(JudgeError) -> Frontend.Compiled {
    guard !range.isEmpty else {
      return Frontend.Compiled(objects: [])
    }
    let others = files.indices.filter { !range.contains($0) }.map { files[$0] }
    return try await frontend.compile(
      Array(files[range]), with: others + students, objects: Array(objects[range]))
  }
}
