import Archives
import Foundation
import Judge
import LessonPacks
import Reports
import UntrustedText

/// Finds the student's file in what was handed in, and reads it. Nothing is unpacked onto the disk.
struct SubmissionReader {
  var choice: FileChoice
  /// An archive longer than this is refused unread.
  var largestArchive = 16 << 20
  /// So many files of a folder are looked at.
  var mostFiles = 5000
  var limits = ArchiveLimits()
  /// What stands in for a file of several that was not handed in, by name.
  private var starters: [String: Data] = [:]

  init(_ work: StudentWork) { choice = FileChoice(work) }

  init(_ pack: Pack) {
    self.init(pack.work)
    guard pack.work.files.count > 1 else { return }
    for (name, file) in zip(pack.work.files, pack.starterFiles) {
      starters[name] = try? Data(contentsOf: file)
    }
  }

  func choose(_ paths: [String]) -> FileChoice.Choice { choice.choose(paths) }

  func source(of submission: Submission) -> StudentSource { read(submission).source }

  func read(_ submission: Submission) -> Reading {
    switch submission.place {
    case .disk(let place): read(place)
    case .export(let files): inExport(files)
    }
  }

  private func read(_ place: DiskPlace) -> Reading {
    switch place.kind {
    case .folder?: return inFolder(place)
    case .file?:
      if case .archive = EntryKind(place.name) { return inArchive(place).reading([""]) }
      return whole(choice.picks(ofOne: place.name)) { _ in file(place) }.reading([""])
    case nil, .link?, .other?: return file(place).reading([""])
    }
  }

  /// The work of which these files were handed in. A file that holds all of it says where the others
  /// begin; else what lacks is as the starter has it, and that is said: a student who has not come to the
  /// last file has not lost the first.
  private func whole(_ picks: [FileChoice.Pick], _ read: (String) -> Reading) -> Reading {
    let handedIn = picks.compactMap { pick in pick.path.map { (name: pick.name, reading: read($0)) }
    }
    if handedIn.count == 1, let only = handedIn.first?.reading,
      only.source.bytes.map({ choice.holdsAll($0) }) ?? true
    {
      return only
    }
    return .all(
      picks.map { pick in
        if let found = handedIn.first(where: { $0.name == pick.name }) { return found }
        guard let starter = starters[pick.name] else { return (pick.name, .missing) }
        let note = Phrase(
          en: "\(pick.name) was not handed in: the starter's stands in for it",
          es: "no se entregó \(pick.name): en su lugar está el del punto de partida")
        return (pick.name, Reading(source: StudentSource(bytes: starter), notes: [note]))
      })
  }

  // MARK: A file

  private func file(_ place: DiskPlace) -> Reading {
    switch place.kind {
    case nil: return .missing
    case .folder?: return Reading(source: StudentSource(unreadable: .directory))
    case .link?: return Reading(source: StudentSource(unreadable: .symbolicLink))
    case .other?: return Reading(source: StudentSource(unreadable: .notAFile))
    case .file(let size)?:
      switch place.read(upTo: StudentSource.largest + 1) {
      case .success(let bytes): return text(bytes, size: size)
      case .failure(let trouble): return .closed(place, trouble)
      }
    }
  }

  private func text(_ bytes: Data, size: Int) -> Reading {
    guard bytes.count <= StudentSource.largest else {
      return Reading(source: StudentSource.judgeBytes(bytes, size: size))
    }
    let (decoded, note) = SourceText.utf8(bytes)
    let source = StudentSource.judgeBytes(decoded, size: decoded.count)
    return Reading(source: source, notes: source.bytes == nil ? [] : [note].compactMap { $0 })
  }

  /// Says which file it was, where it has another name than it should.
  private func noting(_ path: String, _ reading: Reading) -> Reading {
    var reading = reading
    reading.paths = [path]
    reading.isByName = choice.isRightName(path)
    guard !choice.isName(FileChoice.last(path)), reading.source.bytes != nil else { return reading }
    let shown = VisibleText.line(path)
    reading.notes.insert(Phrase(en: "read from \(shown)", es: "leído de \(shown)"), at: 0)
    return reading
  }

  /// Says which archive it was in.
  private func noting(archive path: String, _ reading: Reading) -> Reading {
    var reading = reading
    reading.paths = [path]
    guard reading.source.bytes != nil else { return reading }
    let shown = VisibleText.line(path)
    reading.notes.insert(
      Phrase(en: "found in \(shown)", es: "encontrado en \(shown)"), at: 0)
    return reading
  }

  /// The file of the right name in an archive, else the only Swift file beside the archive, else what
  /// the archive comes to.
  private func better(_ inside: Reading?, or beside: () -> Reading?) -> Reading? {
    if let inside, inside.source.bytes != nil, inside.isByName { return inside }
    if let beside = beside() { return beside }
    return inside?.source.unreadable == .missing ? nil : inside
  }

  // MARK: A folder

  private func inFolder(_ folder: DiskPlace) -> Reading {
    var walk = FolderWalk(choice: choice, mostFiles: mostFiles)
    if let reason = walk.run(folder) { return .refused(reason) }
    let paths = walk.files.map(\.path)
    func read(_ picks: [FileChoice.Pick]) -> Reading {
      whole(picks) { path in
        noting(path, walk.files.first { $0.path == path }.map { file($0.place) } ?? .missing)
      }
    }
    switch choice.rightName(paths.filter { choice.isLookedAt($0, hidden: false) }) {
    case .found(let chosen): return read(chosen)
    case .several(let sentence): return .refused(sentence)
    case .none: break
    }
    let archives = choice.archives(paths)
    let only = archives.count == 1 ? walk.files.first { $0.path == archives[0] } : nil
    let inside = only.map { noting(archive: $0.path, inArchive($0.place)) }
    let found = better(inside) { beside(paths, read) }
    if let found { return found }
    if let closed = walk.closed { return .closed(closed.place, closed.trouble) }
    return Reading(source: withoutFile(paths))
  }

  private func beside(
    _ paths: [String], _ read: ([FileChoice.Pick]) -> Reading
  ) -> Reading? {
    switch choose(paths) {
    case .found(let chosen): read(chosen)
    case .several(let sentence): .refused(sentence)
    case .none: nil
    }
  }

  /// Why nothing was found, where what is there says more than that.
  private func withoutFile(_ paths: [String]) -> StudentSource {
    let looked = paths.filter { choice.isLookedAt($0, hidden: false) }
    let archives = choice.archives(looked)
    if archives.count > 1 {
      let list = archives.sorted().prefix(5).joined(separator: ", ")
      return StudentSource(
        unreadable: .refused("it is in one of \(archives.count) archives: \(list): hand in one"))
    }
    for path in looked.sorted() {
      guard case .unreadArchive(let ending) = EntryKind(FileChoice.last(path)) else { continue }
      return StudentSource(
        unreadable: .refused(
          "a \(ending) archive is not read: hand in a .zip, or the file itself (\(path))"))
    }
    return StudentSource(unreadable: .missing)
  }

  // MARK: An archive

  private func inArchive(_ place: DiskPlace) -> Reading {
    guard case .file(let size)? = place.kind, size <= largestArchive else {
      return .refused("the archive is longer than \(largestArchive >> 20) MB")
    }
    switch place.read(upTo: largestArchive + 1) {
    case .failure(let trouble): return .closed(place, trouble)
    case .success(let bytes): return inArchive(Array(bytes), limits, isInner: false)
    }
  }

  private func inArchive(
    _ bytes: [UInt8], _ limits: ArchiveLimits, isInner: Bool
  ) -> Reading {
    do throws(ArchiveError) {
      return among(try Archive.handedIn(in: bytes, limits: limits), limits, isInner: isInner)
    } catch {
      return .refused(error.description)
    }
  }

  /// The student's file among those of an archive, or of an export.
  func among(
    _ found: HandedInFiles, _ limits: ArchiveLimits, isInner: Bool
  ) -> Reading {
    let notes = SkippedNote.phrases(found.skipped)
    func read(_ picks: [FileChoice.Pick]) -> Reading {
      // Which of two was meant, nobody can tell.
      for path in picks.compactMap(\.path) {
        if found.skipped.contains(where: { $0.reason == .duplicate(path) && !$0.isRepeated }) {
          return .refused(ArchiveError.duplicate(path).description)
        }
      }
      var reading = whole(picks) { path in
        let content = Data(found.files.first { $0.path == path }?.bytes ?? [])
        return noting(path, text(content, size: content.count))
      }
      reading.notes += notes
      return reading
    }
    let paths = found.files.map(\.path)
    switch choice.rightName(paths.filter { choice.isLookedAt($0, hidden: false) }) {
    case .found(let chosen): return read(chosen)
    case .several(let sentence): return .refused(sentence)
    case .none: break
    }
    // The student's file itself is what could not be read.
    if let own = found.skipped.first(where: { choice.isRightName($0.path) }) {
      return .refused(own.reason.description)
    }
    let inside = inInnerArchive(found, limits, isInner)
    if let reading = better(inside, or: { beside(paths, read) }) { return reading }
    let lost = found.skipped.first { choice.onlySwift([$0.path]) != nil }
    return Reading(
      source: lost.map { StudentSource(unreadable: .refused($0.reason.description)) }
        ?? withoutFile(paths), notes: notes)
  }

  /// The one archive in an archive, within what its limits leave. Nil where there is none, or nothing in
  /// it.
  private func inInnerArchive(
    _ found: HandedInFiles, _ limits: ArchiveLimits, _ isInner: Bool
  ) -> Reading? {
    let archives = choice.archives(found.files.map(\.path))
    guard archives.count == 1, let only = found.files.first(where: { $0.path == archives[0] })
    else {
      return nil
    }
    if isInner {
      return .refused("it is an archive in an archive in an archive: hand in the file itself")
    }
    var rest = limits
    rest.entries -= found.files.count + found.skipped.count
    rest.bytes -= found.files.reduce(0) { $0 + $1.bytes.count }
    var reading = inArchive(only.bytes, rest, isInner: true)
    reading = noting(archive: only.path, reading)
    reading.notes += SkippedNote.phrases(found.skipped)
    return reading
  }
}
