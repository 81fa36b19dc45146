#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Testing

@testable import TensorKit

/// The catalogue says what is in the source, all of it and nothing else.
@Suite struct DocumentationTests {
  private static var folder: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
      .joined(separator: "/") + "/Sources/TensorKit"
  }

  private func page(_ path: String) throws -> String {
    String(decoding: try FileBytes.read("\(Self.folder)/\(path)"), as: UTF8.self)
  }

  /// With `BYHAND_RECORD=1` in the environment the page is written anew, and the test fails all the
  /// same.
  private func expect(_ text: String, at path: String) throws {
    if getenv("BYHAND_RECORD") != nil {
      try FileBytes.write(Array(text.utf8), to: "\(Self.folder)/\(path)")
    }
    #expect(getenv("BYHAND_RECORD") == nil, "recorded: read it, then test again")
    let kept = try page(path)
    let (before, now) = (Set(kept.split(separator: "\n")), Set(text.split(separator: "\n")))
    #expect(
      kept == text,
      """
      BYHAND_RECORD=1 swift test --filter DocumentationTests writes \(path) anew; \
      new: \(now.subtracting(before).sorted()), gone: \(before.subtracting(now).sorted())
      """)
  }

  @Test func fromPyTorchIsWhatTheCommentsSay() throws {
    try expect(FromPyTorchPage.text(try SourceFiles.all), at: FromPyTorchPage.path)
  }

  @Test func theTopicsOfTensorAreItsMembers() throws {
    try expect(FromPyTorchPage.tensorTopics(try SourceFiles.all), at: FromPyTorchPage.topicsPath)
  }

  /// What the reading of declarations skipped would be on no page.
  @Test func everyNameOfPyTorchIsOnThePage() throws {
    let page = try page(FromPyTorchPage.path)
    let named = try SourceFiles.all.flatMap { file in
      file.lines.indices.filter { file.lines[$0].drop { $0 == " " }.hasPrefix("/// PyTorch: `") }
        .filter { number in
          let declared = file.lines[number...].map { $0.drop { $0 == " " } }
            .first { !$0.hasPrefix("///") && (!$0.hasPrefix("@") || $0.contains(" func ")) }
          return DocumentedName.isPublic(declared ?? "")
        }.flatMap { DocumentedName.quoted(file.lines[$0]) }
    }
    #expect(named.count > 300)
    #expect(named.filter { !page.contains("| `\($0.replacing("|", with: "\\|"))` |") } == [])
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.filter { $0.hasSuffix("|  |") || $0.contains("``/") || $0.contains("/``") } == [])
  }

  /// A name that has changed is found here, before DocC looks for it.
  @Test func whatTheLandingPageLinksIsThere() throws {
    let linked = try page("TensorKit.docc/TensorKit.md").matches(of: /- ``([^`]+)``/)
      .map { String($0.1) }
    let there = Set(try SourceFiles.all.flatMap { DocumentedName.all(in: $0.lines).map(\.path) })
    #expect(linked.count > 15)
    #expect(linked.filter { !there.contains($0) } == [])
  }

  @Test func everyFolderHasAHeading() throws {
    let folders = Set(try SourceFiles.all.map { String($0.path.prefix { $0 != "/" }) })
    #expect(folders == Set(FromPyTorchPage.folders.map(\.0)))
  }

  @Test(arguments: [
    ("public final func sum(dim: [Int], keepDim: Bool = false) -> Tensor {", "sum(dim:keepDim:)"),
    ("public static func + (a: Tensor, b: Tensor) -> Tensor {", "+(_:_:)"),
    ("public static func .< (a: Tensor, b: Tensor) -> Tensor {", ".<(_:_:)"),
    ("public final subscript(index: Int) -> Tensor { self }", "subscript(_:)"),
    ("public final var T: Tensor {", "T"), ("public private(set) var keys: [String] = []", "keys"),
    ("case float32", "float32"),
    ("public init(_ p: Float = 0.5) {", "init(_:)"),
    ("public func noGrad<R>(_ body: () throws -> R) rethrows -> R {", "noGrad(_:)"),
    ("public final func amax(", "amax(_:keepDim:)"),
    ("public final func `where`(_ a: (Int, Int)) -> Int {", "where(_:)"),
  ])
  func aDeclarationIsRead(line: String, name: String) {
    let lines = [
      "extension Tensor {", "  /// PyTorch: `torch.a`, `torch.b`.", "  @discardableResult",
      "  \(line)", "    _ dim: Int, keepDim: Bool = false", "  ) -> Tensor {", "  }", "}",
    ].map { Substring($0) }
    let found = DocumentedName.all(in: lines)
    #expect(found.map(\.path) == ["Tensor/\(name)"])
    #expect(found.first?.inPyTorch == ["torch.a", "torch.b"])
  }

  @Test func whatIsNotPublicIsOnNoPage() {
    let lines = ["/// PyTorch: `torch.a`.", "func a() {}", "/// PyTorch: `b`.", "enum B {", "}"]
    #expect(DocumentedName.all(in: lines.map { Substring($0) }) == [])
  }
}
