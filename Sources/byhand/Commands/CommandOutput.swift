import ArgumentParser
import CellUI
import Foundation
import Judge
import LessonPacks
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard output and standard error of the commands.
enum CommandOutput {
  /// The exit status where something kept the judge from judging: neither right nor wrong.
  static let notJudged: Int32 = 3

  static func line(_ text: String) { write(text + "\n", to: 1) }

  /// Words, broken at the terminal's width.
  static func paragraph(_ text: String) {
    line(wrap(StyledLine(text), width: LineFace.width).map(\.text).joined(separator: "\n"))
  }

  /// Text without a line end.
  static func text(_ text: String) {
    write(text, to: 1)
  }

  static func remark(_ text: String) {
    write("byhand: " + text + "\n", to: 2)
  }

  /// Writes over the line of standard error that the last status stands on.
  static func status(_ text: String) {
    write("\r\u{1B}[K\(text)", to: 2)
  }

  /// A reader that has gone, as `head` does, ends the program as any other's output would.
  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        if errno == EPIPE { exit(128 + SIGPIPE) }
        return
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Runs a command's body; the tool's own trouble becomes one clear paragraph and exit status 2.
  static func reportingTrouble(
    _ course: CourseOptions? = nil, _ body: () async throws -> Void
  ) async throws {
    do {
      try await body()
    } catch let exit as ExitCode {
      throw exit
    } catch let error as ValidationError {
      throw error
    } catch let error as SessionTrouble where error.isNotJudged {
      remark(error.description)
      throw ExitCode(notJudged)
    } catch let error as JudgeError where error.mayPass {
      let locale = CourseOptions.language(of: ProcessInfo.processInfo.environment)
      remark(error.phrase[course?.lang ?? locale ?? .en])
      throw ExitCode(notJudged)
    } catch let error as any Spoken {
      let locale = CourseOptions.language(of: ProcessInfo.processInfo.environment)
      remark(error.phrase[course?.lang ?? locale ?? .en])
      throw ExitCode(2)
    } catch {
      // An error names files, and what a file is called may be a stranger's choice.
      remark(VisibleText.page("\(error)"))
      throw ExitCode(2)
    }
  }
}
