import Foundation
import Testing

/// Whoever reads a public name of ours can read what it is.
struct DocCommentTests {
  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")

  /// Every Swift file of every target, relative to `Sources`, sorted.
  private static func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") }.sorted()
  }

  @Test func everyPublicDeclarationHasADocComment() throws {
    var count = 0
    var bare: [String] = []
    for file in try Self.files() {
      let text = try String(contentsOf: Self.sources.appendingPathComponent(file), encoding: .utf8)
      let found = PublicDeclaration.all(in: text)
      count += found.count
      bare += found.filter { !$0.isDocumented }.map { "\(file):\($0.line): \($0.text)" }
    }
    #expect(bare == [], "say above each what it is, its unit or shape, and what it throws")
    // There are three times as many: with fewer the wrong folder was read.
    #expect(count >= 500, "only \(count) public declarations in \(Self.sources.path)")
  }
}
