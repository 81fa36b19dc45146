import ArgumentParser
import Foundation

/// Standard output and standard error of the commands.
enum CommandOutput {
  static func line(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Text without a line end.
  static func text(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  static func remark(_ text: String) {
    FileHandle.standardError.write(Data(("byhand: " + text + "\n").utf8))
  }

  /// Writes over the line of standard error that the last status stands on.
  static func status(_ text: String) {
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  /// Runs a command's body; the tool's own trouble becomes one clear paragraph and exit status 2.
  static func reportingTrouble(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let exit as ExitCode {
      throw exit
    } catch let error as ValidationError {
      throw error
    } catch {
      remark("\(error)")
      throw ExitCode(2)
    }
  }
}
