import Foundation

extension Symptom.Detail {
  /// What several seeds have in common. Precondition: at least one.
  static func common(_ details: [Symptom.Detail]) -> Symptom.Detail {
    precondition(!details.isEmpty, "nothing is common to no details")
    var result = details[0]
    for detail in details.dropFirst() where detail != result {
      guard case .measured(let words, let range) = result,
        case .measured(let others, let other) = detail, others == words
      else { return .varying }
      result = .measured(
        words, min(range.lowerBound, other.lowerBound)...max(range.upperBound, other.upperBound))
    }
    return result
  }

  /// Whether what one run shows is what a known mistake shows.
  func fits(_ known: Symptom.Detail) -> Bool {
    switch (self, known) {
    case (_, .varying), (_, .sometimes): return true
    case (.measured(let words, let number), .measured(let others, let range))
    where words == others:
      // The seeds of the table are few: the next may well lie beyond them.
      let slack = max(
        Self.rounding * max(range.lowerBound.magnitude, range.upperBound.magnitude),
        2 * (range.upperBound - range.lowerBound))
      return number.lowerBound >= range.lowerBound - slack
        && number.upperBound <= range.upperBound + slack
    case (.plain, _), (.words, _), (.measured, _), (.varying, _), (.sometimes, _):
      return self == known
    }
  }

  private static let rounding = 2e-3

  /// Whether it tells this mistake from others at the same place.
  var isParticular: Bool {
    switch self {
    case .words, .measured: true
    case .plain, .varying, .sometimes: false
    }
  }
}

/// How the symptoms of one check in a run stand to those of a known mistake.
struct CheckLikeness {
  /// Whether the places are the same and nothing that was seen there differs.
  var fits = true
  /// How many of the places say something in particular, and how many say nothing more than that.
  var particular = 0
  var plain = 0

  init(_ seen: [Symptom], _ known: [Symptom]) {
    for place in Set(seen.map(\.place)).union(known.map(\.place)) {
      let before = known.first { $0.place == place }
      if before?.detail == .sometimes { continue }
      guard let now = seen.first(where: { $0.place == place }), let before,
        now.detail.fits(before.detail)
      else {
        fits = false
        continue
      }
      if before.detail.isParticular { particular += 1 } else { plain += 1 }
    }
  }
}

extension Symptom: Codable {
  private static let varying = "*"
  private static let sometimes = "?"

  /// Reads what `encode(to:)` writes. Throws where the value is no string.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let colon = text.firstRange(of: ": ") else {
      self.init(place: text, detail: .plain)
      return
    }
    let rest = String(text[colon.upperBound...])
    let detail: Detail =
      switch rest {
      case Self.varying: .varying
      case Self.sometimes: .sometimes
      default: Self.measured(rest) ?? .words(rest)
      }
    self.init(place: String(text[..<colon.lowerBound]), detail: detail)
  }

  /// `ratio = 8`, or `ratio = 2.4...2.6`
  private static func measured(_ text: String) -> Detail? {
    guard let sign = text.firstRange(of: "= ") else { return nil }
    let words = text[..<sign.lowerBound].trimmingCharacters(in: .whitespaces)
    let ends = text[sign.upperBound...].components(separatedBy: "...").map { Double($0) }
    guard let low = ends.first ?? nil, let high = ends.last ?? nil, ends.count <= 2, low <= high
    else { return nil }
    return .measured(words, low...high)
  }

  /// One string: the place alone, or the place, a colon and what was seen.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(detailText.map { "\(place): \($0)" } ?? place)
  }

  private var detailText: String? {
    switch detail {
    case .plain: nil
    case .words(let words): words
    case .measured(let words, let range):
      (words.isEmpty ? "" : words + " ") + "= "
        + (range.lowerBound == range.upperBound
          ? "\(range.lowerBound)" : "\(range.lowerBound)...\(range.upperBound)")
    case .varying: Self.varying
    case .sometimes: Self.sometimes
    }
  }
}
