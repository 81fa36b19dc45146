import Foundation
import LessonPacks

/// A pack's probe files, and the generated file that calls each of them.
struct ProbeSources: Sendable {
  /// In the order of their names.
  var files: [URL]

  static func of(_ pack: Pack) throws -> ProbeSources {
    let folder = pack.folder.appendingPathComponent("probes", isDirectory: true)
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let files = (all ?? []).filter { $0.pathExtension == "swift" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    guard !files.isEmpty else {
      throw JudgeError.packBroken(file: folder.path, reason: "it holds no probe")
    }
    return ProbeSources(files: files)
  }

  static let registryName = "ProbeRegistry.swift"

  /// `A.swift` declares `probesA(_:)`.
  var registry: String {
    let calls = files.map { "    probes\($0.deletingPathExtension().lastPathComponent)(probes)" }
    return """
      import ProbeKit

      @_cdecl("\(Self.entryPoint)")
      public func \(Self.entryPoint)(_ pointer: UnsafeMutableRawPointer) {
        ProbeProgram.withProbes(pointer) { probes in
      \(calls.joined(separator: "\n"))
        }
      }

      """
  }

  /// The symbol that byhand-probe looks up in a build.
  static let entryPoint = "byhand_register_probes"

  func without(_ names: Set<String>) -> ProbeSources {
    ProbeSources(files: files.filter { !names.contains($0.lastPathComponent) })
  }

  /// The scenarios that a file declares, by reading `probe("id")`: which checks go with a file that
  /// does not compile.
  static func scenarios(in file: URL) -> [String] {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.matches(of: /probe\(\s*"([A-Za-z0-9_\-]+)"/).map { String($0.1) }
  }
}
