import LessonPacks

/// How long a student has been at work, and what they predicted.
extension StudentProgress {
  /// The time that a file holds. Whoever has one of before there was a total has worked at least as long
  /// as the check was red that has been so for longest. Less than nothing is none.
  static func timeSpent(_ kept: Double?, _ checks: [String: CheckRecord]) -> Double {
    let seconds = kept ?? checks.values.map(\.redSeconds).max() ?? 0
    return seconds.isFinite ? max(0, seconds) : 0
  }

  /// The predictions that were made in a pack, and those of them that held.
  public func predictions(in pack: Pack) -> (held: Int, made: Int) {
    var (held, made) = (0, 0)
    for block in pack.blocks {
      for question in block.questions {
        guard let answer = blocks[block.id]?.answers[question.id] else { continue }
        made += 1
        if answer == question.right { held += 1 }
      }
    }
    return (held, made)
  }
}
