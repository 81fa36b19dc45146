/// Who hears what a program says, as it comes.
package struct OutputHandlers: Sendable {
  var onOutput: @Sendable ([UInt8]) -> Void
  var onError: @Sendable ([UInt8]) -> Void

  /// `onOutput` hears standard output and `onError` standard error, each in a task of its own.
  package init(
    onOutput: @escaping @Sendable ([UInt8]) -> Void, onError: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.onOutput = onOutput
    self.onError = onError
  }
}
