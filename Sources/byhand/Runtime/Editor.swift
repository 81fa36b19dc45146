import Containment
import Foundation
import Judge
import SafeFiles

/// The student's own editor.
struct Editor {
  /// As a shell would read it: `vim`, `code -w`.
  var command: String

  /// `$VISUAL`, then `$EDITOR`, then the first of the usual ones on `PATH`.
  init?(environment: [String: String]) {
    let named = [environment["VISUAL"], environment["EDITOR"]]
      .compactMap { $0 }.first { !$0.trimmingCharacters(in: .whitespaces).isEmpty }
    let path = SearchPath(environment["PATH"])
    let usual = ["nano", "vim", "vi", "emacs"].first { path.program($0) != nil }
    guard let command = named ?? usual else { return nil }
    self.command = command
  }

  /// Opens `file` at a line and column from 1, and waits until the editor is closed.
  func open(_ file: URL, line: Int?, column: Int?) async throws -> Int {
    try await ForegroundProcess.run(command, arguments(file, line: line, column: column))
  }

  /// `+line file` is understood by vi, nano, emacs and their kin; editors with windows of their own
  /// want `--goto file:line:column`.
  func arguments(_ file: URL, line: Int?, column: Int?) -> [String] {
    let program = command.split(separator: " ").first.map(String.init) ?? command
    let name = URL(fileURLWithPath: program).lastPathComponent
    guard let line else { return [file.path] }
    if ["code", "codium", "cursor"].contains(name) {
      return ["--goto", "\(file.path):\(line):\(column ?? 1)"]
    }
    return ["+\(line)", file.path]
  }
}
