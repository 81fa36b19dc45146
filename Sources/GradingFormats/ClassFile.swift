/// A file about a whole class.
public struct ClassFile: Sendable, Equatable {
  /// Its name in the folder of grades.
  public var path: String
  /// What stands in it.
  public var bytes: [UInt8]

  /// A file of bytes.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A file of text.
  public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
