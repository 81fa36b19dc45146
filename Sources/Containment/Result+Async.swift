extension Result where Success: Sendable {
  /// What `body` returns or throws: for several at once, whose troubles are heard when all have ended.
  package init(of body: () async throws(Failure) -> Success) async {
    do throws(Failure) {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
