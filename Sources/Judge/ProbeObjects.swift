import Foundation

/// The probes of one build as object files: taken from the cache if they were compiled before against
/// the same declarations of the student's, compiled otherwise.
struct ProbeObjects: Sendable {
  var frontend: Frontend
  var probes: ProbeSources
  var cache: ProbeCache
  /// The student's file in the build's folder, and what it says.
  var student: String
  var source: String

  private var folder: URL { frontend.tools.folder }
  private var files: [String] {
    [folder.appendingPathComponent(ProbeSources.registryName).path] + probes.files.map(\.path)
  }

  func compiled() async throws(JudgeError) -> Frontend.Compiled {
    let objects = files.indices.map { folder.appendingPathComponent("probes-\($0).o").path }
    let key = try await key()
    if let key, cache.restore(key, as: objects) {
      return Frontend.Compiled(succeeded: true, messages: [], objects: objects)
    }
    let compiled = try await compile(objects)
    if let key, compiled.succeeded { cache.keep(objects, as: key) }
    return compiled
  }

  /// Names everything that the objects depend on; nil where that cannot be said.
  private func key() async throws(JudgeError) -> String? {
    let module = folder.appendingPathComponent("interface.swiftmodule")
    guard try await frontend.emitInterface(of: student, to: module.path),
      let interface = StudentInterface.digest(of: source, module: module)
    else { return nil }
    let toolchain = frontend.tools.toolchain
    let parts =
      [interface, frontend.languageMode, frontend.module, toolchain.version]
      + [Toolchain.stamp(of: toolchain.probe), try probes.digest()]
    return SHA256.hex(Array(parts.joined(separator: "|").utf8))
  }

  /// Two compilers side by side, each with half of the files: both need most of a second otherwise.
  private func compile(_ objects: [String]) async throws(JudgeError) -> Frontend.Compiled {
    let middle = (files.count + 1) / 2
    async let first = Result(of: { () async throws(JudgeError) in
      try await compile(0..<middle, objects)
    })
    async let second = Result(of: { () async throws(JudgeError) in
      try await compile(middle..<files.count, objects)
    })
    let halves = [try await first.get(), try await second.get()]
    return Frontend.Compiled(
      succeeded: halves.allSatisfy(\.succeeded), messages: halves.flatMap(\.messages),
      objects: objects)
  }

  private func compile(
    _ range: Range<Int>, _ objects: [String]
  ) async throws(JudgeError) -> Frontend.Compiled {
    guard !range.isEmpty else {
      return Frontend.Compiled(succeeded: true, messages: [], objects: [])
    }
    let others = files.indices.filter { !range.contains($0) }.map { files[$0] }
    return try await frontend.compile(
      Array(files[range]), with: others + [student], objects: Array(objects[range]))
  }
}
