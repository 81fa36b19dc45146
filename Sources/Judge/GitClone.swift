import Foundation
import SafeFiles

/// Copies a repository with the system's git, contained as everything that is not ours.
public enum GitClone {
  /// Clones the newest commit of `address` into `folder`, which must not exist. Nothing of the
  /// repository runs: no hooks, no submodules, and no transport that is a program.
  ///
  /// Throws `JudgeError.cannotRun` with git's own words.
  public static func run(
    _ address: String, into folder: URL, toolchain: Toolchain, environment: [String: String]
  ) async throws(JudgeError) {
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    guard let git = SearchPath(path).program("git") else {
      throw .cannotRun(program: "git", reason: "it is not on PATH: install it, or clone by hand")
    }
    var variables = [
      "PATH": path, "LANG": "C", "GIT_TERMINAL_PROMPT": "0",
      "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    ]
    for name in ["HOME", "SSH_AUTH_SOCK", "https_proxy", "http_proxy", "no_proxy"] {
      variables[name] = environment[name]
    }
    let capture = Capture(limit: 65_536)
    let process = ContainedProcess(
      jail: toolchain.jail, program: git,
      arguments: [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "clone", "--quiet",
        "--depth", "1", "--single-branch", "--no-tags", "--", address, folder.path,
      ],
      environment: variables, workingDirectory: folder.deletingLastPathComponent().path,
      limits: ProcessLimits(cpuSeconds: 120, fileBytes: 256 << 20), secondsLimit: 300)
    let ending = try await process.run(onOutput: capture.append, onError: capture.append)
    guard ending == .exited(0) else {
      let words = capture.text.split(separator: "\n").suffix(3).joined(separator: " ")
      throw .cannotRun(program: "git clone \(address)", reason: words)
    }
  }
}
