import Foundation
import LessonPacks
import Observations

/// A pack's probe files, and the generated file that calls each of them.
struct ProbeSources: Sendable {
  /// In the order of their names.
  var files: [URL]

  static func of(_ pack: Pack) throws(JudgeError) -> ProbeSources {
    let folder = pack.folder.appendingPathComponent("probes", isDirectory: true)
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let files = (all ?? []).filter { $0.pathExtension == "swift" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    guard !files.isEmpty else {
      throw .packBroken(file: folder.path, reason: "it holds no probe")
    }
    return ProbeSources(files: files)
  }

  static let registryName = "ProbeRegistry.swift"

  /// `A.swift` declares `probesA(_:)`.
  var registry: String {
    let calls = files.map {
      "    \(ProbeContract.function(of: $0.deletingPathExtension().lastPathComponent))(probes)"
    }
    return """
      import \(ProbeContract.module)

      @_cdecl("\(Self.entryPoint)")
      public func \(Self.entryPoint)(_ pointer: UnsafeMutableRawPointer) {
        \(ProbeContract.module).ProbeProgram.withProbes(pointer) { probes in
      \(calls.joined(separator: "\n"))
        }
      }

      """
  }

  /// The symbol that byhand-probe looks up in a build.
  static let entryPoint = ProbeContract.entryPoint

  /// One line of a probe, from 1; never to be shown to a student.
  func line(_ number: Int, of name: String) -> String {
    guard let file = files.first(where: { $0.lastPathComponent == name }),
      let text = try? String(contentsOf: file, encoding: .utf8)
    else { return "" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.contains(number - 1) ? String(lines[number - 1]) : ""
  }

  /// Whether a probe's text has this word anywhere.
  func mention(_ word: String) -> Bool {
    files.contains { (try? String(contentsOf: $0, encoding: .utf8))?.contains(word) == true }
  }

  /// A digest of every file's name and content.
  func digest() throws(JudgeError) -> String {
    var content = Data(registry.utf8)
    for file in files {
      guard let bytes = try? Data(contentsOf: file) else {
        throw .packBroken(file: file.path, reason: "it cannot be read")
      }
      content.append(Data("\n\(file.lastPathComponent) \(bytes.count)\n".utf8))
      content.append(bytes)
    }
    return SHA256.hex(content)
  }

  func without(_ names: Set<String>) -> ProbeSources {
    ProbeSources(files: files.filter { !names.contains($0.lastPathComponent) })
  }
}
