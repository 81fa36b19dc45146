import Foundation

/// The programs that are built together with the tests: in a folder above the tests' own program.
public enum BuiltPrograms {
  /// The folder of them all.
  public static let folder = program("byhand-jail").deletingLastPathComponent()

  /// What tests share that is named by content, and slow to make, lies beside them.
  public static func cache(_ name: String) -> URL {
    folder.appendingPathComponent("\(name)-tests-cache", isDirectory: true)
  }

  /// A program by its name; one that was not built would lie beside the tests.
  public static func program(_ name: String) -> URL {
    var folder = tests.deletingLastPathComponent()
    while folder.path != "/" {
      let program = folder.appendingPathComponent(name)
      if FileManager.default.isExecutableFile(atPath: program.path) { return program }
      folder.deleteLastPathComponent()
    }
    return tests.deletingLastPathComponent().appendingPathComponent(name)
  }

  private static var tests: URL {
    #if os(Linux)
      let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    #else
      let own = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath
    #endif
    return URL(fileURLWithPath: own ?? CommandLine.arguments[0])
  }
}
