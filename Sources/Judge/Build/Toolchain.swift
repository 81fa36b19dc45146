import Containment
import Foundation
import SafeFiles

/// The compiler, and the programs that are built together with this one.
public struct Toolchain: Sendable, Equatable {
  /// The folder of `swift-frontend`, `clang` and `swift-autolink-extract`.
  public var binaries: String
  /// For example `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
  public var version: String
  /// The fast linker, where there is one.
  public var gold: String?
  /// What contains every program that is not ours.
  public var sandbox: Sandbox
  /// The program that scenarios run in.
  public var probe: String
  /// The folder of TensorKit.swiftmodule and ProbeKit.swiftmodule.
  public var modules: String

  var frontend: String { binaries + "/swift-frontend" }
  var compiler: String { binaries + "/swiftc" }
  var autolinkExtract: String { binaries + "/swift-autolink-extract" }
  /// Holds the runtime's libraries and `swiftrt.o`.
  var runtime: String { binaries + "/../lib/swift/linux" }

  /// Looks for the compiler on `PATH`, and for the other programs in `programFolder`.
  ///
  /// Throws `noToolchain`, `programMissing`, `notJudged` or `cannotRun`.
  public static func find(
    environment: [String: String], programFolder: URL
  ) async throws(JudgeError) -> Toolchain {
    if let shortage = Machine.shortageForJudge() { throw .notJudged(.shortage(shortage)) }
    let path = environment["PATH"] ?? ""
    guard let compiler = SearchPath(path).program("swiftc") else {
      throw JudgeError.noToolchain(searched: path.isEmpty ? "PATH is empty" : path)
    }
    let jail = programFolder.appendingPathComponent("byhand-jail").path
    let probe = programFolder.appendingPathComponent("byhand-probe").path
    let modules = programFolder.appendingPathComponent("Modules").path
    for needed in [jail, probe, modules + "/TensorKit.swiftmodule"]
    where !FileManager.default.fileExists(atPath: needed) {
      throw JudgeError.programMissing(path: needed)
    }
    let resolved = URL(fileURLWithPath: compiler).resolvingSymlinksInPath()
    let binaries = resolved.deletingLastPathComponent().path
    // swiftc is a link to the frontend's own program: its change is the toolchain's change, and
    // asking it for its version would cost every start a tenth of a second.
    let sandbox = try await JudgeError.wrapping { () async throws(ContainmentError) in
      try await Sandbox.find(jail: jail, trying: probe)
    }
    return Toolchain(
      binaries: binaries, version: fileFingerprint(of: binaries + "/swift-frontend"),
      gold: SearchPath(path + ":/usr/bin").program("ld.gold"), sandbox: sandbox, probe: probe,
      modules: modules)
  }

  /// The compiler's own words about its version; slow, for `doctor`.
  public func fullVersion() async throws(JudgeError) -> String {
    let buffer = OutputBuffer(limit: 65_536)
    let process = SandboxedProcess(
      jail: sandbox.jail, program: compiler, arguments: ["--version"], environment: [:],
      workingDirectory: "/", timeout: .seconds(20))
    _ = try await JudgeError.wrapping { () async throws(ContainmentError) in
      try await process.run(onOutput: buffer.append, onError: { _ in })
    }
    return buffer.text.split(separator: "\n").first.map(String.init) ?? ""
  }

  /// The same with less of a sandbox where another user could not reach these folders.
  public func reaching(_ folders: [URL]) -> Toolchain {
    var toolchain = self
    toolchain.sandbox = sandbox.reaching(folders)
    return toolchain
  }

  /// Size and time of a program: what a build made with it depends on.
  static func fileFingerprint(of program: String) -> String {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: program).resolvingSymlinksInPath().path)
    let size = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(size)-\(time)"
  }
}
