import Containment

extension JudgeError {
  /// The same in the judge's words.
  init(_ error: ContainmentError) {
    switch error {
    case .cannotRun(let program, let reason): self = .cannotRun(program: program, reason: reason)
    case .cancelled: self = .cancelled
    }
  }

  /// What `body` returns; its error in the judge's words.
  static func wrapping<Success: Sendable>(
    _ body: () async throws(ContainmentError) -> Success
  ) async throws(JudgeError) -> Success {
    do throws(ContainmentError) {
      return try await body()
    } catch {
      throw JudgeError(error)
    }
  }

  /// The same for what returns at once.
  static func wrapping<Success>(
    _ body: () throws(ContainmentError) -> Success
  ) throws(JudgeError) -> Success {
    do throws(ContainmentError) {
      return try body()
    } catch {
      throw JudgeError(error)
    }
  }
}
