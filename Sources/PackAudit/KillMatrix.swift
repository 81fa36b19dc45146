import LessonPacks
import Reports

/// Which check catches which wrong solution, as lines of text: a row a solution, a column a check.
struct KillMatrix {
  let report: AuditReport

  /// What stands in a cell.
  enum Mark: Character, CaseIterable {
    /// Named, and wrong on every seed.
    case killed = "●"
    /// Named, and on some seed broken: caught, but without a value to show.
    case broken = "!"
    /// Named, and not caught on some seed.
    case escaped = "?"
    /// Caught without being named.
    case bystander = "○"
    case green = "·"
  }

  var lines: [String] {
    let wrong = report.files.filter { $0.role == .wrong }
    guard !wrong.isEmpty else { return [] }
    let column = (wrong.map(\.name.count).max() ?? 0) + 2
    let checks = report.pack.checks
    let pad = String(repeating: " ", count: column)
    let tens = checks.indices.map { ($0 + 1) % 10 == 0 ? "\(($0 + 1) / 10 % 10)" : " " }.joined()
    let ones = checks.indices.map { "\(($0 + 1) % 10)" }.joined()
    return [pad + tens, pad + ones]
      + wrong.map { file in
        file.name + String(repeating: " ", count: column - file.name.count)
          + String(checks.map { mark(of: file, $0.id).rawValue })
          + (report.unread.contains(file.name) ? "  its header cannot be read" : "")
      }
  }

  func mark(of file: AuditedFile, _ check: String) -> Mark {
    let isNamed = report.wrongSolution(file)?.caughtBy.contains(check) ?? false
    let verdicts = file.verdicts(on: check)
    guard isNamed else { return verdicts.contains(where: \.isRed) ? .bystander : .green }
    guard verdicts.allSatisfy(\.isRed), !verdicts.isEmpty else { return .escaped }
    return verdicts.contains { $0.status == .broken } ? .broken : .killed
  }
}
