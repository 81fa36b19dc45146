import LessonPacks

/// One row of the list of steps and checks.
public enum LessonRow: Equatable, Sendable {
  case step(StepRow)
  /// A check under its step; `isNested` is false for a check without one.
  case check(Check, isNested: Bool)
  /// The finale, behind the last block.
  case finale

  /// What selecting the row selects; nil for the finale.
  var selection: Selection? {
    switch self {
    case .step(let row): .step(row.number)
    case .check(let check, _): .check(check.id)
    case .finale: nil
    }
  }
}

/// A step, folded or not.
public struct StepRow: Equatable, Sendable {
  /// From 1, as the text and the checks name it.
  public var number: Int
  /// Its heading; empty where the text has none.
  public var title: String
  /// What is known of its checks together.
  public var mark: CheckMark
  /// How many of its checks are green.
  public var green: Int
  /// How many checks it has.
  public var count: Int
}

extension Model {
  /// The numbers of a block's steps: those of its text, and those its checks name.
  func stepNumbers(of block: Block) -> [Int] {
    let texts = block.steps(language).map(\.number)
    let named = block.checks.compactMap(\.step)
    return Set(texts + named).sorted()
  }

  /// The rows of the selected block: each step, and under the current one and those that are red
  /// their checks.
  public var rows: [LessonRow] {
    guard let block = selectedBlock else { return [] }
    var rows: [LessonRow] = []
    let titles = block.steps(language)
    for number in stepNumbers(of: block) {
      let checks = block.checks.filter { $0.step == number }
      let title = titles.first { $0.number == number }?.title ?? ""
      rows.append(
        .step(
          StepRow(
            number: number, title: title, mark: mark(of: checks),
            green: checks.count(where: isGreen), count: checks.count)))
      if number == currentStep || checks.contains(where: isRed) {
        rows += checks.map { .check($0, isNested: true) }
      }
    }
    rows += block.checks.filter { $0.step == nil }.map { .check($0, isNested: false) }
    if pack.finale != nil, block.id == pack.blocks.last?.id { rows.append(.finale) }
    return rows
  }

  /// The state of a step by its checks', but for those that wait for a later step. A step without
  /// checks has none to show.
  func mark(of checks: [Check]) -> CheckMark {
    let checks = checks.filter { progress.awaitedStep(of: $0) == nil }
    let marks = checks.map(mark(of:))
    if marks.contains(.wrong) { return .wrong }
    if marks.contains(.broken) { return .broken }
    if marks.contains(.running) { return .running }
    return !checks.isEmpty && marks.allSatisfy { $0 == .passed } ? .passed : .notBegun
  }

  /// The step that the selection is in; nil on the block's page and on a check without a step.
  public var currentStep: Int? {
    switch selection {
    case .page: nil
    case .step(let number): number
    case .check(let id): selectedBlock?.checks.first { $0.id == id }?.step
    }
  }

  /// The row of the selection; nil where it has none.
  var selectedRow: Int? { rows.firstIndex { $0.selection == selection } }

  /// Whether any step of the block has been begun.
  func hasBegun(_ block: Block) -> Bool {
    block.checks.contains { progress.hasBegun($0) }
  }
}
