import CellUI
import Observations
import Reports

/// A finding's arrays as matrices that can be drawn: the last dimension goes across, all others
/// down.
struct Picture: Equatable {
  let rows: Int
  let columns: Int
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
    rows = yours.values.count / columns
    self.yours = yours
    self.expected = expected?.values.count == yours.values.count ? expected : nil
    self.worst = min(max(0, worst), yours.values.count - 1)
  }

  var tabs: [DiffView.Tab] { expected == nil ? [.yours] : DiffView.Tab.allCases }

  func tab(_ wanted: DiffView.Tab) -> DiffView.Tab { expected == nil ? .yours : wanted }

  func grid(_ tab: DiffView.Tab) -> HeatGrid {
    let values: [Double]
    switch (tab, expected) {
    case (.expected, let expected?): values = expected.values
    case (.difference, let expected?):
      values = zip(yours.values, expected.values).map { $0 == $1 ? 0 : $0 - $1 }
    default: values = yours.values
    }
    return HeatGrid(rows: rows, columns: columns, values: values)
  }

  /// The end of the scale. Yours and the expected array share one, or they could not be compared.
  func limit(_ tab: DiffView.Tab) -> Double {
    switch (tab, expected) {
    case (.yours, _?), (.expected, _): max(grid(.yours).limit, grid(.expected).limit)
    default: grid(tab).limit
    }
  }

  /// The index in each dimension of the element at a row-major offset.
  func index(of offset: Int) -> [Int] {
    var rest = offset
    let reversed = yours.shape.reversed().map { extent in
      defer { rest /= extent }
      return rest % extent
    }
    return reversed.reversed()
  }

  func offset(_ cursor: Int?) -> Int {
    guard let cursor, yours.values.indices.contains(cursor) else { return worst }
    return cursor
  }
}

extension Finding {
  /// The student's array that a finding is about, if it is about one that can be drawn.
  var array: ObservedArray? { Picture(self)?.yours }
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
