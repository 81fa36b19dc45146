import LessonPacks
import Reports

/// What checks are worth that can be answered without computing anything.
///
/// A program that sits between the student's code and the judge can send a known answer; where the
/// answer does not depend on the hidden seed, nothing tells it from a computed one. So such a check
/// counts with the others of its block: in full where half of them hold or more, by weight, which an
/// honest file with a mistake or two has; in proportion below that, and not at all where none holds.
/// Where a block has no others, those of the whole pack stand for them, and where there are none at all
/// every check counts as it is.
enum Marks {
  static func counted(
    _ checks: [GradedCheck], byHeart: Set<String>, _ language: Language
  ) -> [GradedCheck] {
    let computed = checks.filter { !byHeart.contains($0.id) && $0.weight > 0 }
    guard !computed.isEmpty else { return checks }
    let blocks = Dictionary(grouping: computed, by: \.block)
    return checks.map { check in
      guard byHeart.contains(check.id), check.score > 0 else { return check }
      let others = blocks[check.block] ?? computed
      let held = others.reduce(0) { $0 + $1.score }
      let share = 2 * held / others.reduce(0) { $0 + $1.weight }
      guard share < 1 else { return check }
      var counted = check
      // In whole hundredths of a hundredth: the same bytes on every machine.
      counted.score = (10_000 * check.weight * share).rounded() / 10_000
      counted.summary = sentence(others.count { $0.passed }, of: others.count)[language]
      return counted
    }
  }

  private static func sentence(_ held: Int, of count: Int) -> Phrase {
    Phrase(
      en: "It holds. It can be answered without computing anything, so it counts in full only "
        + "where half of its block's other checks hold: \(held) of \(count) do.",
      es: "Se cumple. Se puede responder sin calcular nada, así que solo cuenta entera si se "
        + "cumple la mitad de las demás de su bloque: se cumplen \(held) de \(count).")
  }
}
