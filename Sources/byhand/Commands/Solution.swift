import ArgumentParser
import Foundation
import Progress
// Foundation has a class of this name.
import struct Progress.Progress

struct Solution: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the reference solution once its gate is open, or say what opens it.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The block (default: the first that is not green).")
  var block: String?
  @Option(help: "An instructor's key, which opens it at once.")
  var key: String?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      var desk = try Desk.open(try Course.open(course))
      for remark in desk.remarks { CommandOutput.remark(remark) }
      guard let block = try block.map(desk.course.block) ?? desk.course.currentBlock(desk.progress)
      else { return }
      if let key {
        guard desk.course.fits(key: key) else {
          CommandOutput.remark("that is not the key of this lesson; the gate stays as it is.")
          throw ExitCode(1)
        }
        desk.progress.openGate(of: block, by: .instructor)
      }
      try desk.save()
      switch desk.progress.gateState(of: block, gate: desk.course.pack.gate) {
      case .open:
        let url = desk.course.pack.solutionFolder
          .appendingPathComponent(desk.course.pack.studentFile)
        CommandOutput.line(try String(contentsOf: url, encoding: .utf8))
      case .closed(let remaining, let check):
        CommandOutput.line(
          PlainText(desk.language).gate(
            block: block.id, remaining: remaining, check: check,
            minutes: desk.course.pack.gate.minutes))
        throw ExitCode(1)
      }
    }
  }
}
