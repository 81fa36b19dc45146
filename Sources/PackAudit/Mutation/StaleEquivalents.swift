import LessonPacks
import Mutants

/// Entries of a pack's list that excuse nothing any more. Pure.
struct StaleEquivalents {
  /// The paths of all the files that mutants could be made of, and of those that they were made of.
  let all: [String]
  let chosen: [String]
  let made: [Mutant]
  let tried: [JudgedMutant]

  func problems(of entries: [Equivalent]) -> [PackProblem] { entries.compactMap(problem) }

  private func problem(of entry: Equivalent) -> PackProblem? {
    guard all.contains(entry.solution) else {
      return problem(
        entry, "there is no solution `\(entry.solution)`",
        "The solutions are " + all.map { "`\($0)`" }.joined(separator: ", "))
    }
    // Of what was not looked at nothing is known.
    guard chosen.contains(entry.solution) else { return nil }
    let matching = made.filter(entry.matches)
    if matching.isEmpty {
      return problem(
        entry, "no mutant turns `\(entry.line)` into `\(entry.changed)`",
        "Remove the entry, or copy both lines from the list of survivors")
    }
    let fates = tried.filter { entry.matches($0.mutant) }.map(\.fate)
    let isGone = fates.count == matching.count && fates.allSatisfy(isSettled)
    return isGone
      ? problem(
        entry, "`\(entry.changed)` survives no longer",
        "Remove the entry: a check catches it, or it does not compile") : nil
  }

  private func isSettled(_ fate: MutantFate) -> Bool {
    switch fate {
    case .killed, .notCompiled: true
    case .survived, .notJudged: false
    }
  }

  private func problem(_ entry: Equivalent, _ message: String, _ hint: String) -> PackProblem {
    PackProblem(file: Equivalent.file, line: entry.place, message: message, hint: hint)
  }
}
