import Foundation
import LessonPacks

/// A solution that mutants are made of.
public struct MutationFile: Sendable, Equatable {
  /// Where it is read from: all that a student would write.
  public var files: [URL]
  /// As a report names it.
  public var path: String
  /// Whether it is the reference; if not, it is an alternative.
  public var isReference: Bool

  /// The reference, then the alternatives by name.
  public static func all(in pack: Pack) -> [MutationFile] {
    AuditSubject.all(in: pack).filter { [.reference, .alternative].contains($0.role) }.map {
      MutationFile(files: $0.files, path: $0.path, isReference: $0.role == .reference)
    }
  }

  /// Whether one of the words means this file: `reference`, `alternatives`, or its path or name, with or
  /// without its ending. No word means every file.
  public func matches(_ words: [String]) -> Bool {
    words.isEmpty || words.contains(where: isMeant)
  }

  private func isMeant(by word: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return word == (isReference ? "reference" : "alternatives") || word == path || word == name
      || word + ".swift" == name
  }
}
