import LessonPacks
import Mutants

/// A run over mutants as JSON for CI.
///
/// Version 1, one object: `version`, `pack`, `good`, `score` and `threshold` in percent, `seeds`,
/// `furtherSeeds` and `sample` (strings: they have 64 bits), `milliseconds`; the counts `made`, `tried`,
/// `notCompiled`, `judged`, `killed`, `killedByStrictAlone`, `killedByTimeAlone`; `survivors`,
/// `equivalent` and `notJudged`, each [{`file`, `line`, `kind`, `function`, `before`, `after`, `why`}],
/// where `why` is the pack's reason or the judge's trouble; `checks` [{`id`, `killed`, `alone`}];
/// `problems` [{`file`, `line`, `message`, `hint`}]. A key without a value is left out.
public enum MutationJSON {
  /// The version of the format; a change that a reader could trip over raises it.
  public static let version = 1

  /// One JSON object, indented, its keys sorted, without a line end after its last brace.
  public static func render(_ report: MutationReport) -> String {
    MutationDTO(report).indentedJSON(of: "a run")
  }
}

private struct MutationDTO: Encodable {
  var version = MutationJSON.version
  var pack: String
  var good: Bool
  var score: Double?
  var threshold: Double
  var seeds: [String]
  var furtherSeeds: [String]
  var sample: String
  var milliseconds: Int
  var made: Int
  var tried: Int
  var notCompiled: Int
  var judged: Int
  var killed: Int
  var killedByStrictAlone: Int
  var killedByTimeAlone: Int
  var survivors: [MutantDTO]
  var equivalent: [MutantDTO]
  var notJudged: [MutantDTO]
  var checks: [CheckDTO]
  var problems: [ProblemDTO]

  init(_ report: MutationReport) {
    pack = report.pack.id
    good = report.isGood
    score = report.score.map { ($0 * 1000).rounded(.down) / 1000 }
    threshold = report.threshold
    seeds = report.seeds.map(String.init)
    furtherSeeds = report.furtherSeeds.map(String.init)
    sample = "\(report.sample)"
    milliseconds = Int(report.milliseconds.rounded())
    made = report.made.count
    tried = report.tried.count
    notCompiled = report.notCompiled
    judged = report.judged
    killed = report.kills.count
    killedByStrictAlone = report.kills.count(where: \.isByStrictAlone)
    killedByTimeAlone = report.kills.count(where: \.isByTimeAlone)
    survivors = report.survivors.map { MutantDTO($0, why: nil) }
    equivalent = report.excused.map { MutantDTO($0.mutant, why: $0.why) }
    notJudged = report.notJudged.map { MutantDTO($0.mutant, why: $0.reason) }
    checks = report.pack.checks.map { check in
      let kills = report.kills(by: check.id)
      return CheckDTO(id: check.id, killed: kills.all, alone: kills.alone)
    }
    problems = report.problems.map(ProblemDTO.init)
  }
}

private struct MutantDTO: Encodable {
  var file: String
  var line: Int
  var kind: MutantKind
  var function: String?
  var before: String
  var after: String
  var why: String?

  init(_ mutant: Mutant, why: String?) {
    file = mutant.file
    line = mutant.line
    kind = mutant.kind
    function = mutant.function.isEmpty ? nil : mutant.function
    before = mutant.before
    after = mutant.after
    self.why = why
  }
}

private struct CheckDTO: Encodable {
  var id: String
  var killed: Int
  var alone: Int
}
