import CellUI
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
  /// The offset that the cursor stands on until it is moved.
  let worst: Int

  init?(_ finding: Finding) {
    switch finding.kind {
    case .values(let comparison):
      self.init(comparison.yours, comparison.expected, worst: comparison.worst)
    case .outOfBounds(_, let array, let low, let high, _):
      let outside = array.values.firstIndex {
        !($0 >= low ?? -.greatestFiniteMagnitude && $0 <= high ?? .greatestFiniteMagnitude)
      }
      self.init(array, nil, worst: outside ?? 0)
    default: return nil
    }
  }

  private init?(_ yours: ObservedArray, _ expected: ObservedArray?, worst: Int) {
    // A single number is better read than looked at.
    guard yours.values.count > 1 else { return nil }
    columns = yours.shape.last ?? 1
    rows = yours.shape.count > 1 ? yours.shape[yours.shape.count - 2] : 1
    slices = yours.values.count / (rows * columns)
    self.yours = yours
    self.expected = expected?.values.count == yours.values.count ? expected : nil
    self.worst = min(max(0, worst), yours.values.count - 1)
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
    default: yours.values[offset]
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

extension Finding {
  /// The student's array that a finding is about, if it is about one that can be drawn.
  var array: ObservedArray? { Picture(self)?.yours }

  /// Whether there is something to look at: an array, or a table of gradients.
  var isPicture: Bool {
    if case .gradients = kind { return true }
    return Picture(self) != nil
  }
}

extension Model {
  /// What the detail draws; nil where it is text, and while the file does not build.
  var picture: Picture? {
    guard !detailIsBuild else { return nil }
    return selectedFinding.flatMap(Picture.init)
  }

  var hasPicture: Bool { picture != nil }

  /// A file that does not build has one thing to say, whatever check is selected.
  var detailIsBuild: Bool {
    switch build {
    case nil, .built: false
    case .failed, .missingDeclarations, .unreadable: true
    }
  }
}
