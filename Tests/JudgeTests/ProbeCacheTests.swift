import Foundation
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// Compiled probes may only be used again where the student's declarations are the same.
@Suite(.fewAtATime) struct ProbeCacheTests {
  private static let pair = """
    import TensorKit
    struct Pair {
      var value = 3
      var spare = 1
      func doubled(_ times: Int = 1) -> Int { value * 2 * times }
      func none(_ most: Int = 1) {}
    }
    """

  private func digest(_ source: String) async throws -> String? {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let file = try folder.write("Pair.swift", source)
    let cache = BuiltPrograms.cache("judge").appendingPathComponent("modules")
    try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
    let frontend = Frontend(
      tools: ToolRunner(
        toolchain: try await BuiltPrograms.toolchain(), folder: folder.url, caches: [cache]),
      module: "Mini", languageMode: "6", moduleCache: cache)
    let module = folder.file("interface.swiftmodule")
    let compiled = try await frontend.compile(
      [file.path], objects: [folder.file("pair.o").path], interfaces: [module.path])
    guard compiled.succeeded else { return nil }
    return StudentInterface.digest(of: source, modules: [module])
  }

  @Test(arguments: [
    ("value * 2 * times", "value + value - times"),
    ("import TensorKit", "import TensorKit\n\n// Why."),
  ])
  func bodiesCommentsAndLinesAreNoInterface(old: String, new: String) async throws {
    let first = try await digest(Self.pair)
    #expect(first != nil)
    #expect(try await digest(Self.pair.replacing(old, with: new)) == first)
  }

  @Test(arguments: [
    ("var value = 3", "let pad = 9\n  var value = 3"), ("var spare = 1", "var spare = 1.5"),
    ("var spare = 1", "var spare = 2"),
    ("var value = 3", "private var hidden = 1\n  var value = 3"),
    ("struct Pair", "final class Pair"),
    ("_ most: Int = 1", "_ most: Int? = nil"), ("_ times", "times"), ("-> Int {", "-> Int? {"),
    ("func doubled", "mutating func doubled"), ("struct Pair {", "struct Pair: Sendable {"),
    ("import TensorKit", "import TensorKit\nfunc triple() -> Int { 3 }"),
  ])
  func everyDeclarationIs(old: String, new: String) async throws {
    let changed = try await digest(Self.pair.replacing(old, with: new))
    #expect(changed != nil)
    #expect(try await digest(Self.pair) != changed)
  }

  @Test func aFileThatMakesNoModuleHasNone() async throws {
    #expect(try await digest("struct Pair { var value: Missing }") == nil)
  }

  @Test(arguments: [
    ("func f() -> some Sequence { [1] }", true), ("@inlinable func f() {}", true),
    ("@inline(__always) func f() {}", true), ("@_transparent func f() {}", true),
    ("let something = awesome(1)", false), ("let x_some = 1", false), ("final class A {}", false),
  ])
  func bodiesThatCallersSee(source: String, expected: Bool) {
    #expect(StudentInterface.mayShowBodies(source) == expected)
  }

  /// Object code that knows the old layout would read the other property.
  @Test func aChangedLayoutIsRead() async throws {
    for (body, value) in [
      ("struct Box { var k = 3 }", 3.0), ("struct Box { var k = 3; var pad = 8 }", 3),
      ("struct Box { var pad = 8; var k = 3 }", 3), ("struct Box { var pad = 8; var k = 4 }", 4),
      ("struct Box { var k: Int { 5 } }", 5), ("final class Box { var pad = 8; var k = 6 }", 6),
    ] {
      #expect(try await recorded(body, probe: "Box().k") == value, "\(body)")
    }
  }

  /// Callers learn the type behind `some` from a body.
  @Test func aChangedTypeBehindSomeIsRead() async throws {
    let head = "func steps() -> some Sequence<Int> "
    for (body, sum) in [("{ [1, 2] }", 3.0), ("{ 1...3 }", 6), ("{ Set([4]) }", 4)] {
      #expect(try await recorded(head + body, probe: "steps().reduce(0, +)") == sum, "\(body)")
    }
  }

  /// What the scenario `constant` records, with the student's file ending in `declarations`.
  private func recorded(_ declarations: String, probe: String) async throws -> Double? {
    let probes = [
      "A": """
      import ProbeKit
      func probesA(_ probe: Probes) {
        probe("constant") { out in out.record("k", \(probe)) }
      }
      """
    ]
    let mini = try MiniPack(
      solution: "struct Box { var k = -1 }\nfunc steps() -> [Int] { [-1] }",
      probes: probes)
    let report = try await mini.report(on: declarations + "\n", only: ["constant"])
    guard case .wrong(let findings) = report.results.first?.verdict,
      case .value(_, .number(let number), _) = findings.first?.kind
    else { return report.isGreen ? 3 : nil }
    return number
  }

  @Test func whatIsNotWholeIsNotRestored() throws {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let cache = ProbeCache(folder: folder.file("probes"), capacity: 2)
    let object = try folder.write("made.o", "one").path
    let out = (0..<2).map { folder.file("\($0).o").path }
    #expect(!cache.restore("a", as: out))
    cache.keep([object], as: "a")
    #expect(cache.restore("a", as: [out[0]]))
    #expect(FileManager.default.contents(atPath: out[0]) == Data("one".utf8))
    #expect(!cache.restore("a", as: out))
    for key in ["b", "c", "d"] { cache.keep([object], as: key) }
    let kept = try FileManager.default.contentsOfDirectory(atPath: cache.folder.path)
    #expect(kept.count == 2)
    #expect(cache.restore("d", as: [out[0]]))
  }

  /// It goes with the objects, and one file's outline takes the place of another's.
  @Test func anOutlineIsKnownWhileItsObjectsAreKept() throws {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let cache = ProbeCache(folder: folder.file("probes"), capacity: 1)
    #expect(!cache.hasOutline("one"))
    let object = try folder.write("made.o", "one").path
    cache.keep([object], as: "a")
    #expect(!cache.hasOutline("one"))
    cache.note(outline: "one", of: "a")
    #expect(cache.hasOutline("one"))
    cache.note(outline: "two", of: "a")
    #expect(cache.hasOutline("two") && !cache.hasOutline("one"))
    cache.keep([object], as: "b")
    #expect(!cache.hasOutline("two"))
  }
}
