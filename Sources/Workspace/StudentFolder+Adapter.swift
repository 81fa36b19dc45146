import Foundation

extension StudentFolder {
  /// Where the adapter lies that the student's file was trained into, in PEFT's layout.
  public var adapterFolder: URL { root.appendingPathComponent("adapter", isDirectory: true) }

  /// The same path, where an adapter lies there; nil where none does.
  public var adapter: String? {
    exists(adapterFolder.appendingPathComponent("adapter_config.json")) ? adapterFolder.path : nil
  }
}
