import CellUI
import LessonPacks
import Observations
import Reports

/// A finding's arrays as matrices that can be drawn: the last dimension goes across, the one before it
/// down; with more than two, one slice at a time.
struct Picture: Equatable {
  /// Of one slice.
  let rows: Int
  let columns: Int
  let slices: Int
  let yours: ObservedArray
  /// Nil where there is nothing to compare with: bounds only.
  let expected: ObservedArray?
  /// The offset that the cursor stands on until it is moved: of what is drawn, the element that is
  /// farthest from where it should be.
  let worst: Int
  /// Differences up to here are rounding.
  let noise: Double
  /// How many elements are not as they should be.
  let differing: Int
  /// The name of what was recorded, and of what it is held against.
  let name: String
  let against: Comparison.Counterpart?

  init?(_ finding: Finding) {
    switch finding.kind {
    case .values(let comparison):
      self.init(
        comparison.yours, comparison.expected, noise: finding.rule?.noise(comparison.expected) ?? 0,
        differing: comparison.differing, name: comparison.name, against: comparison.against)
    case .outOfBounds(let name, let array, let low, let high, let outside):
      self.init(
        array, nil, bounds: (low, high), differing: outside, name: name, against: nil)
    case .shapes, .names, .value, .gradients, .same, .accepted, .threw, .notStrict: return nil
    }
  }

  private init?(
    _ yours: ObservedArray, _ expected: ObservedArray?, noise: Double = 0,
    bounds: (low: Double?, high: Double?) = (nil, nil), differing: Int, name: String,
    against: Comparison.Counterpart?
  ) {
    guard yours.canBeDrawn else { return nil }
    columns = yours.shape.last ?? 1
    rows = yours.shape.count > 1 ? yours.shape[yours.shape.count - 2] : 1
    slices = yours.values.count / (rows * columns)
    self.yours = yours
    let expected = expected?.values.count == yours.values.count ? expected : nil
    self.expected = expected
    self.noise = noise
    self.differing = differing
    self.name = name
    self.against = against
    worst =
      yours.values.indices.max { left, right in
        Self.distance(left, yours, expected, bounds) < Self.distance(right, yours, expected, bounds)
      } ?? 0
  }

  /// How far an element is from its expected value, or outside of its bounds; no number is farthest.
  private static func distance(
    _ index: Int, _ yours: ObservedArray, _ expected: ObservedArray?,
    _ bounds: (low: Double?, high: Double?)
  ) -> Double {
    let value = yours.values[index]
    if let expected {
      let distance = difference(value, expected.values[index]).magnitude
      return distance.isNaN ? .infinity : distance
    }
    guard !value.isNaN else { return .infinity }
    return max(
      bounds.low.map { $0 - value } ?? -.infinity, bounds.high.map { value - $0 } ?? -.infinity,
      bounds.low == nil && bounds.high == nil && !value.isFinite
        ? .infinity : -.greatestFiniteMagnitude)
  }

  var tabs: [DiffView.Tab] { expected == nil ? [.yours] : DiffView.Tab.allCases }

  func tab(_ wanted: DiffView.Tab) -> DiffView.Tab { expected == nil ? .yours : wanted }

  /// The slice of an element, and its place in it.
  func place(of offset: Int) -> (slice: Int, row: Int, column: Int) {
    let inSlice = offset % (rows * columns)
    return (offset / (rows * columns), inSlice / columns, inSlice % columns)
  }

  func offset(slice: Int, row: Int, column: Int) -> Int {
    (slice * rows + row) * columns + column
  }

  /// The value that is drawn for an element.
  func value(_ tab: DiffView.Tab, at offset: Int) -> Double {
    switch (tab, expected) {
    case (.expected, let expected?): expected.values[offset]
    case (.difference, let expected?):
      Self.difference(yours.values[offset], expected.values[offset])
    case (.yours, _), (.expected, nil), (.difference, nil): yours.values[offset]
    }
  }

  private static func difference(_ yours: Double, _ expected: Double) -> Double {
    yours == expected ? 0 : yours - expected
  }

  /// The end of the scale, the same for all slices. Yours and the expected array share one, or they
  /// could not be compared.
  func limit(_ tab: DiffView.Tab) -> Double {
    var largest = 0.0
    func take(_ value: Double) {
      if value.isFinite, value.magnitude > largest { largest = value.magnitude }
    }
    guard let expected else {
      for value in yours.values { take(value) }
      return largest
    }
    for (left, right) in zip(yours.values, expected.values) {
      if tab == .difference {
        take(Self.difference(left, right))
      } else {
        take(left)
        take(right)
      }
    }
    return largest
  }

  /// The index in each dimension of the element at a row-major offset.
  func index(of offset: Int) -> [Int] { Comparison.index(of: offset, in: yours.shape) }

  func offset(_ cursor: Int?) -> Int {
    guard let cursor, yours.values.indices.contains(cursor) else { return worst }
    return cursor
  }
}

extension Rule {
  /// Up to which difference from an expected array the rule sees rounding.
  fileprivate func noise(_ expected: ObservedArray) -> Double {
    switch self {
    case .reference(_, let within), .equal(_, _, let within), .exactly(_, _, let within):
      let largest = expected.values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
      return within.absolute + within.relative * max(1, largest)
    case .bounded, .differs, .names, .rejects, .accepts: return 0
    }
  }
}

extension Finding {
  /// The student's array that a finding is about, if it is about one that can be drawn.
  var array: ObservedArray? {
    switch kind {
    case .values(let comparison): comparison.yours.canBeDrawn ? comparison.yours : nil
    case .outOfBounds(_, let array, _, _, _): array.canBeDrawn ? array : nil
    case .shapes, .names, .value, .gradients, .same, .accepted, .threw, .notStrict: nil
    }
  }

  /// Whether there is something to look at: an array, or a table of gradients.
  var isPicture: Bool {
    if case .gradients = kind { return true }
    return array != nil
  }
}

extension ObservedArray {
  /// A single number is better read than looked at.
  fileprivate var canBeDrawn: Bool { values.count > 1 }
}

extension Model {
  /// What the detail draws; nil where it is text, and while the file does not build.
  var picture: Picture? {
    guard !detailIsBuild else { return nil }
    return selectedFinding.flatMap(Picture.init)
  }

  /// The same, without looking through the values: screens ask it often.
  var hasPicture: Bool { !detailIsBuild && selectedFinding?.array != nil }

  /// A file that does not build has one thing to say, whatever check is selected.
  var detailIsBuild: Bool {
    switch build {
    case nil, .built: false
    case .failed, .missingDeclarations, .unreadable: true
    }
  }
}
