/// A file or folder that could not be written, and why, in the system's words.
public struct FileTrouble: Error, Equatable, CustomStringConvertible {
  public var path: String
  public var reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "\(path): \(reason)." }
}
