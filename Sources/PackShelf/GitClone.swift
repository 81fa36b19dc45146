import Containment
import Foundation
import SafeFiles

/// Copies a repository with the system's git, contained as everything that is not ours.
package enum GitClone {
  /// Clones the newest commit of `address` into `folder`, which must not exist. Nothing of the
  /// repository runs: no hooks, no submodules, and no transport that is a program.
  ///
  /// Throws `ContainmentError.cannotRun` with git's own words.
  package static func run(
    _ address: String, into folder: URL, sandbox: Sandbox, environment: [String: String]
  ) async throws(ContainmentError) {
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
    let buffer = OutputBuffer(limit: 65_536)
    let process = SandboxedProcess(
      jail: sandbox.jail, program: git,
      arguments: [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "clone", "--quiet",
        "--depth", "1", "--single-branch", "--no-tags", "--", address, folder.path,
      ],
      environment: variables, workingDirectory: folder.deletingLastPathComponent().path,
      policy: SandboxPolicy(cpuSeconds: 120, fileBytes: 256 << 20), timeout: .seconds(300))
    let status = try await process.run(onOutput: buffer.append, onError: buffer.append)
    guard status == .exited(0) else {
      let words = buffer.text.split(separator: "\n").suffix(3).joined(separator: " ")
      throw .cannotRun(program: "git clone \(address)", reason: words)
    }
  }
}
