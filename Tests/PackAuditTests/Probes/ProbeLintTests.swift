import LessonPacks
import PackSamples
import TestSupport
import Testing

@testable import PackAudit

/// What a probe file shows to a student's file is said; what it keeps for itself is not.
@Suite struct ProbeLintTests {
  private func said(_ text: String, name: String = "A.swift") -> [String] {
    ProbeLint.visibleNames(of: ProbeLint.Probe(name: name, text: text)).map {
      "\($0.line ?? 0): \($0.message.prefix { $0 != "," })"
    }
  }

  @Test(arguments: [
    ("let helper = 3\n", "1: `helper` is seen by the student's file"),
    ("var (a, b) = (1, 2)\n", "1: `a` is seen by the student's file"),
    ("func help() {}\n", "1: `help` is seen by the student's file"),
    ("func probesB(_ probe: Probes) {}\n", "1: `probesB` is seen by the student's file"),
    ("public struct Bench {}\n", "1: `Bench` is seen by the student's file"),
    ("@MainActor final class Bench {}\n", "1: `Bench` is seen by the student's file"),
    ("enum Size { case small }\n", "1: `Size` is seen by the student's file"),
    ("actor Counter {}\n", "1: `Counter` is seen by the student's file"),
    ("typealias Rows = [Int]\n", "1: `Rows` is seen by the student's file"),
    ("private(set) var count = 0\n", "1: `count` is seen by the student's file"),
    ("infix operator +++\n", "1: an operator is seen by the student's file"),
    ("func `repeat`() {}\n", "1: `repeat` is seen by the student's file"),
    (
      "extension Tensor {\n  private var a: Int { 1 }\n  var double: Int { 2 }\n}\n",
      "3: `double` of `Tensor` is seen by the student's file"
    ),
    (
      "extension Tensor { static func make() {} }\n",
      "1: `make` of `Tensor` is seen by the student's file"
    ),
    ("extension Int: Drawn {}\n", "1: `Int` is a `Drawn` in the student's file too"),
    (
      "#if os(Linux)\n  import Glibc\n  let limit = 3\n#endif\n",
      "3: `limit` is seen by the student's file"
    ),
    (
      "private let text = \"\"\"\n  func inText() {}\n  \"\"\"\nlet seen = 1 // let unseen = 2\n",
      "4: `seen` is seen by the student's file"
    ),
    (
      "private let closure: () -> Int = {\n  let inner = 1\n  return inner\n}\nfunc after() {}\n",
      "5: `after` is seen by the student's file"
    ),
  ])
  func whatAStudentsFileSeesIsSaid(_ text: String, _ expected: String) {
    #expect(said(text) == [expected])
  }

  @Test(arguments: [
    "import ProbeKit\nimport struct Foundation.Date\n\nfunc probesA(_ probe: Probes) {\n  let x = 1\n  func local() {}\n  struct Inner {}\n}\n",
    "private let a = 1, b = 2\nfileprivate var c: Int { 3 }\n",
    "private struct Bench {\n  var x = 1\n  func run() {}\n}\nextension Bench {\n  func more() {}\n}\n",
    "private extension Tensor {\n  var twice: Tensor { self + self }\n}\n",
    "fileprivate extension Tensor { var twice: Int { 2 } }\n",
    "private protocol Drawn {}\nextension Int: Drawn {}\n",
    "extension Tensor {\n  fileprivate static func make() {}\n}\n",
    "@_cdecl(\"x\") private func x() {}\n@available(*, deprecated)\nprivate final class Old: Module {\n  override init() { super.init() }\n}\n",
    "private enum Kind: String, CaseIterable {\n  case a, b\n  static let all = [a, b]\n}\n",
    "private let table: [String: (Int, Int)] = [\n  \"let x\": (1, 2),\n]\nprivate func f<T>(_ t: T) -> T where T: Equatable { t }\n",
  ])
  func whatAFileKeepsForItselfIsNot(_ text: String) {
    #expect(said(text) == [])
  }

  @Test func aScenarioDeclaredTwiceIsNamedAcrossFiles() {
    let first = ProbeLint.Probe(
      name: "A.swift",
      text: """
        func probesA(_ probe: Probes) {
          probe("twice") { out in out.record("probe(\\"in_text\\")", 1) }
          more(probe)
        }
        private func more(_ it: Probes) {
          it("once") { _ in }
          // it("twice") { _ in }
        }
        """)
    let second = ProbeLint.Probe(
      name: "B.swift",
      text: "func probesB(_ p: Probes) {\n  p(\"once\") { _ in }\n  p(\"\\(1)\") { _ in }\n}\n")
    let scenarios = [first, second].flatMap(ProbeLint.scenarios)
    #expect(scenarios.map(\.id) == ["twice", "once", "once"])
    #expect(
      ProbeLint.repeated(scenarios).map(\.description) == [
        "probes/B.swift:2: the scenario `once` is declared a second time, so no check can run; the "
          + "first is probes/A.swift:6. Give one of them the id of its own check, or remove it"
      ])
  }

  @Test(
    arguments: PackFinder.list(in: [Repository.root.appendingPathComponent("lessons")]).map(
      \.lastPathComponent))
  func shippedProbesKeepTheirNames(_ name: String) throws {
    let pack = try PackLoader.load(
      Repository.root.appendingPathComponent("lessons").appendingPathComponent(name))
    #expect(ProbeLint.problems(in: pack).map(\.description) == [])
    #expect(DeclaredNames.problems(in: pack).map(\.description) == [])
    // Every scenario that something runs is found by its text too: the lint reads what is there.
    let found = Set(ProbeLint.probes(of: pack).flatMap(ProbeLint.scenarios).map(\.id))
    #expect(Set(pack.checks.filter { $0.kind != .strict }.map(\.id)).subtracting(found) == [])
  }

  @Test func namesThatNothingDeclaresAreSaid() throws {
    let pack = try TinyPack([
      "lessons/tiny/pack.yml": try TinyPack.manifest().replacing(
        "name: double,", with: "name: duoble,")
    ])
    #expect(
      DeclaredNames.problems(in: try PackLoader.load(pack.folder)).map(\.description) == [
        "pack.yml: `declares` names `duoble`, which neither the reference nor the starter declares. "
          + "Did you mean `double`?"
      ])
  }

  @Test func theAuditSaysThem() async throws {
    let probes = """
      import ProbeKit
      import TensorKit

      let helper = 3

      func probesA(_ probe: Probes) {
        probe("twice") { out in
          let x = Tensor.rand(3, 4) + 1
          out.record("sum", x + x)
          out.record("y", double(x))
        }
        probe("keeps_shape") { out in
          out.record("shape", "\\(double(Tensor.ones([helper, 4])).shape)")
        }
        probe("twice") { _ in }
      }
      """
    let report = try await TinyPack(["lessons/tiny/probes/A.swift": probes]).audit()
    let said = report.problems.map(\.description)
    #expect(said.contains { $0.hasPrefix("probes/A.swift:4: `helper` is seen") }, "\(said)")
    #expect(said.contains { $0.hasPrefix("probes/A.swift:15: the scenario `twice`") }, "\(said)")
  }
}
