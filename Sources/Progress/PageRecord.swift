import LessonPacks
import Reports

/// What is kept for the page that shows a student's work, and for nothing else. The tutor does without:
/// a progress file that lacks it, or holds it damaged, is read as one in which nothing was kept yet.
public struct PageRecord: Sendable, Equatable, Codable {
  /// By step, as `A.5`: of its checks that were red and turned green, the one that was red for longest.
  public var overcome: [String: Struggle] = [:]
  /// By step: of its checks that are red, the one that has been for longest, as it was last seen. Its
  /// seconds are those of the check's record.
  public var open: [String: Struggle] = [:]
  /// The last finale that ran to its end.
  public var finale: FinaleRecord?
  /// By measure and by language: what was measured last.
  public var measured: [String: [String: String]] = [:]

  /// Nothing kept yet.
  public init() {}

  /// What a file lacks was not kept.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys) -> Value? {
      try? container.decodeIfPresent(Value.self, forKey: key)
    }
    overcome = read(.overcome) ?? [:]
    open = read(.open) ?? [:]
    finale = read(.finale)
    measured = read(.measured) ?? [:]
  }
}

extension StudentProgress {
  /// Keeps the values that a run measured, in every language of theirs.
  public mutating func keepForPage(measured: [MeasuredValue]) {
    guard !measured.isEmpty else { return }
    var record = page ?? PageRecord()
    record.measured = Dictionary(
      measured.map { value in
        (value.id, value.value.byLanguage.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value })
      }, uniquingKeysWith: { $1 })
    page = record
  }

  /// Keeps what is shown of a finale that ran to its end.
  public mutating func keepForPage(_ finale: FinaleRecord) {
    var record = page ?? PageRecord()
    record.finale = finale
    page = record
  }
}
