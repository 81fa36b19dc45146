import LessonPacks
import Reports

/// An audit as JSON for CI.
///
/// Version 1, one object: `version`, `pack`, `green`, `seeds` (strings: they have 64 bits),
/// `milliseconds`; `problems` [{`file`, `line`, `message`, `hint`}]; `checks` [{`id`,
/// `milliseconds`, `kills`, `namedBy`}]; `files` [{`path`, `role`, `passed`, `red`}], the last two
/// being ids of checks that passed, or were red, on every seed; `broken` [{`file`, `checks`,
/// `seeds`, `cause`}]; `diagnoses` {`right`, `confused`, `silent`}, the last two [{`file`, `seeds`, `reason`}],
/// where `confused` also has the mistake that was `named`, and the same three again in its `leftOut`,
/// `early` and `earlyLeftOut`: see `DiagnosisScore`; `demands` [{`id`, `block`, `sentence`, `places`,
/// `checks`, `caught`}], the last two being ids of checks and names of wrong solutions; `excused`
/// [{`place`, `sentence`, `why`}]; `remarks`, as `problems`, which make no pack red; `finale` {`id`,
/// `ended`, `recorded`, `seconds`}, where `ended` is `well`, `badly`, or `stopped` by the audit. A key
/// without a value is left out.
public enum AuditJSON {
  /// The version of the format; a change that a reader could trip over raises it.
  public static let version = 1

  /// One JSON object, indented, its keys sorted, without a line end after its last brace.
  public static func render(_ report: AuditReport) -> String {
    AuditDTO(report).indentedJSON(of: "an audit")
  }
}

private struct AuditDTO: Encodable {
  var version = AuditJSON.version
  var pack: String
  var green: Bool
  var seeds: [String]
  var milliseconds: Int
  var problems: [ProblemDTO]
  var checks: [CheckDTO]
  var files: [FileDTO]
  var broken: [BrokenDTO]
  var diagnoses: DiagnosesDTO?
  var demands: [DemandDTO]
  var excused: [ExcuseDTO]
  var remarks: [ProblemDTO]
  var finale: FinaleDTO?

  init(_ report: AuditReport) {
    pack = report.pack.id
    green = report.isGreen
    seeds = report.seeds.map(String.init)
    milliseconds = Int(report.milliseconds.rounded())
    problems = report.problems.map(ProblemDTO.init)
    checks = report.pack.checks.map { check in
      CheckDTO(
        id: check.id, milliseconds: (report.milliseconds(of: check.id) * 1000).rounded() / 1000,
        kills: report.caught(by: check.id).map(\.name),
        namedBy: report.wrongSolutions.filter { $0.caughtBy.contains(check.id) }.map(\.name))
    }
    broken = report.broken.map {
      BrokenDTO(
        file: $0.file, checks: $0.checks, seeds: $0.seeds.map(String.init), cause: $0.cause)
    }
    diagnoses = report.naming.map { naming in
      DiagnosesDTO(
        naming.known, leftOut: TallyDTO(naming.leftOut), early: TallyDTO(naming.early),
        earlyLeftOut: TallyDTO(naming.earlyLeftOut))
    }
    demands = DemandMatrix(report: report).rows.map(DemandDTO.init)
    excused = report.demands.excused.map {
      ExcuseDTO(place: "\($0.place)", sentence: $0.sentence, why: $0.why)
    }
    remarks = report.remarks.map(ProblemDTO.init)
    finale = report.finale.map(FinaleDTO.init)
    files = report.files.map { file in
      let ids = report.pack.checks.map(\.id)
      return FileDTO(
        path: file.path, role: file.role,
        passed: ids.filter { id in
          let verdicts = file.verdicts(on: id)
          return !verdicts.isEmpty && verdicts.allSatisfy { $0 == .passed }
        },
        red: ids.filter(file.isCaught(by:)))
    }
  }
}

private struct CheckDTO: Encodable {
  var id: String
  var milliseconds: Double
  var kills: [String]
  var namedBy: [String]
}

private struct FinaleDTO: Encodable {
  var id: String
  var ended: String
  var recorded: [String]
  var seconds: Double

  init(_ finale: FinaleAudit) {
    id = finale.id
    ended = finale.ending.map { $0 == .finished ? "well" : "badly" } ?? "stopped"
    recorded = finale.recorded
    seconds = (finale.seconds * 10).rounded() / 10
  }
}

private struct BrokenDTO: Encodable {
  var file: String
  var checks: [String]
  var seeds: [String]
  var cause: String
}

private struct DiagnosesDTO: Encodable {
  var right: Int
  var confused: [MissDTO]
  var silent: [MissDTO]
  var leftOut: TallyDTO
  var early: TallyDTO
  var earlyLeftOut: TallyDTO

  init(
    _ known: DiagnosisScore.Tally, leftOut: TallyDTO, early: TallyDTO, earlyLeftOut: TallyDTO
  ) {
    right = known.right
    confused = known.confused.map(MissDTO.init)
    silent = known.silent.map(MissDTO.init)
    self.leftOut = leftOut
    self.early = early
    self.earlyLeftOut = earlyLeftOut
  }
}

private struct TallyDTO: Encodable {
  var right: Int
  var confused: [MissDTO]
  var silent: [MissDTO]

  init(_ tally: DiagnosisScore.Tally) {
    right = tally.right
    confused = tally.confused.map(MissDTO.init)
    silent = tally.silent.map(MissDTO.init)
  }
}

private struct MissDTO: Encodable {
  var file: String
  var seeds: [String]
  var reason: String
  var named: String?

  init(_ miss: DiagnosisScore.Miss) {
    file = miss.file
    seeds = miss.seeds.map(String.init)
    reason = miss.reason
    named = miss.named
  }
}

private struct DemandDTO: Encodable {
  var id: String
  var block: String
  var sentence: String
  var places: [String]
  var checks: [String]
  var caught: [String]

  init(_ row: DemandMatrix.Row) {
    id = row.demand.id
    block = row.demand.block
    sentence = row.demand.sentence
    places = row.demand.places.map { "\($0)" }
    checks = row.demand.checks
    caught = row.caught
  }
}

private struct ExcuseDTO: Encodable {
  var place: String
  var sentence: String
  var why: String
}

private struct FileDTO: Encodable {
  var path: String
  var role: AuditedFile.Role
  var passed: [String]
  var red: [String]
}
