import LessonPacks
import Mutants

/// How well a pack's checks catch small mistakes.
public struct MutationReport: Sendable, Equatable {
  /// A survivor that the pack calls equivalent.
  public struct Excused: Sendable, Equatable {
    /// The change that no check sees.
    public var mutant: Mutant
    /// The pack's reason, as a sentence.
    public var why: String
  }

  /// The pack whose checks were tried.
  public var pack: Pack
  /// Those that every mutant was judged on.
  public var seeds: [UInt64]
  /// Those that a survivor was judged on besides.
  public var furtherSeeds: [UInt64]
  /// Names the sample that was taken.
  public var sample: UInt64
  /// The score that is asked for, in percent.
  public var threshold: Double
  /// All that were made, in the order of the files.
  public var made: [Mutant]
  /// Those of them that were tried.
  public var tried: [JudgedMutant]
  /// The pack's list of changes that change nothing.
  public var equivalents: [Equivalent]
  /// What is wrong with the pack's list of equivalents, and with files that mutants are made of.
  public var problems: [PackProblem]
  /// Wall time of the whole run, in milliseconds.
  public var milliseconds: Double

  /// Nothing made and nothing tried yet, unless it is said; `threshold` is in percent.
  public init(
    pack: Pack, seeds: [UInt64], furtherSeeds: [UInt64] = [], sample: UInt64 = 1, threshold: Double,
    made: [Mutant] = [], tried: [JudgedMutant] = [], equivalents: [Equivalent] = [],
    problems: [PackProblem] = [], milliseconds: Double = 0
  ) {
    self.pack = pack
    self.seeds = seeds
    self.furtherSeeds = furtherSeeds
    self.sample = sample
    self.threshold = threshold
    self.made = made
    self.tried = tried
    self.equivalents = equivalents
    self.problems = problems
    self.milliseconds = milliseconds
  }

  /// How those were caught that were caught, in the order they were tried.
  public var kills: [MutantFate.Kill] {
    tried.compactMap { if case .killed(let kill) = $0.fate { kill } else { nil } }
  }

  /// What no check caught, and the pack has no reason for.
  public var survivors: [Mutant] { allSurvivors.filter { why($0) == nil } }

  /// What no check caught, and the pack has a reason for.
  public var excused: [Excused] {
    allSurvivors.compactMap { mutant in why(mutant).map { Excused(mutant: mutant, why: $0) } }
  }

  /// How many the compiler refused: they count for nothing.
  public var notCompiled: Int { tried.count { $0.fate == .notCompiled } }

  /// Those that the judge could not judge, with its trouble in words.
  public var notJudged: [(mutant: Mutant, reason: String)] {
    tried.compactMap {
      if case .notJudged(let reason) = $0.fate { ($0.mutant, reason) } else { nil }
    }
  }

  /// How many compile and were judged.
  public var judged: Int { kills.count + allSurvivors.count }

  /// The share of those that are wrong which were caught, in percent; nil where there is none.
  public var score: Double? {
    let wrong = judged - excused.count
    return wrong > 0 ? 100 * Double(kills.count) / Double(wrong) : nil
  }

  /// Whether the score is reached, and nothing stands in the way of believing it.
  public var isGood: Bool {
    (score.map { $0 >= threshold } ?? false) && problems.isEmpty && notJudged.isEmpty
  }

  /// How many mutants a check caught, and how many of those no other did.
  public func kills(by check: String) -> (all: Int, alone: Int) {
    let kills = kills.filter { $0.checks.contains(check) }
    return (kills.count, kills.count { $0.checks == [check] })
  }

  private var allSurvivors: [Mutant] { tried.filter { $0.fate == .survived }.map(\.mutant) }

  private func why(_ mutant: Mutant) -> String? {
    equivalents.first { $0.matches(mutant) }?.why
  }
}

extension Equivalent {
  /// Runs of space count as one: YAML folds lines, and a change may leave two.
  func matches(_ mutant: Mutant) -> Bool {
    solution == mutant.file && Self.words(line) == Self.words(mutant.before)
      && Self.words(changed) == Self.words(mutant.after)
      && (function == nil || function == mutant.function)
  }

  private static func words(_ line: String) -> [Substring] {
    line.split(whereSeparator: \.isWhitespace)
  }
}
