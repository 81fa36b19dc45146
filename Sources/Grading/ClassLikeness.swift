import Foundation
import LessonPacks
import Similarity

/// Which submissions are a shipped solution or one another, after renaming and reformatting: a note for
/// the instructor, of which no grade knows.
public enum ClassLikeness {
  /// What the reference solution is called in the note.
  public static let reference = "the reference solution"

  /// Compares what was handed in with the pack's solutions and with one another. A submission without
  /// a readable file is like nothing.
  public static func find(_ submissions: [Submission], pack: Pack) -> [Likeness] {
    let starter = Fingerprint.Starter(text(of: pack.starterFile) ?? "")
    func file(_ name: String, _ text: String) -> ComparedFile {
      ComparedFile(name: name, source: text, without: starter)
    }
    let shipped = shipped(with: pack).compactMap { name, url in
      text(of: url).map { file(name, $0) }
    }
    let reader = SubmissionReader(studentFile: pack.studentFile)
    let handedIn = submissions.compactMap { submission in
      reader.source(of: submission).bytes.map {
        file(submission.name, String(decoding: $0, as: UTF8.self))
      }
    }
    return LikenessSearch(shipped: shipped).likenesses(of: handedIn)
  }

  private static func shipped(with pack: Pack) -> [(name: String, url: URL)] {
    let folder = pack.folder.appendingPathComponent("alternatives", isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return [(reference, pack.solutionFile)]
      + names.filter { $0.hasSuffix(".swift") }.sorted().map {
        ("the alternative \($0)", folder.appendingPathComponent($0))
      }
  }

  private static func text(of file: URL) -> String? {
    try? String(contentsOf: file, encoding: .utf8)
  }
}
