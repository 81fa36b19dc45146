import GradingFormats

/// What a class comes to, in numbers.
struct ClassFigures: Equatable {
  var rows: Int
  var graded: Int
  var green: Int
  var ungraded: Int
  var absent: Int
  var late: Int
  /// In percent, sorted.
  var percents: [Double]

  init(_ grades: ClassGrades) {
    rows = grades.rows.count
    let all = grades.grades
    graded = all.count
    green = all.count { $0.green }
    ungraded = grades.rows.count { if case .ungraded = $0.outcome { true } else { false } }
    absent = grades.rows.count { $0.outcome == .absent }
    late = grades.rows.count { $0.delivery?.isLate == true }
    percents = all.map { 100 * $0.fraction }.sorted()
  }

  /// The share of the class below a point, for the quartiles: linear between two, as spreadsheets do it.
  func quantile(_ share: Double) -> Double? {
    guard let last = percents.last else { return nil }
    let place = share * Double(percents.count - 1)
    let low = Int(place)
    guard low + 1 < percents.count else { return last }
    return percents[low] + (place - Double(low)) * (percents[low + 1] - percents[low])
  }

  /// How many lie in each ten percent, from 0; 100 % has one of its own at the end.
  var bins: [Int] {
    percents.reduce(into: [Int](repeating: 0, count: 11)) { bins, percent in
      bins[percent >= 100 ? 10 : Int(percent / 10)] += 1
    }
  }
}

/// How many of those that could be run pass each check.
struct PassRate: Equatable {
  var id: String
  var statement: String
  var isHidden: Bool
  var passed: Int
  var of: Int

  /// By block in the pack's order, with the block's title and the rate of those that pass all of it.
  static func blocks(
    _ grades: [Grade]
  ) -> [(block: GradedBlock, green: Int, of: Int, checks: [PassRate])] {
    let ran = grades.filter(\.isRunnable)
    guard let first = ran.first else { return [] }
    return first.blocks.map { block in
      let checks = first.checks.filter { $0.block == block.id }.map { check in
        PassRate(
          id: check.id, statement: check.statement, isHidden: check.isHidden,
          passed: ran.count { grade in grade.checks.contains { $0.id == check.id && $0.passed } },
          of: ran.count)
      }
      let green = ran.count { grade in grade.blocks.contains { $0.id == block.id && $0.isGreen } }
      return (block, green, ran.count, checks)
    }
  }
}
