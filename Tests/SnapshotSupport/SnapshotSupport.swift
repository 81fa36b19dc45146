import Foundation
import Testing

/// Compares a picture with `Snapshots/<name>.txt` beside the test.
///
/// With `BYHAND_RECORD=1` in the environment the file is written instead, and the test fails, so
/// that no recording passes for a comparison.
public func expectSnapshot(
  of picture: String, named name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent("Snapshots", isDirectory: true)
  let url = folder.appendingPathComponent("\(name).txt")
  let kept = try? String(contentsOf: url, encoding: .utf8)
  if ProcessInfo.processInfo.environment["BYHAND_RECORD"] == "1" {
    record(picture, at: url, sourceLocation)
  } else if let kept {
    guard kept != picture + "\n" else { return }
    Issue.record(
      "\(name) differs from its snapshot\n\(differences(kept, picture))",
      sourceLocation: sourceLocation)
  } else {
    Issue.record(
      "there is no snapshot \(name): BYHAND_RECORD=1 records it",
      sourceLocation: sourceLocation)
  }
}

private func record(_ picture: String, at url: URL, _ sourceLocation: SourceLocation) {
  do {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data((picture + "\n").utf8).write(to: url)
    Issue.record(
      "recorded \(url.lastPathComponent): read it, then run again",
      sourceLocation: sourceLocation)
  } catch {
    Issue.record("\(url.path) cannot be written: \(error)", sourceLocation: sourceLocation)
  }
}

/// The lines that differ: what was kept behind a -, what is there now behind a +.
private func differences(_ kept: String, _ picture: String) -> String {
  let before = kept.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  let after = picture.split(separator: "\n", omittingEmptySubsequences: false)
  return (0..<max(before.count, after.count)).flatMap { row -> [String] in
    let old = row < before.count ? String(before[row]) : nil
    let new = row < after.count ? String(after[row]) : nil
    guard old != new else { return [] }
    return [old.map { "\(row + 1) - \($0)" }, new.map { "\(row + 1) + \($0)" }].compactMap { $0 }
  }.joined(separator: "\n")
}
