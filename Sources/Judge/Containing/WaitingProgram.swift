import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A contained program that was started before its input is known, and waits to read it.
final class WaitingProgram: @unchecked Sendable {
  /// Stops the program, also while it waits.
  let stopper = ProcessStopper()
  let workingDirectory: String

  private let lock = NSLock()
  /// The end to write the input to, while there is one.
  private var input: Int32?
  private let listeners: AsyncStream<ContainedProcess.Listeners>.Continuation
  private let ending: Task<Result<ProcessEnding, JudgeError>, Never>

  /// Starts `process`, whose own input counts for nothing.
  ///
  /// Throws `cannotRun` where there is no pipe to be had.
  init(_ process: ContainedProcess) throws(JudgeError) {
    var process = process
    do {
      let ends = try ContainedProcess.pipe()
      process.input = ends.readEnd
      input = ends.writeEnd.rawValue
    } catch {
      throw .cannotRun(program: process.program, reason: "\(error)")
    }
    workingDirectory = process.workingDirectory
    let (stream, listeners) = AsyncStream.makeStream(of: ContainedProcess.Listeners.self)
    self.listeners = listeners
    ending = Task.detached { [process, stopper] in
      await Result(of: { () async throws(JudgeError) in
        try await process.run(stopper: stopper) { await stream.first { _ in true } }
      })
    }
  }

  /// Gives the program its whole input. False where it has ended, or the input does not fit its pipe:
  /// then it ends, and has done nothing.
  func feed(_ bytes: [UInt8]) -> Bool {
    lock.withLock {
      guard let end = input else { return false }
      // It must never wait for a program that does not read. A pipe may seem to have a reader where
      // it has none: a program that is being started has a copy of its end for a moment.
      let isWritten =
        !stopper.isGone && fcntl(end, F_SETFL, O_NONBLOCK) == 0
        && write(end, bytes, bytes.count) == bytes.count
      if !isWritten { stopper.stop() }
      closeInput()
      return isWritten
    }
  }

  /// Waits for the end of a program that was fed. Cancelling the task kills it.
  ///
  /// Throws as `ContainedProcess.run` does.
  func run(_ listeners: ContainedProcess.Listeners) async throws(JudgeError) -> ProcessEnding {
    self.listeners.yield(listeners)
    let result = await withTaskCancellationHandler {
      await ending.value
    } onCancel: {
      stopper.stop()
    }
    if Task.isCancelled { throw .cancelled }
    return try result.get()
  }

  /// Ends the program, and returns when nothing is left of it.
  func end() async {
    lock.withLock(closeInput)
    stopper.stop()
    listeners.finish()
    _ = await ending.value
  }

  private func closeInput() {
    if let end = input { close(end) }
    input = nil
  }
}
