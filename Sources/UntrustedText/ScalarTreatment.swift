/// What each way of making a text safe does with a scalar: strip, replace and refuse.
///
/// The ways are not alike, and none is a part of another: a student's own output loses what a terminal
/// obeys, a line of a report shows that something stood there, and a name of a file is refused only for
/// what no system can show on one line. Tests hold what each does with every scalar there is.
struct ScalarTreatment: Sendable, Equatable {
  /// What stands in the place of a scalar in a line that is shown.
  enum Shown: Sendable, Equatable {
    case itself
    case space
    /// A `·`.
    case dot
    /// Itself behind what it can join, else a `·`.
    case joined
  }

  /// Strip: left out of a text, with nothing in its place.
  var isStripped: Bool
  /// Replace.
  var shown: Shown
  /// Refuse: no name of a file that comes from outside may hold it.
  var isRefused: Bool
  /// Replace, in a name that is refused: nothing can be joined, and nothing unseen is left.
  var isDottedInNames: Bool

  private init(
    strip isStripped: Bool, show shown: Shown, refuse isRefused: Bool, dot isDottedInNames: Bool
  ) {
    self.isStripped = isStripped
    self.shown = shown
    self.isRefused = isRefused
    self.isDottedInNames = isDottedInNames
  }

  init(_ scalar: Unicode.Scalar) { self = Self.of(ScalarClass(scalar)) }

  static func of(_ kind: ScalarClass) -> ScalarTreatment {
    switch kind {
    case .plain: row(strip: false, show: .itself, refuse: false, dot: false)
    case .tab: row(strip: false, show: .space, refuse: true, dot: true)
    case .lineFeed: row(strip: false, show: .space, refuse: true, dot: true)
    case .lineEnd: row(strip: true, show: .space, refuse: true, dot: true)
    case .control: row(strip: true, show: .dot, refuse: true, dot: true)
    case .separator: row(strip: true, show: .space, refuse: true, dot: true)
    case .hiddenFormat: row(strip: true, show: .dot, refuse: false, dot: true)
    case .drawnFormat: row(strip: true, show: .itself, refuse: false, dot: true)
    case .annotation: row(strip: true, show: .dot, refuse: false, dot: true)
    case .joiner: row(strip: true, show: .joined, refuse: false, dot: true)
    case .selector: row(strip: false, show: .joined, refuse: false, dot: true)
    case .filler: row(strip: false, show: .dot, refuse: false, dot: true)
    case .privateUse: row(strip: true, show: .itself, refuse: false, dot: false)
    case .noncharacter: row(strip: false, show: .dot, refuse: false, dot: false)
    }
  }

  private static func row(
    strip: Bool, show: Shown, refuse: Bool, dot: Bool
  ) -> ScalarTreatment {
    ScalarTreatment(strip: strip, show: show, refuse: refuse, dot: dot)
  }
}
