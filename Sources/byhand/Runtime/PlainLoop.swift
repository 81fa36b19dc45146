import Foundation
import Judge
import LessonPacks
import Progress
import Reports

/// The tutor in lines: says where the student is, then takes one command a line until the input ends.
struct PlainLoop {
  var course: Course

  func run() async throws {
    var desk = try Desk.open(course)
    for remark in desk.remarks { CommandOutput.remark(remark) }
    CommandOutput.line(desk.status())
    while let line = readLine() {
      switch line.trimmingCharacters(in: .whitespaces).lowercased() {
      case "": continue
      case "q", "quit", "exit": return
      case "r", "run", "check": try await check(&desk)
      case "h", "hint": try hint(&desk)
      case "s", "status": CommandOutput.line(desk.status())
      case "l", "lesson": lesson(desk)
      default: CommandOutput.line(PlainText(desk.language).plainCommands)
      }
    }
  }

  private func check(_ desk: inout Desk) async throws {
    let source = StudentSource.read(course.folder.sourceFile)
    let judge = try await course.judge()
    let report = try await judge.run(source, seed: .random(in: .min ... .max)) { _ in }
    try desk.record(report, source: source.bytes)
    CommandOutput.line(
      TextReport.render(
        report, pack: course.pack, language: desk.language, color: OutputStyle.standardOutput))
  }

  private func hint(_ desk: inout Desk) throws {
    guard let block = course.currentBlock(desk.progress), !block.hints.isEmpty else { return }
    var record = desk.progress.blocks[block.id] ?? BlockRecord()
    record.hintsOpened = min(record.hintsOpened + 1, block.hints.count)
    desk.progress.blocks[block.id] = record
    try desk.save()
    CommandOutput.line("\(block.id) · \(record.hintsOpened)/\(block.hints.count)")
    CommandOutput.line(block.hints[record.hintsOpened - 1][desk.language])
  }

  private func lesson(_ desk: Desk) {
    guard let block = course.currentBlock(desk.progress) else { return }
    CommandOutput.line(block.text[desk.language])
  }
}
