import ArgumentParser
import CellUI
import Foundation
import Judge
import LessonPacks
import Reports
import SafeFiles
import UntrustedText

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

  /// What stands before an answer, on standard error.
  static func question(_ text: String) { write(text, to: 2) }

  /// Writes over the line of standard error that the last status stands on.
  static func status(_ text: String) {
    write("\r\u{1B}[K\(text)", to: 2)
  }

  /// What could not be printed: of sysexits.h, an error of input or output.
  static let unwritten: Int32 = 74

  /// A reader that has gone, as `head` does, ends the program as any other's output would. Output that
  /// cannot be written otherwise is trouble: whoever reads a part of it must not take it for all.
  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&wait, 1, 1000)
          continue
        }
        if errno == EPIPE { endWithItsReader() }
        // Of standard error there is nowhere to tell.
        guard descriptor == 1 else { return }
        let reason = String(cString: strerror(errno))
        trouble(ProcessTrouble.cannotPrint(reason), language: nil)
        leave(unwritten)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Ends the program as the signal ends any other whose reader has gone. What starts programs has it
  /// ignored, so it is allowed again first.
  private static func endWithItsReader() -> Never {
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
    leave(128 + SIGPIPE)
  }

  /// Ends the program at once. `exit` would first run what was left for the end, while a check or a
  /// finale is still running on other threads, and one of them may trap on what is gone by then.
  private static func leave(_ status: Int32) -> Never { _exit(status) }

  /// A trouble's sentence, in the language asked for or the locale's.
  static func trouble(_ error: any Spoken, language: Language?) {
    let locale = CourseOptions.language(of: ProcessInfo.processInfo.environment)
    remark(error.phrase[language ?? locale ?? .en])
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
      trouble(error, language: course?.lang)
      throw ExitCode((error as? ProcessTrouble)?.isNotJudged == true ? notJudged : 2)
    } catch {
      // An error names files, and what a file is called may be a stranger's choice.
      remark(VisibleText.page(error.plainSentence))
      throw ExitCode(2)
    }
  }
}
