import ArgumentParser
import LessonPacks
import Progress

struct Hint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the next rung of a block's hints, or read an open one again.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The block (default: the first that is not green).")
  var block: String?
  @Option(help: "Read this rung again; rungs open one after the other.")
  var rung: Int?

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      var desk = try Desk.open(try Course.open(course))
      for remark in desk.remarks { CommandOutput.remark(remark) }
      guard let block = try block.map(desk.course.block) ?? desk.course.currentBlock(desk.progress)
      else { return }
      var record = desk.progress.blocks[block.id] ?? BlockRecord()
      let wanted = rung ?? min(record.hintsOpened + 1, block.hints.count)
      guard (1...max(1, block.hints.count)).contains(wanted), wanted <= record.hintsOpened + 1
      else {
        throw ValidationError(
          "block \(block.id) has \(block.hints.count) hints, of which \(record.hintsOpened) are open; "
            + "the next one is --rung \(min(record.hintsOpened + 1, block.hints.count))")
      }
      record.hintsOpened = max(record.hintsOpened, wanted)
      desk.progress.blocks[block.id] = record
      try desk.save()
      CommandOutput.line("\(block.id) · \(wanted)/\(block.hints.count)")
      CommandOutput.line(block.hints[wanted - 1][desk.language])
    }
  }
}
