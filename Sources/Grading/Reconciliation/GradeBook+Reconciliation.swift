import Foundation
import GradingFormats

/// `reconciliation.csv`: a row for every file that was found, and what became of it.
extension GradeBook {
  static let reconciliationFile = "reconciliation.csv"

  /// Writes what became of everything; `found` are those that are no part of a submission. The rows are in
  /// the order of their bytes, so that shards that are merged give the same file.
  ///
  /// Throws `cannotWrite`, and for a whole class `unreconciled`.
  func reconcile(_ run: GradingRun, _ found: FoundSubmissions) throws(GradingError)
    -> Reconciliation
  {
    let all = found.settled + fates.values.joined()
    var counts = Reconciliation(found: run.shard == nil ? run.files : all.count)
    for file in all { counts.take(file.fate, reason: file.fate == .graded ? nil : file.reason) }
    try putReconciliation(all.map(\.row))
    guard counts.addsUp else { throw .unreconciled(counts) }
    return counts
  }

  /// The rows of several runs as one run's.
  func putReconciliation(_ rows: [String]) throws(GradingError) {
    let sorted = rows.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    try write(
      text: ([FoundFile.header] + sorted).joined(separator: "\n"),
      to: folder.appendingPathComponent(Self.reconciliationFile))
  }

  /// The files of a submission, once it is known what it came to. A submission that was read and has no
  /// file that could be is one all the same: its row says why.
  func note(
    _ files: [(path: String, reason: String?)], of submission: String, isGraded: Bool,
    reason: String?
  ) {
    fates[submission] = files.map { path, beside in
      if let beside {
        return FoundFile(path: path, fate: .beside, submission: submission, reason: beside)
      }
      return FoundFile(
        path: path, fate: isGraded ? .graded : .ungraded, submission: submission, reason: reason)
    }
  }
}
