import APICards
import Foundation
import LessonPacks
import SafeFiles

/// TensorKit's cards, read from the module that is built beside this program: what it says of itself
/// is the only copy.
///
/// The compiler's words are kept in the cache folder under the digest of that module.
public struct APICardSource: Sendable {
  private let toolchain: Toolchain
  private let cacheFolder: URL

  /// `cacheFolder` keeps what was read of the module, under the module's digest.
  public init(toolchain: Toolchain, cacheFolder: URL) {
    self.toolchain = toolchain
    self.cacheFolder = cacheFolder
  }

  /// The cards of everything in TensorKit, those that a lesson speaks of first.
  ///
  /// Throws `JudgeError`.
  public func cards(for pack: Pack) async throws(JudgeError) -> [APICard] {
    try await cards().lessonFirst(Self.names(in: pack))
  }

  /// The cards of what a lesson speaks of.
  ///
  /// Throws `JudgeError`.
  public func askedCards(for pack: Pack) async throws(JudgeError) -> [APICard] {
    try await cards().asked(by: Self.names(in: pack))
  }

  /// The cards of everything in TensorKit, by name.
  ///
  /// Throws `JudgeError`.
  public func cards() async throws(JudgeError) -> [APICard] {
    let kept = try symbolGraphFile()
    if let graph = Self.graph(at: kept) { return graph.cards }
    try await extract(to: kept)
    guard let graph = Self.graph(at: kept) else {
      throw .cannotRun(program: extractor, reason: "what it wrote cannot be read: \(kept.path)")
    }
    return graph.cards
  }

  private static func names(in pack: Pack) -> LessonNames {
    LessonNames(pack: pack, starter: pack.starterText ?? "")
  }

  private static func graph(at file: URL) -> SymbolGraph? {
    (try? Data(contentsOf: file)).flatMap { try? SymbolGraph(json: $0) }
  }

  private static let module = "TensorKit"
  private var extractor: String { toolchain.binaries + "/swift-symbolgraph-extract" }
  private var keptFolder: URL { cacheFolder.appendingPathComponent("api", isDirectory: true) }

  private func symbolGraphFile() throws(JudgeError) -> URL {
    var content = Array(toolchain.version.utf8)
    for kind in ["swiftmodule", "swiftdoc"] {
      let file = "\(toolchain.modules)/\(Self.module).\(kind)"
      guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: file)) else {
        throw .programMissing(path: file)
      }
      content += bytes
    }
    return keptFolder.appendingPathComponent("\(SHA256.hex(content)).json")
  }

  /// Asks the compiler, and keeps the answer whole or not at all.
  private func extract(to kept: URL) async throws(JudgeError) {
    let folder = keptFolder.appendingPathComponent(".\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: folder.path, reason: error.systemReason)
    }
    let result = try await ToolRunner(toolchain: toolchain, folder: folder).run(
      extractor,
      [
        "-module-name", Self.module, "-I", toolchain.modules, "-target", Self.target,
        "-minimum-access-level", "public", "-skip-synthesized-members", "-skip-inherited-docs",
        "-module-cache-path", folder.path, "-output-dir", folder.path,
      ])
    let written = folder.appendingPathComponent("\(Self.module).symbols.json")
    guard result.status == .exited(0), FileManager.default.fileExists(atPath: written.path) else {
      throw .cannotRun(program: extractor, reason: String(result.text.suffix(400)))
    }
    removeOlder()
    do {
      try FileManager.default.moveItem(at: written, to: kept)
    } catch {
      // Another program put the same there first.
      if FileManager.default.fileExists(atPath: kept.path) { return }
      throw .cannotWrite(path: kept.path, reason: error.systemReason)
    }
  }

  /// What belongs to an earlier build of TensorKit is of no more use.
  private func removeOlder() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: keptFolder.path)) ?? []
    for name in names where name.hasSuffix(".json") {
      try? FileManager.default.removeItem(at: keptFolder.appendingPathComponent(name))
    }
  }

  #if arch(arm64)
    private static let architecture = "aarch64"
  #else
    private static let architecture = "x86_64"
  #endif
  #if os(Linux)
    private static let target = "\(architecture)-unknown-linux-gnu"
  #else
    private static let target =
      "\(architecture == "aarch64" ? "arm64" : architecture)-apple-macosx15.0"
  #endif
}
