import Foundation

extension StudentFolder {
  /// Whether an editor can complete here: the package was built once, by `swift build` or by the
  /// editor's own language server, and the library that the student's file imports is there as a module.
  ///
  /// Looks at names alone; a build that is out of date counts, since an editor brings it up to date.
  public var hasIndex: Bool {
    [".build", ".build/index-build"].contains { build in
      let folder = root.appendingPathComponent("\(build)/debug", isDirectory: true)
      return exists(folder.appendingPathComponent("Modules/TensorKit.swiftmodule"))
        && exists(folder.appendingPathComponent("index/store"))
    }
  }
}
