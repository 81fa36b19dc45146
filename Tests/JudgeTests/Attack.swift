import Containment
import Foundation
import LessonPacks
import Reports
import Testing

@testable import Judge

/// One submission of the corpus in Attacks/, and what is expected to come of it. Its head says:
///
///     // Attack: what it tries.
///     // Expect: the kinds of verdict that are no credit and true; `a or b`
///     // Target: the check it attacks, if not `constant`
///     // Others: what the other checks end as, if they do not pass
///     // Strict: no, where the attack itself costs the strict check
///     // Limit: seconds a check may take
///     // Needs: the lowest level at which it is held, if not L0
///     // Shared: files of Attacks/Shared that it calls, put behind it: its own lines stay where they are
struct Attack: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  private let head: [String: String]

  var testDescription: String { name }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Attacks")

  static let all: [Attack] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      let file = folder.appendingPathComponent(name)
      return (try? String(contentsOf: file, encoding: .utf8)).map {
        Attack(name: String(name.dropLast(6)), text: $0)
      }
    }
  }()

  init(name: String, text: String) {
    self.name = name
    self.text = text
    var head: [String: String] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("// ") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      head[String(line[line.index(line.startIndex, offsetBy: 3)..<colon])] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    self.head = head
  }

  var expected: [String] { head["Expect"]?.components(separatedBy: " or ") ?? [] }
  var target: String { head["Target"] ?? "constant" }
  var others: [String] { head["Others"]?.components(separatedBy: " or ") ?? ["passed"] }
  var costsStrict: Bool { head["Strict"] == "no" }
  var seconds: Double { head["Limit"].flatMap(Double.init) ?? 10 }
  var shared: [String] { head["Shared"]?.components(separatedBy: ", ") ?? [] }
  var needed: SandboxLevel { head["Needs"].flatMap(SandboxLevel.init) ?? .limited }

  /// The whole submission: what the attack does not declare is as it should be.
  func source(filling places: [String: String]) throws -> String {
    let parts = try shared.map { name in
      try String(
        contentsOf: Self.folder.appendingPathComponent("Shared/\(name).swift"), encoding: .utf8)
    }
    var source = ([text] + parts).joined(separator: "\n")
    for (place, value) in places { source = source.replacing("__\(place)__", with: value) }
    if !source.contains("func triple(") {
      source += "\nfunc triple(_ x: TensorKit.Tensor) -> TensorKit.Tensor { x * 3 }\n"
    }
    if !source.contains("func constant(") { source += "\nfunc constant() -> Int { 3 }\n" }
    let needsTensors = !source.contains("\nimport TensorKit")
    return (needsTensors ? "import TensorKit\n" : "") + source
      + "\nstruct NotANumber: Error {}\n\n\(MiniPack.root)\n"
  }
}

extension Verdict {
  /// In the words of an attack's head.
  var kind: String {
    switch self {
    case .passed: "passed"
    case .wrong: "wrong"
    case .notRun(.doesNotCompile): "not compiled"
    case .notRun(.missingDeclarations): "missing"
    case .notRun(.notJudged): "not judged"
    case .notRun: "not run"
    case .broken(.crashed): "crashed"
    case .broken(.exited): "exited"
    case .broken(.timedOut): "timed out"
    case .broken(.outputLimitExceeded): "flooded"
    case .broken(.protocolViolation): "garbled"
    case .broken(.threw): "threw"
    case .broken(.missingObservations): "missing observations"
    }
  }
}
