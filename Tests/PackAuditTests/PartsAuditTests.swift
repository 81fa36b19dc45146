import LessonPacks
import PackSamples
import Testing

@testable import PackAudit

/// What a block opens is enough for it, and nothing of a later block's.
@Suite struct PartsAuditTests {
  private static let lesson = "lessons/tiny"

  /// Two blocks, and a reference in the parts that are given.
  private func problems(a: String, b: String) async throws -> [String] {
    let pack = try TinyPack([
      "\(Self.lesson)/pack.yml": """
      format: 1
      title: {en: Doubling}
      languages: [en]
      module: Doubling
      file: Double.swift
      declares:
        - {name: double, signature: "func double(_ x: Tensor) -> Tensor"}
        - {name: triple, signature: "func triple(_ x: Tensor) -> Tensor"}
      blocks:
        - id: A
          title: {en: Twice}
          checks:
            - id: twice
              statement: {en: "It doubles."}
              advice: {en: "Look at the factor."}
              rules: [{equal: {of: y, to: sum, within: 1e-6}}]
        - id: B
          title: {en: Three times}
          checks:
            - id: thrice
              statement: {en: "It triples."}
              advice: {en: "Look at the factor."}
              rules: [{equal: {of: y, to: sum, within: 1e-6}}]

      """,
      "\(Self.lesson)/text/en/B.md": "# Three times\n\nTriple it.\n",
      "\(Self.lesson)/hints/en/B.md": "## Where\n\nLook.\n",
      "\(Self.lesson)/probes/A.swift": Self.probe("A", "twice", "x + x", "double"),
      "\(Self.lesson)/probes/B.swift": Self.probe("B", "thrice", "x + x + x", "triple"),
      "solutions/tiny/Double.swift": """
      import TensorKit

      // MARK: - Block A

      \(a)

      // MARK: - Block B

      \(b)

      """,
    ])
    return try await pack.audit().problems.filter { $0.file.hasPrefix("solutions/") }
      .map(\.message)
  }

  private static func probe(
    _ block: String, _ id: String, _ sum: String, _ function: String
  ) -> String {
    """
    import ProbeKit
    import TensorKit

    func probes\(block)(_ probe: Probes) {
      probe("\(id)") { out in
        let x = Tensor.rand(3, 4) + 1
        out.record("sum", \(sum))
        out.record("y", \(function)(x))
      }
    }
    """
  }

  private static let double = "func double(_ x: Tensor) -> Tensor { x + x }"
  private static let triple = "func triple(_ x: Tensor) -> Tensor { double(x) + x }"

  @Test func partsThatAreEnoughAreLetPass() async throws {
    #expect(try await problems(a: Self.double, b: Self.triple) == [])
  }

  @Test func aHelperInALaterPartIsSaid() async throws {
    let found = try await problems(
      a: "func double(_ x: Tensor) -> Tensor { times(x, 2) }",
      b: "\(Self.triple)\n\nfunc times(_ x: Tensor, _ n: Float) -> Tensor { n * x }")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("cut off after block A, ") == true, "\(found)")
    #expect(found.first?.contains("cannot find 'times' in scope") == true, "\(found)")
  }

  @Test func aLaterBlocksCodeInAnEarlierPartIsSaid() async throws {
    let found = try await problems(a: Self.double + "\n\n" + Self.triple, b: "// Done above.")
    #expect(found == ["cut off after block A, it passes `thrice` of block B"])
  }
}
