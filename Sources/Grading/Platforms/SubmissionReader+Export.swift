import Archives
import Foundation
import Judge
import UntrustedText

/// What of a platform's export is one student's.
extension SubmissionReader {
  func inExport(_ files: [HeldFile]) -> Reading {
    var found = HandedInFiles()
    for file in files {
      switch file.content {
      case .skipped(let reason): found.skipped.append(SkippedEntry(path: file.name, reason: reason))
      case .bytes(let bytes): found.files.append(ArchiveEntry(path: file.name, bytes: bytes))
      case .disk(let place):
        guard choice.isWorthReading(file.name) else {
          found.files.append(ArchiveEntry(path: file.name))
          continue
        }
        switch place.read(upTo: largestArchive + 1) {
        case .success(let bytes):
          found.files.append(ArchiveEntry(path: file.name, bytes: Array(bytes)))
        case .failure(let trouble): return .closed(place, trouble)
        }
      }
    }
    let reading = among(found, limits, isInner: false)
    let isKind = files.contains { file in
      switch EntryKind(FileChoice.last(file.name)) {
      case .archive, .swift: choice.isLookedAt(file.name, hidden: true)
      case .unreadArchive, .ofTheClass, .other: choice.isRightName(file.name)
      }
    }
    return isKind || reading.source.bytes != nil ? reading : Self.ofNoKind(files)
  }

  /// A platform asks for whatever the student has: where that is of a kind that is not read, a person has
  /// to look at it before it is a mark.
  private static func ofNoKind(_ files: [HeldFile]) -> Reading {
    let names = files.map { VisibleText.line($0.name, limit: 80) }.sorted()
    let list = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " …" : "")
    let reason = "what was handed in is neither a Swift file nor an archive that is read: \(list)"
    return Reading(
      source: StudentSource(unreadable: .refused(reason), systemsWords: reason),
      paths: files.map(\.name))
  }
}
