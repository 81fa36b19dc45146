import Foundation
import LessonPacks
import Progress
import Synchronization
import Tutor
import Workspace

// Foundation has a class of this name.

/// Every lesson there is, and how far the student is in each.
struct LessonShelf: Sendable {
  var summaries: [LessonSummary]
  /// The packs' folders, in the same order.
  var folders: [URL]
  /// The packs that could be read, in the same order.
  var packs: [Pack?]

  /// `workspace` holds the student's folders; nothing is made or changed in it. A pack that cannot be
  /// read stands in the list and says why.
  init(roots: [URL], workspace: URL, packs known: [Pack] = []) {
    let folders = PackFinder.list(in: roots)
    self.folders = folders
    let shipped = roots.first?.standardizedFileURL.path
    let read = Mutex([Int: Result<Pack, any Error>]())
    // A manifest takes tens of milliseconds to read, and somebody waits for the first screen.
    DispatchQueue.concurrentPerform(iterations: folders.count) { index in
      let folder = folders[index]
      let pack = known.first { $0.folder.standardizedFileURL == folder.standardizedFileURL }
      let result = Result<Pack, any Error> { try pack ?? PackLoader.load(folder) }
      read.withLock { $0[index] = result }
    }
    let results = read.withLock { $0 }
    packs = folders.indices.map { try? results[$0]?.get() }
    summaries = folders.enumerated().map { index, folder in
      let isAdded = folder.deletingLastPathComponent().standardizedFileURL.path != shipped
      switch results[index] {
      case .success(let pack): return Self.summary(pack, in: workspace, isAdded: isAdded)
      case .failure(let error): return Self.unreadable(folder, "\(error)", isAdded: isAdded)
      case nil: return Self.unreadable(folder, "", isAdded: isAdded)
      }
    }
  }

  private static func unreadable(_ folder: URL, _ reason: String, isAdded: Bool) -> LessonSummary {
    let name = folder.lastPathComponent
    return LessonSummary(
      id: name, title: LocalizedText(same: name), about: LocalizedText(same: reason), checkCount: 0,
      isAdded: isAdded)
  }

  private static func summary(_ pack: Pack, in workspace: URL, isAdded: Bool) -> LessonSummary {
    let root = workspace.appendingPathComponent(pack.id, isDirectory: true)
    let folder = StudentFolder(root: root, pack: pack)
    var summary = LessonSummary(
      id: pack.id, title: pack.title, about: pack.about, minutes: pack.minutes,
      languages: pack.languages, checkCount: pack.checks.count, after: pack.after,
      isAdded: isAdded)
    guard let (progress, seconds) = folder.peekAtProgress() else { return summary }
    summary.green = pack.checks.count {
      progress.checks[$0.id]?.state == .passed && progress.hasBegun($0)
    }
    summary.secondsAgo = seconds
    summary.activeSeconds = progress.activeSeconds
    let block = pack.blocks[progress.currentBlockIndex(of: pack)]
    summary.position = LocalizedText(
      block.title.byLanguage.mapValues { "\(block.id) · \($0)" })
    return summary
  }
}
