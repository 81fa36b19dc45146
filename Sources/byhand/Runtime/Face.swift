import CellUI
import Tutor

/// One face of the tutor: how the model is shown, and what the student says. The tutor behind it is
/// the same.
protocol Face: AnyObject {
  /// Readable when the student may have said something.
  var inputDescriptor: Int32? { get }
  /// What the student said next, without waiting; nil where there is nothing.
  func nextMessage() -> Message?
  /// Shows what a message changed.
  func show(_ new: Model, after message: Message, from old: Model?)
  /// Seconds until a picture that was put off is due; nil where none is.
  func due(now: Double) -> Double?
  /// Draws what was put off.
  func flush(_ model: Model, now: Double)
  /// Gives the terminal to another program, and takes it back.
  func suspend()
  func resume()
  func close()
}

extension Face {
  func due(now: Double) -> Double? { nil }
  func flush(_ model: Model, now: Double) {}
  func suspend() {}
  func resume() {}
  func close() {}
}
