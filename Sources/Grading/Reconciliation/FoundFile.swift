import GradingFormats

/// A file that was found where somebody pointed at, and what became of it: a row of
/// `reconciliation.csv`.
public struct FoundFile: Sendable, Equatable {
  /// What became of a file.
  public enum Fate: String, Sendable, CaseIterable {
    /// It was read, and its student has a grade.
    case graded
    /// It was read, or could not be, and its student has no grade.
    case ungraded
    /// It lies in a student's folder or archive, and the grade does not depend on it.
    case beside
    /// Its student handed in again.
    case superseded
    /// Somebody may have handed it in, and its kind is not read.
    case refused
    /// It is nobody's work.
    case ignored
  }

  /// Below what was pointed at, or in a platform's export.
  public var path: String
  /// What became of it.
  public var fate: Fate
  /// The row that it belongs to.
  public var submission: String?
  /// Why it was not graded; nil for what was.
  public var reason: String?

  /// The columns of `reconciliation.csv`.
  static let header = "path,fate,submission,reason"

  var row: String { GradeTable.fields([path, fate.rawValue, submission ?? "", reason ?? ""]) }
}

/// How many files became what.
public struct Reconciliation: Sendable, Equatable {
  /// How many were found, counted apart from what became of them.
  public var found: Int
  /// How many have each fate, and of those without a grade how many for each reason.
  public private(set) var counts: [FoundFile.Fate: Int] = [:]
  /// See `counts`.
  public private(set) var reasons: [FoundFile.Fate: [String: Int]] = [:]

  /// Nothing yet, of so many.
  init(found: Int) { self.found = found }

  /// The same of the rows of `reconciliation.csv`.
  init(found: Int, rows: [String]) {
    self.init(found: found)
    for row in rows {
      guard let fields = (try? CSVText(reading: row, separator: .comma))?.rows.first?.fields,
        fields.count == 4, let fate = FoundFile.Fate(rawValue: fields[1])
      else { continue }
      take(fate, reason: fields[3].isEmpty ? nil : fields[3])
    }
  }

  mutating func take(_ fate: FoundFile.Fate, reason: String?) {
    counts[fate, default: 0] += 1
    if let reason { reasons[fate, default: [:]][reason, default: 0] += 1 }
  }

  /// Whether every file that was found became something, once.
  var addsUp: Bool { counts.values.reduce(0, +) == found }

  /// `66 files found = 60 graded + 2 refused + 4 ignored`, and under it a line for each reason.
  public func lines(most: Int = 5) -> [String] {
    let parts = FoundFile.Fate.allCases.compactMap { fate -> String? in
      guard let count = counts[fate], count > 0 || fate == .graded else { return nil }
      return "\(count) \(fate.words)"
    }
    let sum = parts.isEmpty ? "0 graded" : parts.joined(separator: " + ")
    return ["\(found) file\(found == 1 ? "" : "s") found = \(sum)"]
      + FoundFile.Fate.allCases.filter { $0 != .graded }.flatMap { fate -> [String] in
        let sorted = (reasons[fate] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let shown = sorted.prefix(most).map { "  \($0.value) \(fate.words): \($0.key)" }
        let rest = sorted.dropFirst(most).reduce(0) { $0 + $1.value }
        return shown
          + (rest > 0 ? ["  \(rest) more \(fate.words), each for a reason of its own"] : [])
      }
  }
}

extension FoundFile.Fate {
  fileprivate var words: String {
    switch self {
    case .graded: "graded"
    case .ungraded: "not graded"
    case .beside: "beside a student's work"
    case .superseded: "handed in again"
    case .refused: "refused"
    case .ignored: "ignored"
    }
  }
}
