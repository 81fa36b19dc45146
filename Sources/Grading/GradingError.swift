import Reports
import UntrustedText

/// The grader's own trouble; a student's failure is a grade.
public enum GradingError: Error, Sendable, Equatable, CustomStringConvertible {
  case noSubmission(path: String)
  case emptyFolder(path: String)
  case closedFolder(path: String, reason: String)
  /// The packs whose files are there, several or none, and all there are.
  case packUnclear(fitting: [String], packs: [String])
  case notAnExport(path: String, reason: String)
  case rosterUnreadable(path: String, reason: String)
  /// The platform's table that is to be filled in.
  /// Submissions that may be several people's of the roster: with what those are called.
  case ambiguous([String: [String]])
  /// People of the roster who have several submissions, by what they are called.
  case repeated([String: [String]])
  /// The folder holds another run's grades: what differs, and what it has.
  case otherRun(folder: String, what: String, have: String, want: String)
  /// The same pack, changed since.
  case otherVersion(folder: String, pack: String)
  /// More or fewer files than were found became something: a fault of ours.
  case unreconciled(Reconciliation)
  /// Two submissions that would have one row.
  case sameName(String, first: String, second: String)
  case sandboxTooWeak(have: String, want: String)
  /// No mark can be right where the reference's is not: with the checks that do not hold.
  case referenceFails(checks: [String], of: Int, sandbox: String)
  /// The same where a grader for a platform was to be written.
  case notExported(checks: [String], of: Int, sandbox: String)
  case secretUnreadable(path: String, reason: String)
  case secretTooShort
  case occupied(folder: String)
  case cannotWrite(path: String, reason: String)
  case notARun(path: String)
  /// Two folders that are not shards of one run.
  case differentRuns(path: String, what: String)
  case shardsMissing([Int], of: Int)
  case differentGrades(submission: String)
  /// A shard that was ended before it came to this one.
  case unfinished(submission: String)

  /// What is wrong, with the path, and what to do next.
  public var description: String {
    switch self {
    case .noSubmission(let path):
      "\(shown(path)) does not exist: name a file, a folder or an archive."
    case .emptyFolder(let path):
      "\(shown(path)) holds no submission: put a folder, a .swift file or an archive per student "
        + "into it."
    case .closedFolder(let path, let reason):
      "\(shown(path)) cannot be opened: \(shown(reason)). Give yourself the right to read it."
    case .packUnclear(let fitting, let packs):
      (fitting.isEmpty
        ? "no file here has the name that a lesson's file has"
        : "files of several lessons are here")
        + ", so --pack has to say which lesson this is: "
        + (fitting.isEmpty ? packs : fitting).map(shown).joined(separator: ", ") + "."
    case .notAnExport(let path, let reason):
      "\(shown(path)) cannot be read as an export: \(shown(reason)). Give the archive as the platform "
        + "made it, or the folder that it unpacks to."
    case .rosterUnreadable(let path, let reason):
      "the table \(shown(path)) cannot be read: \(shown(reason))."
    case .ambiguous(let names):
      "nobody was graded, since the roster has several people for a submission: "
        + names.sorted { $0.key < $1.key }.map { name, people in
          "\(shown(name)) may be " + people.map(shown).joined(separator: " or ")
        }.joined(separator: "; ")
        + ". Name the folder with the id or the login that the roster has, and run the command again."
    case .repeated(let names):
      "nobody was graded, since the roster has one person for several submissions: "
        + names.sorted { $0.key < $1.key }.map { person, submissions in
          "\(shown(person)) for " + submissions.map(shown).joined(separator: " and ")
        }.joined(separator: "; ")
        + ". Move those that do not count out of the folder, keep them, and run the command again."
    case .otherRun(let folder, let what, let have, let want):
      "\(shown(folder)) holds grades of another \(what) (\(shown(have)), and now it is "
        + "\(shown(want))): nothing was changed. Give this one an --output folder of its own."
    case .otherVersion(let folder, let pack):
      "\(shown(folder)) holds grades by another version of \(shown(pack)): nothing was changed. Give "
        + "another --output folder, or --new-version to grade everybody again in this one."
    case .unreconciled(let counts):
      "the files that were found do not add up: \(counts.lines().first ?? ""). This is a fault of "
        + "byhand; the grades are written. Please report it, and look at reconciliation.csv."
    case .sameName(let name, let first, let second):
      "\(shown(first)) and \(shown(second)) would both be called `\(shown(name))`: rename one of "
        + "them, or grade them separately, with two --output folders."
    case .sandboxTooWeak(let have, let want):
      "this machine reaches sandbox level \(have), and \(want) is required: nothing was graded. "
        + "`byhand doctor` shows what is missing. At L0 a submission can read and write whatever the "
        + "judge can, the compiled reference too; `--require-sandbox L0` grades all the same."
    case .referenceFails(let checks, let count, let level):
      "the reference solution itself holds in \(count - checks.count) of \(count) checks at sandbox "
        + "level \(level), so nothing was graded. Not held: \(checks.joined(separator: ", ")). "
        + "`byhand pack audit` says more about a pack; `byhand doctor` about this machine."
    case .notExported(let checks, let count, let level):
      "the reference solution itself holds in \(count - checks.count) of \(count) checks at sandbox "
        + "level \(level), so nothing was exported: every mark would be wrong. Not held: "
        + "\(checks.joined(separator: ", ")). `byhand pack audit` says more."
    case .secretUnreadable(let path, let reason):
      "the secret \(shown(path)) cannot be read: \(shown(reason))."
    case .secretTooShort:
      "a secret needs at least 16 characters; `openssl rand -hex 32 > secret` makes one."
    case .occupied(let folder):
      "another `byhand grade` is writing into \(shown(folder)): wait for it, or choose another "
        + "--output."
    case .cannotWrite(let path, let reason):
      "cannot write \(shown(path)): \(shown(reason)). Free some space, or choose another --output."
    case .notARun(let path):
      "\(shown(path)) is not a folder that `byhand grade --output` wrote."
    case .differentRuns(let path, let what):
      "\(shown(path)) is not a shard of the same run as the others: \(what) differs. Grade it "
        + "again with the same options."
    case .shardsMissing(let missing, let count):
      "of \(count) shards, these are missing: "
        + missing.map(String.init).joined(separator: ", ")
        + ". Grade them, and name their folders too."
    case .unfinished(let submission):
      "\(shown(submission)) has no grade yet: run its shard again, and it continues where it "
        + "stopped."
    case .differentGrades(let submission):
      "\(shown(submission)) has two different grades: leave out the folder that is out of date."
    }
  }

  /// Names are strangers' too.
  private func shown(_ text: String) -> String { VisibleText.line(text, limit: 1000) }
}
