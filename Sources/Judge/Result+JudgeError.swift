extension Result where Failure == JudgeError, Success: Sendable {
  /// What `body` returns or throws: for several at once, whose troubles are heard when all have ended.
  init(of body: () async throws(JudgeError) -> Success) async {
    do throws(JudgeError) {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
