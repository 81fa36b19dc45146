import Foundation

extension StudentFolder {
  /// Where the adapter lies that the student's file was trained into, in PEFT's layout.
  public var adapterFolder: URL { root.appendingPathComponent("adapter", isDirectory: true) }
}
