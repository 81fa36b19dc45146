import Foundation
import GradingFormats

/// What a student's earlier files came to: `history/NAME.json`, the oldest first.
extension GradeBook {
  func attempts(of submission: String) -> [Attempt] {
    guard let bytes = try? Data(contentsOf: historyFile(submission)) else { return [] }
    return (try? JSONDecoder().decode([Attempt].self, from: bytes)) ?? []
  }

  /// Keeps the grade that is there before that of another file takes its place. Written first, and not
  /// twice: a run that is killed between the two and goes on finds it.
  func keepHistory(before grade: Grade) throws(GradingError) {
    guard let known = record(of: grade.submission), known.contentHash != grade.contentHash else {
      return
    }
    var attempts = attempts(of: grade.submission)
    guard attempts.last?.contentHash != known.contentHash else { return }
    let time = run?.deliveries[grade.submission]?.earlier.last
    attempts.append(Attempt(known, submittedAt: time))
    try Self.makeFolder(folder.appendingPathComponent("history", isDirectory: true))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let bytes = try? encoder.encode(attempts) else {
      preconditionFailure("texts and finite numbers could not be encoded as JSON")
    }
    try write(text: String(decoding: bytes, as: UTF8.self), to: historyFile(grade.submission))
  }

  private func historyFile(_ submission: String) -> URL {
    folder.appendingPathComponent("history", isDirectory: true)
      .appendingPathComponent(files[submission] + ".json")
  }
}
