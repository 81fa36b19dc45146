import Foundation
import LessonPacks
import PackSamples
import Reports
import TestSupport

@testable import Judge

/// A lesson of two blocks in a temporary folder, removed when the test lets go of it.
final class MiniPack: Sendable {
  let pack: Pack
  private let temporary = TemporaryFolder()
  var folder: URL { temporary.url }

  /// What a judge under test leaves behind would be found here.
  var scratch: URL { folder.appendingPathComponent("scratch") }

  init(
    solution: String = MiniPack.solution, further: [String: String] = [:], seconds: Double = 10,
    probes: [String: String] = ["A": MiniPack.probesA, "B": MiniPack.probesB]
  ) throws {
    pack = MiniPack.describe(
      folder: temporary.url, further: further.keys.sorted(), seconds: seconds)
    for name in ["pack/probes", "scratch", "student"] { try temporary.makeFolder(name) }
    for (name, text) in probes { try temporary.write("pack/probes/\(name).swift", text) }
    try temporary.write("solution/Triple.swift", solution)
    for (name, text) in further { try temporary.write("solution/\(name)", text) }
  }

  /// Where a test may put a student's file.
  var studentFile: URL { folder.appendingPathComponent("student/Triple.swift") }

  /// `cache` defaults to one that all tests share: what is in it is named by content.
  func judge(cache: URL? = nil) async throws -> Judge {
    Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: cache ?? BuiltPrograms.cache("judge"),
      temporaryFolder: scratch)
  }

  func report(
    on source: String, seed: UInt64 = 7, only: Set<String>? = nil,
    onEvent: @escaping @Sendable (JudgeEvent) -> Void = { _ in }
  ) async throws -> Report {
    let judge = try await judge()
    return try await JudgeTurns.shared.take {
      try await judge.run(
        StudentSource(bytes: Data(source.utf8)), seed: seed, only: only, onEvent: onEvent)
    }
  }

  private static func describe(folder: URL, further: [String], seconds: Double) -> Pack {
    func check(_ id: String, _ block: String, _ kind: CheckKind) -> Check {
      Check(
        id: id, block: block, statement: LocalizedText([.en: id]), advice: LocalizedText([:]),
        timeout: .seconds(seconds), kind: kind)
    }
    func block(_ id: String, _ checks: [Check]) -> Block {
      Block(id: id, title: LocalizedText([:]), text: LocalizedText([:]), hints: [], checks: checks)
    }
    return Pack(
      id: "mini", title: LocalizedText([.en: "mini"]), languages: [.en], module: "Mini",
      studentFile: "Triple.swift", furtherFiles: further,
      declarations: [
        Declaration(name: "triple", signature: "func triple(_ x: Tensor) -> Tensor"),
        Declaration(name: "constant", signature: "func constant() -> Int"),
        Declaration(name: "root", signature: "func root(_ n: Int) throws -> Int"),
      ],
      blocks: [
        block(
          "A",
          [
            check("triples", "A", .probe([.reference(of: "y", within: .exact)])),
            check("constant", "A", .probe([.exactly(of: "k", value: .number(3))])),
            check("strict", "A", .strict),
          ]),
        block(
          "B",
          [
            check("root_of_16", "B", .probe([.exactly(of: "root", value: .number(4))])),
            check("root_refuses", "B", .probe([.rejects(of: "refused")])),
          ]),
      ],
      measures: [
        Measure(
          id: "k", label: LocalizedText([:]), check: "constant", quantity: .value(of: "k"))
      ],
      gate: Gate(), folder: folder.appendingPathComponent("pack"),
      solutionFolder: folder.appendingPathComponent("solution"))
  }
}

extension MiniPack {
  static let probesA = """
    import ProbeKit
    import TensorKit

    func probesA(_ probe: Probes) {
      probe("triples") { out in
        let x = Tensor.rand(4, 3)
        out.record("x", x)
        out.record("y", triple(x))
      }
      probe("constant") { out in
        out.record("k", constant())
      }
    }
    """

  static let probesB = """
    import ProbeKit
    import TensorKit

    func probesB(_ probe: Probes) {
      probe("root_of_16") { out in
        out.record("root", try root(16))
      }
      probe("root_refuses") { out in
        out.rejects("refused") { _ = try root(-1) }
      }
    }
    """

  /// The solution, with parts that a test may replace.
  static func source(
    head: String = "", triple: String = "x * 3", constant: String = "3",
    root: String = MiniPack.root
  ) -> String {
    """
    import TensorKit
    \(head)
    struct NotANumber: Error {}

    func triple(_ x: Tensor) -> Tensor {
      \(triple)
    }

    func constant() -> Int {
      \(constant)
    }

    \(root)

    """
  }

  static let root = """
    func root(_ n: Int) throws -> Int {
      if n < 0 { throw NotANumber() }
      return Int(Double(n).squareRoot())
    }
    """

  static let solution = source()
}
