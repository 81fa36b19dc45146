import ArgumentParser

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say where you are, what the block asks, and which command comes next.")

  @OptionGroup var course: CourseOptions

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let desk = try Desk.open(try Course.open(course))
      for remark in desk.remarks { CommandOutput.remark(remark) }
      try desk.save()
      CommandOutput.line(desk.status())
    }
  }
}
