/// A file about a whole class: its name in the folder of grades, and its bytes.
public struct ClassFile: Sendable, Equatable {
  /// Relative to the folder of grades, with a `/` between folders.
  public var path: String
  public var bytes: [UInt8]

  /// A file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// A text in UTF-8.
  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}

/// What goes back to a platform, and which grades are not in it.
public struct PlatformFiles: Sendable, Equatable {
  public var files: [ClassFile]
  /// A sentence for each grade that could not be put into them, and why. Empty where all are.
  public var problems: [String]

  /// Files, and what is missing from them.
  public init(files: [ClassFile] = [], problems: [String] = []) {
    self.files = files
    self.problems = problems
  }
}
