import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A sandboxed program that was started before its input is known, and waits to read it.
package final class PrewarmedProcess: Sendable {
  /// Stops the program, also while it waits.
  package let terminator = ProcessTerminator()
  /// The folder that it works in.
  package let workingDirectory: String

  /// The descriptor to write the input to, while there is one.
  private let input: Mutex<Int32?>
  private let handlers: AsyncStream<OutputHandlers>.Continuation
  private let ending: Task<Result<TerminationStatus, ContainmentError>, Never>

  /// Starts `process`, whose own input counts for nothing.
  ///
  /// Throws `cannotRun` where there is no pipe to be had.
  package init(_ process: SandboxedProcess) throws(ContainmentError) {
    var process = process
    do {
      let ends = try SandboxedProcess.pipe()
      process.input = ends.readEnd
      input = Mutex(ends.writeEnd.rawValue)
    } catch {
      throw .cannotRun(program: process.program, reason: "\(error)")
    }
    workingDirectory = process.workingDirectory
    let (stream, handlers) = AsyncStream.makeStream(of: OutputHandlers.self)
    self.handlers = handlers
    ending = Task.detached { [process, terminator] in
      await Result(of: { () async throws(ContainmentError) in
        try await process.run(terminator: terminator) { await stream.first { _ in true } }
      })
    }
  }

  /// Gives the program its whole input. False where it has ended, or the input does not fit its pipe:
  /// then it ends, and has done nothing.
  package func writeInput(_ bytes: [UInt8]) -> Bool {
    input.withLock { input in
      guard let end = input else { return false }
      // It must never wait for a program that does not read. A pipe may seem to have a reader where
      // it has none: a program that is being started has a copy of its end for a moment.
      let isWritten =
        !terminator.hasExited && fcntl(end, F_SETFL, O_NONBLOCK) == 0
        && write(end, bytes, bytes.count) == bytes.count
      if !isWritten { terminator.stop() }
      Self.close(&input)
      return isWritten
    }
  }

  /// Waits for the end of a program that has its input. Cancelling the task kills it.
  ///
  /// Throws as `SandboxedProcess.run` does.
  package func run(_ handlers: OutputHandlers) async throws(ContainmentError) -> TerminationStatus {
    self.handlers.yield(handlers)
    let result = await withTaskCancellationHandler {
      await ending.value
    } onCancel: {
      terminator.stop()
    }
    if Task.isCancelled { throw .cancelled }
    return try result.get()
  }

  /// Ends the program, and returns when nothing is left of it.
  package func end() async {
    input.withLock { Self.close(&$0) }
    terminator.stop()
    handlers.finish()
    _ = await ending.value
  }

  private static func close(_ input: inout Int32?) {
    if let end = input { _ = unistdClose(end) }
    input = nil
  }
}

/// The system's `close`, which a method of that name hides.
private func unistdClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
