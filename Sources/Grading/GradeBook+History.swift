import Foundation
import GradingFormats

/// What a student's earlier files came to: `history/NAME.json`, the oldest first.
extension GradeBook {
  func attempts(of submission: String) -> [Attempt] {
    Self.attempts(of: files[submission], below: folder)
  }

  /// `file` is what the submission's name is as a file.
  static func attempts(of file: String, below folder: URL) -> [Attempt] {
    let place = historyFile(file, below: folder)
    guard let bytes = try? Data(contentsOf: place) else { return [] }
    return (try? JSONDecoder().decode([Attempt].self, from: bytes)) ?? []
  }

  /// Keeps what another file was graded before `grade` takes its place. Written first, and not twice: a run
  /// that is killed between the two and goes on finds it.
  func keepHistory(of known: Grade, before grade: Grade? = nil) throws(GradingError) {
    if let grade, known.contentHash == grade.contentHash { return }
    var attempts = attempts(of: known.submission)
    guard attempts.last?.contentHash != known.contentHash else { return }
    let time = run?.deliveries[known.submission]?.earlier.last
    attempts.append(Attempt(known, submittedAt: time))
    try putHistory(attempts, of: known.submission)
  }

  func putHistory(_ attempts: [Attempt], of submission: String) throws(GradingError) {
    try Self.makeFolder(folder.appendingPathComponent("history", isDirectory: true))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let bytes = try? encoder.encode(attempts) else {
      preconditionFailure("texts and finite numbers could not be encoded as JSON")
    }
    try write(
      text: String(decoding: bytes, as: UTF8.self),
      to: Self.historyFile(files[submission], below: folder))
  }

  private static func historyFile(_ file: String, below folder: URL) -> URL {
    folder.appendingPathComponent("history", isDirectory: true)
      .appendingPathComponent(file + ".json")
  }
}
