import Foundation

/// What a student of a pack writes. Today that is one file; who only wants to speak of it, point at it
/// or know a file as the student's asks here, and need not know how many there are.
public struct StudentWork: Sendable, Hashable {
  /// The names of the files, in the module's folder, for example `LoRA.swift`; never empty.
  public let files: [String]
  /// The file that is meant where nothing says which.
  public let main: String

  /// The work that is one file.
  public init(_ file: String) {
    files = [file]
    main = file
  }

  /// As a sentence names it.
  public var name: String { files.joined(separator: ", ") }

  /// Whether a file of this name, without its folder, is the student's.
  public func contains(_ file: String) -> Bool { files.contains(file) }

  /// Where the files of a version lie whose folder is `folder`, in the order of their names.
  public func files(in folder: URL) -> [URL] { files.map(folder.appendingPathComponent) }

  /// A version in one piece, as it is kept, compared and digested; `contents` are its files', in the
  /// order of their names. Of one file these are its bytes, as they are.
  public static func whole(of contents: [Data]) -> Data { contents.reduce(Data(), +) }

  /// The files that a version in one piece consists of: what `whole` was made of.
  public func parts(of whole: Data) -> [(name: String, content: Data)] { [(main, whole)] }
}
