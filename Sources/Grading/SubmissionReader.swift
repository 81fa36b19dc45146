import Archives
import Foundation
import Judge

/// Finds the student's file in what was handed in, and reads it. Nothing is unpacked onto the disk.
struct SubmissionReader {
  var studentFile: String
  /// An archive longer than this is refused unread.
  var largestArchive = 16 << 20
  /// So many files of a folder are looked at.
  var mostFiles = 5000

  func source(of submission: Submission) -> StudentSource {
    let place = submission.place
    switch SubmissionFinder.type(of: place) {
    case .typeDirectory?: return inFolder(place)
    case .typeRegular?
    where SubmissionFinder.archives.contains { place.lastPathComponent.hasSuffix($0) }:
      return inArchive(place)
    default: return StudentSource.read(place)
    }
  }

  private func inFolder(_ folder: URL) -> StudentSource {
    var paths: [String] = []
    let walk = FileManager.default.enumerator(atPath: folder.path)
    while let path = walk?.nextObject() as? String {
      let isFolder = walk?.fileAttributes?[.type] as? FileAttributeType == .typeDirectory
      if isFolder {
        if Self.isIgnored(path) { walk?.skipDescendants() }
        continue
      }
      paths.append(path)
      if paths.count > mostFiles {
        return StudentSource(unreadable: .refused("there are more than \(mostFiles) files"))
      }
    }
    switch choose(paths) {
    case .one(let path): return StudentSource.read(folder.appendingPathComponent(path))
    case .none: return StudentSource(unreadable: .missing)
    case .several(let sentence): return StudentSource(unreadable: .refused(sentence))
    }
  }

  private func inArchive(_ place: URL) -> StudentSource {
    let size = (try? FileManager.default.attributesOfItem(atPath: place.path))?[.size] as? Int
    guard let size, size <= largestArchive else {
      return StudentSource(unreadable: .refused("the archive is longer than 16 MB"))
    }
    guard let bytes = try? Data(contentsOf: place) else {
      return StudentSource(unreadable: .refused("the archive cannot be read"))
    }
    let files: [ArchiveEntry]
    do throws(ArchiveError) {
      files = try Archive.files(in: Array(bytes))
    } catch {
      return StudentSource(unreadable: .refused(error.description))
    }
    switch choose(files.map(\.path)) {
    case .one(let path):
      let content = Data(files.first { $0.path == path }?.bytes ?? [])
      return StudentSource.judgeBytes(content, size: content.count)
    case .none: return StudentSource(unreadable: .missing)
    case .several(let sentence): return StudentSource(unreadable: .refused(sentence))
    }
  }

  enum Choice: Equatable {
    case one(String)
    case none
    case several(String)
  }

  /// The file of the right name that lies highest; failing that, the only Swift file there is.
  func choose(_ paths: [String]) -> Choice {
    let looked = paths.filter { !Self.isIgnored($0) }
    let right = looked.filter { Self.last($0) == studentFile }
    if let highest = right.map(Self.depth).min() {
      let candidates = right.filter { Self.depth($0) == highest }.sorted()
      guard candidates.count > 1 else { return .one(candidates[0]) }
      return .several("there are \(candidates.count): \(candidates.joined(separator: ", "))")
    }
    let swift = looked.filter { $0.hasSuffix(".swift") && Self.last($0) != "Package.swift" }
    return swift.count == 1 ? .one(swift[0]) : .none
  }

  /// What editors, systems and builds leave behind.
  private static func isIgnored(_ path: String) -> Bool {
    path.split(separator: "/").contains { part in
      (part.hasPrefix(".") && part != ".") || part == "__MACOSX"
    }
  }

  private static func last(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func depth(_ path: String) -> Int {
    path.split(separator: "/").count { $0 != "." }
  }
}
