import Foundation

/// What a student of a pack writes: one file, or several that are compiled together.
///
/// Who only wants to speak of it, point at it or know a file as the student's asks here, and need not
/// know how many there are.
public struct StudentWork: Sendable, Hashable {
  /// The names of the files, in the module's folder, for example `LoRA.swift`; never empty.
  public let files: [String]
  /// The file that is meant where nothing says which: the first.
  public let main: String

  /// The work that is one file, or several: `further` are the others' names, in the order in which they
  /// are written.
  public init(_ file: String, further: [String] = []) {
    files = [file] + further
    main = file
  }

  /// As a sentence names it.
  public var name: String { files.joined(separator: ", ") }

  /// Whether a file of this name, without its folder, is the student's.
  public func contains(_ file: String) -> Bool { files.contains(file) }

  /// Where the files of a version lie whose folder is `folder`, in the order of their names.
  public func files(in folder: URL) -> [URL] { files.map(folder.appendingPathComponent) }

  /// What a line begins with that separates two files of a version in one piece; the name of the next
  /// one follows.
  public static let mark = "// MARK: - File "

  /// Where the next file begins in a version that was put together here. No source has this byte, so no
  /// student's line can be taken for the end of their file.
  private static let seam: UInt8 = 0

  /// A version in one piece, as it is kept, compared and digested; `files` are in the order of the work.
  /// Of one file these are its bytes, as they are. Of several, each but the first has a line with its
  /// name before it.
  public static func whole(of files: [(name: String, content: Data)]) -> Data {
    files.enumerated().reduce(into: Data()) { whole, next in
      if next.offset > 0 {
        whole.append(seam)
        whole.append(contentsOf: "\(mark)\(next.element.name)\n".utf8)
      }
      whole.append(next.element.content)
    }
  }

  /// The same of files that lie somewhere, which are read in this order; `contents` are theirs.
  public static func whole(of contents: [Data], at files: [URL]) -> Data {
    whole(of: Array(zip(files.map(\.lastPathComponent), contents)))
  }

  /// The files that a version in one piece consists of: what `whole` was made of.
  ///
  /// A text that somebody wrote, such as a pack's wrong solution, has the same lines between its files.
  /// What it lacks is empty.
  public func parts(of whole: Data) -> [(name: String, content: Data)] {
    guard files.count > 1 else { return [(main, whole)] }
    let pieces = whole.contains(Self.seam) ? atSeams(whole) : atMarks(whole)
    return files.enumerated().map { index, name in
      (name, index < pieces.count ? pieces[index] : Data())
    }
  }

  /// The names of the files for which a text in one piece has no mark.
  public func unmarked(in text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return files.dropFirst().filter { !lines.contains(Substring(Self.mark + $0)) }
  }

  private func atSeams(_ whole: Data) -> [Data] {
    whole.split(separator: Self.seam, maxSplits: files.count - 1, omittingEmptySubsequences: false)
      .enumerated().map { index, piece in
        guard index > 0, let end = piece.firstIndex(of: UInt8(ascii: "\n")) else {
          return Data(piece)
        }
        return Data(piece[piece.index(after: end)...])
      }
  }

  private func atMarks(_ whole: Data) -> [Data] {
    let lines = whole.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var pieces: [[Data.SubSequence]] = [[]]
    var index = 0
    for line in lines {
      let named = files[(index + 1)...].firstIndex { line.elementsEqual("\(Self.mark)\($0)".utf8) }
      guard let named else {
        pieces[index].append(line)
        continue
      }
      while pieces.count <= named { pieces.append([]) }
      // The line break before the mark ends the file's last line.
      pieces[index].append(Data.SubSequence())
      index = named
    }
    return pieces.map { Data($0.joined(separator: CollectionOfOne(UInt8(ascii: "\n")))) }
  }
}
