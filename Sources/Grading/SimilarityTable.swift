import Foundation
import GradingFormats
import Reports
import Similarity
import UntrustedText

/// What is alike, as `similarity.csv` and as a paragraph.
public enum SimilarityTable {
  /// A row for each submission that is like a shipped file, and one for each group of submissions.
  ///
  /// `percent` is how much of the smaller file is in both; `tokens` counts the words and signs of the
  /// submission, or of the shortest in the group, without comments.
  static func csv(_ likenesses: [Likeness]) -> String {
    let rows = likenesses.map { likeness in
      GradeTable.fields(
        [
          likeness.submissions.joined(separator: "; "), other(likeness), "\(likeness.percent)",
          "\(likeness.symbolCount)", likeness.isSameFile ? "yes" : "no",
        ], limit: .max)
    }
    return (["submission,like,percent,tokens,same_bytes"] + rows).joined(separator: "\n")
  }

  private static func other(_ likeness: Likeness) -> String {
    switch likeness.like {
    case .shipped(let name): name
    case .oneAnother: "one another"
    }
  }

  /// The note under the table of a class. `folder` is where `similarity.csv` lies.
  public static func paragraph(_ likenesses: [Likeness], folder: String) -> String {
    let table = "\(folder)/similarity.csv"
    guard !likenesses.isEmpty else {
      return "Alike: no submission is a shipped solution or another submission, after renaming and "
        + "reformatting. Table: \(table)"
    }
    let lines = likenesses.map { "  " + sentence($0) }
    return
      (["Alike after renaming and reformatting. No grade knows of it: look at the files yourself."]
      + lines + ["Table: \(table)"]).joined(separator: "\n")
  }

  private static func sentence(_ likeness: Likeness) -> String {
    let names = names(likeness.submissions)
    switch (likeness.like, likeness.isSameFile) {
    case (.shipped(let name), true): return "\(names) is \(name) itself, byte for byte"
    case (.shipped(let name), false): return "\(names) is \(likeness.percent)% like \(name)"
    case (.oneAnother, true): return "\(names) are the same file, byte for byte"
    case (.oneAnother, false):
      return likeness.submissions.count == 2
        ? "\(names) are \(likeness.percent)% alike"
        : "\(names) are alike, each \(likeness.percent)% or more with another of them"
    }
  }

  /// Of a large group a few names; the table has them all.
  private static func names(_ all: [String]) -> String {
    // A stranger's choice, on its way to a terminal.
    let all = all.map { VisibleText.line($0, limit: 80) }
    guard all.count > 6 else { return all.joined(separator: ", ") }
    return all.prefix(5).joined(separator: ", ") + " and \(all.count - 5) more"
  }
}

extension GradeBook {
  /// Writes `similarity.csv` beside the grades. Throws `cannotWrite`.
  public func putSimilarity(_ likenesses: [Likeness]) throws(GradingError) {
    try write(
      text: SimilarityTable.csv(likenesses), to: folder.appendingPathComponent("similarity.csv"))
  }
}
