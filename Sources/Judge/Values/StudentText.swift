import Foundation
import LessonPacks

/// What the student's files say in one version of them, under the names that they are compiled by.
///
/// How many files there are is the pack's to say; whoever compiles, or looks for a word or a line, asks
/// here, and goes through all of them.
struct StudentText: Sendable, Equatable {
  /// One file, as it is written for the compiler and as it is read.
  struct File: Sendable, Equatable {
    var name: String
    var bytes: Data
    var text: String

    init(name: String, bytes: Data) {
      self.name = name
      self.bytes = bytes
      text = String(decoding: bytes, as: UTF8.self)
    }
  }

  /// In the order of the work's names.
  var files: [File]

  /// What a version in one piece is to the compiler.
  init(_ whole: Data, of work: StudentWork) {
    files = work.parts(of: whole).map { File(name: $0.name, bytes: $0.content) }
  }

  init(files: [File]) { self.files = files }

  /// Where nothing is the student's.
  static let none = StudentText(files: [])

  /// Names without folders.
  var names: [String] { files.map(\.name) }
  /// All files in one piece.
  var bytes: Data { StudentWork.whole(of: files.map { ($0.name, $0.bytes) }) }
  /// The same as text.
  var whole: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether a word stands anywhere.
  func mentions(_ word: String) -> Bool { files.contains { $0.text.contains(word) } }

  /// The same with another file behind the student's, which is compiled with them.
  func adding(_ file: File) -> StudentText { StudentText(files: files + [file]) }
}

extension StudentText {
  /// The reference solution of a pack.
  ///
  /// Throws `packBroken` for a file that cannot be read.
  static func reference(of pack: Pack) throws(JudgeError) -> StudentText {
    var contents: [Data] = []
    for file in pack.solutionFiles {
      do {
        contents.append(try Data(contentsOf: file))
      } catch {
        throw .packBroken(file: file.path, reason: "it cannot be read")
      }
    }
    return StudentText(StudentWork.whole(of: contents, at: pack.solutionFiles), of: pack.work)
  }
}
