import Foundation
import Testing

/// A file in `Golden/`, beside a test's source, that says what a renderer must write.
public enum GoldenFile {
  /// Fails unless the file `name` holds `text` and a line end. With `BYHAND_RECORD=1` in the
  /// environment it is written anew, and the test fails all the same.
  public static func expect(
    _ text: String, _ name: String, test: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(fileURLWithPath: test).deletingLastPathComponent()
      .appendingPathComponent("Golden").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["BYHAND_RECORD"] == "1" {
      try Data((text + "\n").utf8).write(to: file)
      Issue.record("recorded \(name): read it, then test again", sourceLocation: sourceLocation)
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(text + "\n" == golden, "\(name)", sourceLocation: sourceLocation)
  }
}
