import Foundation
import SafeFiles

/// The programs of the next run, started before there is a file to judge: a compiler, and a process
/// for each lane of scenarios. Between two saves the machine idles, and what they do until they read
/// is a sixth of what a student waits for.
final class HeadStart: @unchecked Sendable {
  /// The private folder of the run to come.
  let folder: URL
  private let lock = NSLock()
  private let toolchain: Toolchain
  private let stamps: [String]
  private var isTaken = false
  private var compiler: WaitingProgram?
  private var scenarios: [WaitingProgram] = []
  private var started: [WaitingProgram] = []

  /// Starts nothing yet.
  init(folder: URL, toolchain: Toolchain) {
    self.folder = folder
    self.toolchain = toolchain
    stamps = Self.stamps(of: toolchain)
  }

  /// Adds what waits.
  func add(compiler: WaitingProgram) {
    lock.withLock {
      self.compiler = compiler
      started.append(compiler)
    }
  }

  func add(scenarios: WaitingProgram) {
    lock.withLock {
      self.scenarios.append(scenarios)
      started.append(scenarios)
    }
  }

  /// True once, and only if the tools on disk are still those that were started.
  func take() -> Bool {
    lock.withLock {
      guard !isTaken, stamps == Self.stamps(of: toolchain) else { return false }
      isTaken = true
      return true
    }
  }

  func takeCompiler() -> WaitingProgram? {
    lock.withLock {
      defer { compiler = nil }
      return compiler
    }
  }

  func takeScenarios() -> WaitingProgram? { lock.withLock { scenarios.popLast() } }

  /// Ends what nobody took, and returns when nothing is left of it but the folder.
  func end() async {
    for program in lock.withLock({ started }) { await program.end() }
  }

  /// Ends it all if no run took it.
  func endUnlessTaken() async {
    guard lock.withLock({ !isTaken }) else { return }
    await end()
    UntrustedFolder(path: folder.path).remove()
  }

  private static func stamps(of toolchain: Toolchain) -> [String] {
    [toolchain.frontend, toolchain.jail, toolchain.probe].map(Toolchain.stamp)
  }
}
