/// A file or folder that could not be written, and why, in the system's words.
public struct FileTrouble: Error, Equatable, CustomStringConvertible {
  /// What was to be written.
  public var path: String
  /// Such as "No space left on device".
  public var reason: String

  /// The trouble with `path`.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// Both, as one line.
  public var description: String { "\(path): \(reason)." }
}
