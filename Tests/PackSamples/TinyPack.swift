import Foundation
import Judge
import LessonPacks
import TestSupport

/// A pack of one block in a temporary folder, removed when the test lets go of it.
public final class TinyPack {
  private let temporary = TemporaryFolder()
  public var root: URL { temporary.url }
  public var folder: URL { temporary.file("lessons/tiny") }

  public init(_ changes: [String: String] = [:]) throws {
    for (path, text) in Self.files.merging(changes, uniquingKeysWith: { $1 }) {
      try temporary.write(path, text)
    }
  }

  /// A judge with a cache that all tests share: what is in it is named by content.
  public func judge(temporaryFolder: URL? = nil, policy: TimeoutPolicy? = nil) async throws -> Judge
  {
    try await judge(
      of: PackLoader.load(folder), temporaryFolder: temporaryFolder, policy: policy)
  }

  /// The same for a pack that loads only in part.
  public func judge(
    of pack: Pack, temporaryFolder: URL? = nil, policy: TimeoutPolicy? = nil,
    pace: ReferencePace? = nil
  ) async throws -> Judge {
    Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("audit"),
      temporaryFolder: temporaryFolder ?? FileManager.default.temporaryDirectory,
      policy: policy, pace: pace)
  }

  private static let files = [
    "lessons/tiny/pack.yml": """
    format: 1
    title: {en: Doubling}
    languages: [en]
    module: Doubling
    file: Double.swift
    declares:
      - {name: double, signature: "func double(_ x: Tensor) -> Tensor"}
    blocks:
      - id: A
        title: {en: Twice}
        checks:
          - id: twice
            statement: {en: "It doubles."}
            advice: {en: "Look at the factor."}
            rules: [{equal: {of: y, to: sum, within: 1e-6}}]
          - id: keeps_shape
            statement: {en: "The shape stays."}
            advice: {en: "Look at the shape."}
            rules: [{exactly: {of: shape, value: "[3, 4]"}}]
          - id: strict_mode
            statement: {en: "It is strict."}
            advice: {en: "Read the warning."}
            compiles: strict
    measures:
      - {id: error, label: {en: Error}, check: twice, difference: {of: y, to: sum}}

    """,
    "lessons/tiny/text/en/A.md": "# Twice\n\nDouble it.\n",
    "lessons/tiny/hints/en/A.md": "## Where\n\nLook.\n",
    "lessons/tiny/starter/Double.swift": source("Tensor.zeros([1])"),
    "lessons/tiny/probes/A.swift": """
    import ProbeKit
    import TensorKit

    func probesA(_ probe: Probes) {
      probe("twice") { out in
        let x = Tensor.rand(3, 4) + 1
        out.record("sum", x + x)
        out.record("y", double(x))
      }
      probe("keeps_shape") { out in
        out.record("shape", "\\(double(Tensor.ones([3, 4])).shape)")
      }
    }
    """,
    "lessons/tiny/alternatives/times.swift": alternative("2 * x"),
    "lessons/tiny/wrong/tripled.swift": wrong("twice", "x + x + x", spares: "keeps_shape"),
    "lessons/tiny/wrong/summed.swift": wrong("keeps_shape", "2 * x.sum()"),
    "lessons/tiny/wrong/careless.swift": wrong("strict_mode", "var two = 2; return x + x"),
    "solutions/tiny/Double.swift": solution("x + x"),
  ]

  /// The text of `pack.yml`, to be changed.
  public static func manifest() throws -> String {
    guard let text = files["lessons/tiny/pack.yml"] else { throw CocoaError(.fileNoSuchFile) }
    return text
  }

  public static func source(_ body: String) -> String {
    "import TensorKit\n\nfunc double(_ x: Tensor) -> Tensor { \(body) }\n"
  }

  /// The same as a reference, whose parts are marked.
  public static func solution(_ body: String) -> String {
    source(body).replacing("func double", with: "// MARK: - Block A\n\nfunc double")
  }

  public static func alternative(_ body: String) -> String {
    "// How it differs: it is written otherwise.\n" + source(body)
  }

  /// `says` is its diagnosis; one that no other body has if left out.
  public static func wrong(
    _ caughtBy: String, _ body: String, spares: String? = nil, says: String? = nil
  ) -> String {
    let spared = spares.map { "// spared-by: \($0)\n" } ?? ""
    let sentence = says ?? "It computes \(body)."
    return "// caught-by: \(caughtBy)\n\(spared)// en: \(sentence)\n" + source(body)
  }
}
