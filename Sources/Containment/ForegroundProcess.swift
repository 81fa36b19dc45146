import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A program that the student asked for and that gets the terminal, such as an editor.
package enum ForegroundProcess {
  /// Runs `command`, as a shell would read it, with `arguments` behind it, and waits for its end.
  /// Returns its exit status, or 128 and the signal that ended it.
  ///
  /// Throws `ContainmentError.cannotRun`.
  package static func run(_ command: String, _ arguments: [String]) async throws(ContainmentError)
    -> Int
  {
    // The keys that end an editor's prompt must not end the tutor. A handler, not SIG_IGN: that
    // would be handed down to the editor.
    let interrupt = signal(SIGINT) { _ in }
    let quit = signal(SIGQUIT) { _ in }
    defer {
      signal(SIGINT, interrupt)
      signal(SIGQUIT, quit)
    }
    do {
      let result = try await Subprocess.run(
        .path(FilePath("/bin/sh")),
        arguments: Arguments(["-c", command + " \"$@\"", "sh"] + arguments),
        input: .currentStandardInput, output: .currentStandardOutput,
        error: .currentStandardError)
      switch result.terminationStatus {
      case .exited(let code): return Int(code)
      case .signaled(let signal): return 128 + Int(signal)
      }
    } catch {
      throw ContainmentError.cannotRun(program: command, reason: "\(error)")
    }
  }
}
