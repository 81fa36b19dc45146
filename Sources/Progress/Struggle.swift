import LessonPacks
import Reports

/// A check that was red while somebody worked on it, and what it looked like when it was last red.
public struct Struggle: Sendable, Equatable, Codable {
  /// The check's id.
  public var check: String
  /// Active seconds through which it was red without a break.
  public var seconds: Double
  /// What was found, by language.
  public var found: [String: String]
  /// The arrays that differed, where it was about arrays.
  public var picture: SmallPicture?

  /// A struggle with a check.
  public init(
    check: String, seconds: Double = 0, found: [String: String] = [:], picture: SmallPicture? = nil
  ) {
    self.check = check
    self.seconds = seconds
    self.found = found
    self.picture = picture
  }

  /// Longer is more; of two that are alike, the one that can be looked at.
  fileprivate var weight: (Double, Int) { (seconds, picture == nil ? 0 : 1) }
}

extension PageRecord {
  /// So many steps are kept of those overcome, and of those open.
  static let mostSteps = 8
}

extension StudentProgress {
  /// Keeps what the red checks of a run look like, and the struggles that it ends. Call it before
  /// `record`, which begins the red time of a check that passes anew.
  public mutating func keepForPage(_ report: Report, pack: Pack) {
    var kept = page ?? PageRecord()
    let places = Dictionary(
      pack.checks.map { ($0.id, "\($0.block).\($0.step ?? 0)") }, uniquingKeysWith: { $1 })
    let before = kept.open
    var red: [String: Struggle] = [:]
    for result in report.results {
      guard let place = places[result.id] else { continue }
      let seconds = checks[result.id]?.state == .failed ? checks[result.id]?.redSeconds ?? 0 : 0
      switch result.verdict {
      case .passed where seconds > 0:
        var ended = before[place].flatMap { $0.check == result.id ? $0 : nil }
        ended = ended ?? Struggle(check: result.id)
        ended?.seconds = seconds
        kept.overcome[place] = Self.longer(kept.overcome[place], ended)
      case .wrong where !report.unbegun.contains(result.id),
        .broken where !report.unbegun.contains(result.id):
        let seen = Struggle(result, seconds: seconds, pack: pack, before: before[place])
        red[place] = Self.longer(red[place], seen)
      case .passed, .wrong, .broken: break
      // Nothing new is known of it.
      case .notRun: red[place] = Self.longer(red[place], before[place])
      }
    }
    kept.open = Self.longest(red)
    kept.overcome = Self.longest(kept.overcome)
    if kept != page ?? PageRecord() { page = kept }
  }

  /// The struggles of the steps that took longest, at most `count` of them and none that took less than
  /// `least` seconds; with each whether its check is red still.
  ///
  /// Steps of a block that were red for the same time had one cause: the first stands for all of them.
  public func longestStruggles(
    _ count: Int, least: Double
  ) -> [(struggle: Struggle, isRed: Bool)] {
    guard let page else { return [] }
    let open = page.open.compactMapValues { struggle -> Struggle? in
      guard let record = checks[struggle.check], record.state == .failed else { return nil }
      var struggle = struggle
      struggle.seconds = record.redSeconds
      return struggle
    }
    let places = Set(open.keys).union(page.overcome.keys).sorted()
    let all = places.compactMap { place in
      Self.longer(page.overcome[place], open[place]).map {
        (block: place.prefix { $0 != "." }, struggle: $0, isRed: $0 == open[place])
      }
    }
    var told: [(block: Substring, struggle: Struggle, isRed: Bool)] = []
    for next in all.sorted(by: { $0.struggle.weight > $1.struggle.weight }) {
      let isTold = told.contains {
        $0.block == next.block && ($0.struggle.seconds - next.struggle.seconds).magnitude < 1
      }
      if next.struggle.seconds >= least, !isTold { told.append(next) }
    }
    return told.prefix(count).map { ($0.struggle, $0.isRed) }
  }

  private static func longer(_ one: Struggle?, _ other: Struggle?) -> Struggle? {
    guard let one, let other else { return one ?? other }
    return other.weight > one.weight ? other : one
  }

  private static func longest(_ struggles: [String: Struggle]) -> [String: Struggle] {
    guard struggles.count > PageRecord.mostSteps else { return struggles }
    let kept = struggles.sorted { left, right in
      left.value.weight == right.value.weight
        ? left.key < right.key : left.value.weight > right.value.weight
    }
    return Dictionary(
      uniqueKeysWithValues: kept.prefix(PageRecord.mostSteps).map { ($0.key, $0.value) })
  }
}

extension Struggle {
  /// What is seen of a red check; where there is nothing to look at, as in a crash, what there was
  /// before stays.
  fileprivate init(_ result: CheckResult, seconds: Double, pack: Pack, before: Struggle?) {
    var picture: SmallPicture?
    if case .wrong(let findings) = result.verdict {
      picture = findings.lazy.compactMap(SmallPicture.init).first
    }
    if picture == nil, let before, before.check == result.id, before.picture != nil {
      self = before
      self.seconds = seconds
      return
    }
    let found = Dictionary(
      uniqueKeysWithValues: Language.allCases.compactMap { language in
        Wording(language, pack: pack).sentences(for: result.verdict).first.map {
          (language.rawValue, $0)
        }
      })
    self.init(check: result.id, seconds: seconds, found: found, picture: picture)
  }
}
