import Foundation
import TestSupport
import Testing

@testable import LessonPacks

/// The schema that editors have of `pack.yml`: what it says is what the loader reads.
@Suite struct PackSchemaTests {
  private static let file = Repository.lessons.appendingPathComponent("pack.schema.json")

  private static func shipped() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.lessons.path).sorted()
      .map { Repository.lessons.appendingPathComponent("\($0)/pack.yml") }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  @Test func itHasTheLoadersKeysAtEveryLevel() throws {
    let schema = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: Self.file)) as? [String: Any])
    func keys(_ path: String) -> [String] {
      var at: Any? = schema
      for part in path.split(separator: "/") { at = (at as? [String: Any])?[String(part)] }
      return ((at as? [String: Any])?["properties"] as? [String: Any])?.keys.sorted() ?? []
    }
    let levels: [(String, [String])] = [
      ("", ManifestReader.keys), ("properties/gate", PackKeys.gate),
      ("properties/declares/items", PackKeys.declaration), ("$defs/block", BlockReader.keys),
      ("$defs/check", CheckReader.keys), ("$defs/question", QuestionReader.keys),
      ("$defs/measure", PackKeys.measure),
      ("$defs/measure/properties/difference", PackKeys.difference),
      ("$defs/finale", PackKeys.finale),
      ("$defs/finale/properties/language_model", PackKeys.languageModel),
      ("$defs/finale/properties/bars/items", PackKeys.bars),
      ("$defs/rule", RuleName.allCases.map(\.rawValue) + ["advice"]),
      ("$defs/text", Language.allCases.map(\.rawValue)),
    ]
    for (path, known) in levels { #expect(keys(path) == known.sorted(), "\(path)") }
    for name in RuleName.allCases {
      #expect(
        keys("$defs/rule/properties/\(name.rawValue)") == PackKeys.rule(name).sorted(), "\(name)")
    }
  }

  @Test func everyShippedPackNamesIt() throws {
    for text in try Self.shipped() {
      #expect(text.hasPrefix("# yaml-language-server: $schema=../pack.schema.json\n"))
    }
  }

  @Test(.enabled(if: SchemaValidator.jsonschema.isWanted))
  func everyShippedPackHolds() throws {
    #expect(try SchemaValidator.yaml(Self.shipped(), against: Self.file) == "")
  }

  /// What the loader refuses of a good file, the schema refuses too.
  @Test(.enabled(if: SchemaValidator.jsonschema.isWanted))
  func whatTheLoaderRefusesItRefuses() throws {
    let good = try #require(Self.shipped().first)
    let changes = [
      ("format: 1", "format: 9"), ("languages: [en, es]", "languages: [en, xx]"),
      ("\nmodule: ", "\nmodul: "), ("\nfile: ", "\nfile: a/"),
      ("        - id: ", "        - ids: "),
      ("statement:", "statment:"), ("seconds: 1", "seconds: -1"),
      ("\n            weight: ", "\n            weights: "),
      ("- reference: {of: ", "- referenc: {of: "), ("gate: {minutes: ", "gate: {minute: "),
    ]
    var tried = 0
    for (part, other) in changes {
      guard let place = good.firstRange(of: part) else { continue }
      let bad = good.replacingCharacters(in: place, with: other)
      let log = ProblemLog()
      let manifest = YamlDocument.read(bad, file: "pack.yml", log: log)
        .flatMap(ManifestReader.manifest)
      #expect(manifest == nil || !log.problems.isEmpty, "\(part)")
      #expect(try SchemaValidator.yaml([bad], against: Self.file) != "", "\(part)")
      tried += 1
    }
    #expect(tried >= 6)
  }
}
