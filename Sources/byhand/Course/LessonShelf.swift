import Foundation
import LessonPacks
import Progress
import Tutor
import Workspace

// Foundation has a class of this name.
import struct Progress.Progress

/// Every lesson there is, and how far the student is in each.
struct LessonShelf {
  var summaries: [LessonSummary]
  /// The packs' folders, in the same order.
  var folders: [URL]

  /// `workspace` holds the student's folders; nothing is made or changed in it. A pack that cannot be
  /// read stands in the list and says why.
  init(roots: [URL], workspace: URL, packs known: [Pack] = []) {
    folders = PackFinder.list(in: roots)
    let shipped = roots.first?.standardizedFileURL.path
    summaries = folders.map { folder in
      let isAdded = folder.deletingLastPathComponent().standardizedFileURL.path != shipped
      let pack = known.first { $0.folder.standardizedFileURL == folder.standardizedFileURL }
      do {
        return Self.summary(try pack ?? PackLoader.load(folder), in: workspace, isAdded: isAdded)
      } catch {
        let name = folder.lastPathComponent
        return LessonSummary(
          id: name, title: Self.everywhere(name), about: Self.everywhere("\(error)"), checkCount: 0,
          isAdded: isAdded)
      }
    }
  }

  private static func everywhere(_ text: String) -> LocalizedText {
    LocalizedText(
      Dictionary(Language.allCases.map { ($0, text) }, uniquingKeysWith: { first, _ in first }))
  }

  private static func summary(_ pack: Pack, in workspace: URL, isAdded: Bool) -> LessonSummary {
    let root = workspace.appendingPathComponent(pack.id, isDirectory: true)
    let folder = StudentFolder(root: root, pack: pack)
    var summary = LessonSummary(
      id: pack.id, title: pack.title, about: pack.about, minutes: pack.minutes,
      languages: pack.languages, checkCount: pack.checks.count, isAdded: isAdded)
    guard let (progress, seconds) = folder.peekAtProgress() else { return summary }
    summary.green = pack.checks.count {
      progress.checks[$0.id]?.state == .passed && progress.hasBegun($0)
    }
    summary.secondsAgo = seconds
    let block = pack.blocks[progress.currentBlockIndex(of: pack)]
    summary.position = LocalizedText(
      block.title.byLanguage.mapValues { "\(block.id) · \($0)" })
    return summary
  }
}
