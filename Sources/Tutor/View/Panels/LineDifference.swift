import CellUI
import LessonPacks

/// Two files line by line, as a unified diff with three lines around each change.
struct LineDifference {
  enum Row: Equatable {
    case same(String), removed(String), added(String)
    /// So many lines that are the same and not shown.
    case skipped(Int)
  }

  let rows: [Row]

  init(from old: String, to new: String, context: Int = 3) {
    let all = Self.aligned(Self.lines(old), Self.lines(new))
    let changed = all.indices.filter { if case .same = all[$0] { false } else { true } }
    var shown = [Bool](repeating: false, count: all.count)
    for index in changed {
      for near in max(0, index - context)...min(all.count - 1, index + context) {
        shown[near] = true
      }
    }
    var rows: [Row] = []
    var hidden = 0
    for (index, row) in all.enumerated() {
      if shown[index] {
        if hidden > 0 { rows.append(.skipped(hidden)) }
        hidden = 0
        rows.append(row)
      } else {
        hidden += 1
      }
    }
    if hidden > 0, !rows.isEmpty { rows.append(.skipped(hidden)) }
    self.rows = rows
  }

  /// Every line of both in order, by the standard library's shortest edit script.
  private static func aligned(_ old: [String], _ new: [String]) -> [Row] {
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var rows: [Row] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, removed.contains(left) {
        rows.append(.removed(old[left]))
        left += 1
      } else if right < new.count, added.contains(right) {
        rows.append(.added(new[right]))
        right += 1
      } else {
        if right < new.count { rows.append(.same(new[right])) }
        (left, right) = (left + 1, right + 1)
      }
    }
    return rows
  }

  private static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }

  func lines(width: Int, language: Language, _ theme: Theme) -> [StyledLine] {
    guard !rows.isEmpty else { return [StyledLine(Phrase.compareSame[language], theme.good)] }
    return [StyledLine(Phrase.compareLegend[language], theme.dim)]
      + rows.map { row in
        switch row {
        case .same(let line): StyledLine("  " + line)
        case .removed(let line): StyledLine("- " + line, theme.bad)
        case .added(let line): StyledLine("+ " + line, theme.good)
        case .skipped(let count): StyledLine("  " + Phrase.moreLines(count)[language], theme.dim)
        }
      }
  }
}
