/// Which folders of a class are its sections, and which are students.
///
/// A student may keep their file some folders down, and a section may have one student: names tell
/// nothing. So the class decides as a whole. It has sections where more of its folders hold the work of
/// two or more than there are entries that hold work themselves; then every folder without work of its own
/// is one. And a folder that holds the folders of three or more, each with a file of the right name, is a
/// section in any class: as one student's it could not be graded. Whoever knows better says so with
/// `--sections` or `--no-sections`.
struct ClassTree {
  enum Child {
    case entry(DiskPlace, sections: [String])
    case leftover(DiskPlace, sections: [String])
  }

  let choice: FileChoice
  /// Nil where the class itself has to tell.
  var hasSections: Bool?

  private static let deepest = 3

  /// What a class's entries come to: those of a section in its place.
  func children(_ entries: [DiskPlace], sections: [String]) -> [Child] {
    let isDivided = hasSections ?? isDivided(entries)
    return entries.flatMap { entry -> [Child] in
      if Leftovers.contains(entry.name) { return [.leftover(entry, sections: sections)] }
      let isSection = isDivided || hasSections == nil && isPlainlySection(entry)
      guard isSection, sections.count < Self.deepest, entry.kind == .folder, !isOwn(entry),
        case let inner = below(entry), inner.contains(where: holdsWork)
      else { return [.entry(entry, sections: sections)] }
      var copy = self
      // Below a section only the section itself can tell.
      copy.hasSections = hasSections == false ? false : nil
      return copy.children(inner, sections: sections + [entry.name])
    }
  }

  private func isDivided(_ entries: [DiskPlace]) -> Bool {
    let own = entries.count { $0.kind == .folder ? isOwn($0) : holdsWork($0) }
    let several = entries.count { entry in
      guard entry.kind == .folder, !isOwn(entry) else { return false }
      let work = below(entry).filter(holdsWork)
      // A student may have two archives, or a file of a friend's beside their own.
      return work.count { $0.kind == .folder } > 1 || work.count > Self.mostOfOne
    }
    return several > own
  }

  private static let mostOfOne = 2

  private func isPlainlySection(_ entry: DiskPlace) -> Bool {
    entry.kind == .folder && !isOwn(entry)
      && below(entry).count {
        $0.kind == .folder && !FileChoice.isAside($0.name) && isOwn($0)
      } > Self.mostOfOne
  }

  /// Whether a folder holds work itself: it is a student's.
  private func isOwn(_ folder: DiskPlace) -> Bool {
    below(folder).contains { entry in
      entry.kind != .folder && choice.isRightName(entry.name)
        || ["Package.swift", "Sources"].contains(entry.name)
    }
  }

  /// Whether an entry of a section is a student's: a folder or an archive, or a Swift file by itself.
  private func holdsWork(_ entry: DiskPlace) -> Bool {
    if entry.kind == .folder {
      return !FileChoice.isAside(entry.name)
        && (isOwn(entry) || SubmissionFinder.holdsWork(entry)
          || below(entry).contains { inner in
            inner.kind == .folder && (isOwn(inner) || SubmissionFinder.holdsWork(inner))
          })
    }
    switch EntryKind(entry.name) {
    case .archive, .swift: return true
    case .unreadArchive, .ofTheClass, .other: return false
    }
  }

  private func below(_ folder: DiskPlace) -> [DiskPlace] { (try? folder.entries().get()) ?? [] }
}
