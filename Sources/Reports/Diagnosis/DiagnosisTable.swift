import Foundation
import LessonPacks

/// What each known wrong solution of a pack does in the checks: `diagnoses.json`, written by the
/// audit. It holds no value of the reference's, only how values stand to it.
public struct DiagnosisTable: Sendable, Equatable, Codable {
  /// The table's name in a pack's folder.
  public static let file = "diagnoses.json"
  /// The only version of the file that this program reads and writes.
  public static let currentVersion = 2

  /// That of the file it was read from; `currentVersion` for one that was made here.
  public var version: Int
  /// The seeds that the records are common to.
  public var seeds: [UInt64]
  /// What a file shows in which nothing was written yet.
  public var starter: SymptomRecord
  /// The pack's wrong solutions, in the order of their files.
  public var mistakes: [KnownMistake]

  /// A table of the current version.
  public init(seeds: [UInt64], starter: SymptomRecord, mistakes: [KnownMistake]) {
    version = Self.currentVersion
    self.seeds = seeds
    self.starter = starter
    self.mistakes = mistakes
  }

  /// The table of a pack, if it has one that this program can read.
  public static func load(_ pack: Pack) -> DiagnosisTable? {
    if case .table(let table) = read(pack) { table } else { nil }
  }

  /// What is wrong with a pack's table; nil where it can be read, and where there is none.
  public static func trouble(_ pack: Pack) -> DiagnosisTableTrouble? {
    if case .trouble(let trouble) = read(pack) { trouble } else { nil }
  }

  private enum Reading {
    case none
    case table(DiagnosisTable)
    case trouble(DiagnosisTableTrouble)
  }

  private struct Version: Decodable { var version: Int }

  private static func read(_ pack: Pack) -> Reading {
    let url = pack.folder.appendingPathComponent(file)
    guard FileManager.default.fileExists(atPath: url.path) else { return .none }
    func trouble(_ kind: DiagnosisTableTrouble.Kind) -> Reading {
      .trouble(DiagnosisTableTrouble(path: url.path, kind: kind))
    }
    guard let data = try? Data(contentsOf: url),
      let version = try? JSONDecoder().decode(Version.self, from: data).version
    else { return trouble(.damaged) }
    guard version == currentVersion else { return trouble(.version(version)) }
    guard let table = try? JSONDecoder().decode(DiagnosisTable.self, from: data) else {
      return trouble(.damaged)
    }
    return .table(table)
  }

  /// The file's content: indented, keys sorted, so that versions of it can be compared.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

/// A wrong solution that the pack knows.
public struct KnownMistake: Sendable, Equatable, Codable {
  /// The wrong solution's file without its ending.
  public var name: String
  /// What is wrong, in every language of the pack, by ISO 639-1 code.
  public var diagnosis: [String: String]
  /// What the checks show of it on every seed of the table.
  public var record: SymptomRecord
  /// The checks that must catch it, by id, the one it is named after first; nil in a table that was
  /// written before they were kept.
  public var caughtBy: [String]?

  /// A wrong solution of the pack, with what its checks showed.
  public init(_ solution: WrongSolution, record: SymptomRecord) {
    name = solution.name
    caughtBy = solution.caughtBy
    diagnosis = Dictionary(
      solution.diagnosis.byLanguage.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { $1 })
    self.record = record
  }

  /// What is wrong, without the languages that this program does not know.
  public var sentence: LocalizedText {
    let pairs = diagnosis.compactMap { code, text in Language(rawValue: code).map { ($0, text) } }
    return LocalizedText(Dictionary(pairs, uniquingKeysWith: { $1 }))
  }
}
