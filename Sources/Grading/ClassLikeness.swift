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
    let starter = Fingerprint.Starter(pack.starterText ?? "")
    func file(_ name: String, _ text: String) -> ComparedFile {
      ComparedFile(name: name, source: text, without: starter)
    }
    let shipped = shipped(with: pack).map { file($0.name, $0.text) }
    let reader = SubmissionReader(pack)
    let handedIn = submissions.compactMap { submission in
      reader.source(of: submission).bytes.map {
        file(submission.name, String(decoding: $0, as: UTF8.self))
      }
    }
    return LikenessSearch(shipped: shipped).likenesses(of: handedIn)
  }

  /// What can be read of the pack's solutions.
  static func shipped(with pack: Pack) -> [(name: String, text: String)] {
    let folder = pack.folder.appendingPathComponent("alternatives", isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let alternatives = names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        .map { (name: "the alternative \(name)", text: $0) }
    }
    return (pack.solutionText.map { [(reference, $0)] } ?? []) + alternatives
  }
}
