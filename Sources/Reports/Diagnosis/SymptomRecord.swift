import LessonPacks

/// Every red check of a run with its symptoms, or what several runs on other seeds have in common.
public struct SymptomRecord: Sendable, Equatable, Codable {
  /// By check id; a check that is green is not there.
  public var red: [String: [Symptom]]
  /// Checks that were red on some seeds only: they say nothing.
  public var unsteady: [String]

  /// What the red checks show, by the check's id, and the ids of those that are not red every time.
  public init(red: [String: [Symptom]] = [:], unsteady: [String] = []) {
    self.red = red
    self.unsteady = unsteady
  }

  /// What one run shows; of a single run nothing is unsteady.
  public init(_ report: Report, pack: Pack) {
    self.init()
    for check in pack.checks {
      guard let verdict = report.results.first(where: { $0.id == check.id })?.verdict,
        let symptoms = Symptom.of(verdict, in: check)
      else { continue }
      red[check.id] = symptoms
    }
  }

  /// What holds on every seed. Precondition: at least one report.
  public init(common reports: [Report], pack: Pack) {
    precondition(!reports.isEmpty, "nothing is common to no reports")
    let records = reports.map { SymptomRecord($0, pack: pack) }
    self.init()
    for check in pack.checks.map(\.id) {
      let seen = records.compactMap { $0.red[check] }
      if seen.count == records.count {
        red[check] = Self.common(seen)
      } else if !seen.isEmpty {
        unsteady.append(check)
      }
    }
  }

  /// Every place that was seen on some seed. What a run lacks on another seed says nothing.
  private static func common(_ records: [[Symptom]]) -> [Symptom] {
    var places: [String] = []
    for symptom in records.joined() where !places.contains(symptom.place) {
      places.append(symptom.place)
    }
    return places.map { place in
      let seen = records.compactMap { $0.first { $0.place == place }?.detail }
      return Symptom(
        place: place, detail: seen.count == records.count ? .common(seen) : .sometimes)
    }
  }
}
