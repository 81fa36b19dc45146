import Foundation
import TestSupport
import Testing

@testable import Judge

/// The outline tells when to start the probes' compiler; what it misses costs time and nothing else.
@Suite(.fewAtATime) struct StudentOutlineTests {
  private static let layer = """
    import TensorKit

    /// Why.
    final class Layer: Module {
      let r: Int
      var scale: Float { alpha / Float(r) }

      init(r: Int = 8) {
        // Each in its turn.
        for i in 0..<r { print(i) }
        self.r = r
      }

      struct Options {
        var depth = 3
      }
    }

    func wrap(_ model: Module) throws {
      guard model is Layer else { throw Missing() }
    }
    """

  @Test func itsLinesAreThoseOutsideOfBodies() {
    #expect(
      StudentOutline.lines(of: Self.layer) == [
        "import TensorKit", "final class Layer: Module {", "let r: Int",
        "var scale: Float { alpha / Float(r) }", "init(r: Int = 8) {", "struct Options {",
        "var depth = 3", "func wrap(_ model: Module) throws {",
      ])
  }

  @Test(arguments: [
    ("self.r = r", "self.r = r + 1"), ("/// Why.", "/// What for.\n\n"),
    ("    // Each", "  // Each"),
    (
      "guard model is Layer else { throw Missing() }",
      "if model is Layer { return }\n  throw Missing()"
    ),
  ])
  func bodiesAndCommentsAreNotInIt(old: String, new: String) {
    let changed = Self.layer.replacing(old, with: new)
    #expect(changed != Self.layer)
    #expect(StudentOutline.digest(of: changed) == StudentOutline.digest(of: Self.layer))
  }

  @Test(arguments: [
    ("let r: Int\n", "let r: Int\n  var more = 1\n"), ("r: Int = 8", "r: Int = 4"),
    ("var depth = 3", "var depth = 3.5"), ("throws {", "{"), ("let r: Int\n", "let r: Int32\n"),
  ])
  func declarationsAre(old: String, new: String) {
    let changed = Self.layer.replacing(old, with: new)
    #expect(changed != Self.layer)
    #expect(StudentOutline.digest(of: changed) != StudentOutline.digest(of: Self.layer))
  }

  /// A brace in a string hides the declarations below it from the outline, not from the compiler.
  @Test func aWrongGuessCostsNoVerdict() async throws {
    let probes = [
      "A": """
      import ProbeKit
      func probesA(_ probe: Probes) {
        probe("constant") { out in out.record("k", Box().k) }
      }
      """
    ]
    let mini = try MiniPack(solution: "struct Box { var k = -1 }", probes: probes)
    let boxes = ["var k = 3", "var pad = 9.5; var k = 4", "var pad = 9; var more = 8; var k = 5"]
      .map { "let brace = \"{\"\nstruct Box { \($0) }\n" }
    #expect(Set(boxes.map(StudentOutline.digest)).count == 1)
    for (box, k) in zip(boxes, [3.0, 4, 5]) {
      let report = try await mini.report(on: box, only: ["constant"])
      guard case .wrong(let findings) = report.results.first?.verdict else {
        #expect(report.isGreen && k == 3, "\(report)")
        continue
      }
      #expect(
        findings.map(\.kind) == [.value(name: "k", yours: .number(k), expected: .number(3))])
    }
  }
}
