extension CourseOptions {
  /// A command about a lesson that was begun: opens it, does what the command does, and closes it. The
  /// tool's own trouble becomes one paragraph and an exit status.
  func inSession(_ body: (Session) async throws -> Void) async throws {
    try await CommandOutput.reportingTrouble(self) {
      let session = try await Session.command(try Course.open(self))
      defer { session.end() }
      try await body(session)
    }
  }

  /// The same for a command about a block, which the lesson's word may name too: it is the one that
  /// the session is at.
  func inSession(at block: String?, _ body: (Session) async throws -> Void) async throws {
    try await CommandOutput.reportingTrouble(self) {
      var block = block
      let session = try await Session.command(try Course.open(takingBlock(&block)))
      defer { session.end() }
      if let block { await session.prepare(.block(try session.course.block(block).id)) }
      try await body(session)
    }
  }
}
