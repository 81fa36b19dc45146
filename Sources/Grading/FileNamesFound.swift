import Archives
import Foundation

extension SubmissionFinder {
  /// What the files are called that lie at some places, also those in archives that lie there. What cannot
  /// be read has no names.
  public static func fileNames(at places: [URL]) -> [String] {
    places.map { DiskPlace($0) }.flatMap { place -> [String] in
      FileWalk(place).paths.flatMap { path -> [String] in
        let file = path.isEmpty ? place : place.appending(Array(path.utf8))
        guard case .archive = EntryKind(file.name),
          let bytes = try? file.read(upTo: ExportFinder.longest).get(),
          let found = try? Archive.handedIn(in: Array(bytes), limits: ExportFinder.limits)
        else { return [file.name] }
        return [file.name] + found.files.map { FileChoice.last($0.path) }
      }
    }
  }
}
