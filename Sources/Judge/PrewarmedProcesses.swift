import Containment
import Foundation
import SafeFiles
import Synchronization

/// The programs of the next run, started before there is a file to judge: a compiler, and a process
/// for each worker. Between two saves the machine idles, and what they do until they read is a sixth of
/// what a student waits for.
final class PrewarmedProcesses: Sendable {
  private struct State {
    var isTaken = false
    var compiler: PrewarmedProcess?
    var scenarios: [PrewarmedProcess] = []
    var started: [PrewarmedProcess] = []
  }

  /// The private folder of the run to come.
  let folder: URL
  private let toolchain: Toolchain
  private let fingerprints: [String]
  private let state = Mutex(State())

  /// Starts nothing yet.
  init(folder: URL, toolchain: Toolchain) {
    self.folder = folder
    self.toolchain = toolchain
    fingerprints = Self.fingerprints(of: toolchain)
  }

  /// Adds what waits.
  func add(compiler: PrewarmedProcess) {
    state.withLock {
      $0.compiler = compiler
      $0.started.append(compiler)
    }
  }

  func add(scenarios: PrewarmedProcess) {
    state.withLock {
      $0.scenarios.append(scenarios)
      $0.started.append(scenarios)
    }
  }

  /// True once, and only if the tools on disk are still those that were started.
  func take() -> Bool {
    state.withLock {
      guard !$0.isTaken, fingerprints == Self.fingerprints(of: toolchain) else { return false }
      $0.isTaken = true
      return true
    }
  }

  func takeCompiler() -> PrewarmedProcess? {
    state.withLock { state in
      defer { state.compiler = nil }
      return state.compiler
    }
  }

  func takeScenarios() -> PrewarmedProcess? { state.withLock { $0.scenarios.popLast() } }

  /// Ends what nobody took, and returns when nothing is left of it but the folder.
  func end() async {
    for program in state.withLock({ $0.started }) { await program.end() }
  }

  /// Ends it all if no run took it.
  func endUnlessTaken() async {
    guard state.withLock({ !$0.isTaken }) else { return }
    await end()
    UntrustedFolder(path: folder.path).remove()
  }

  private static func fingerprints(of toolchain: Toolchain) -> [String] {
    [toolchain.frontend, toolchain.sandbox.jail, toolchain.probe].map(Toolchain.fileFingerprint)
  }
}
