import Foundation
import GradingFormats
import LessonPacks

/// Finds submissions where somebody pointed at.
public enum SubmissionFinder {
  /// The submissions that `places` mean, by name. A folder that holds the student's file, or a Swift
  /// package, is one submission; any other holds one for each folder, Swift file and archive in it, and
  /// says why anything else is none. A folder of folders that hold work is a section of the class: its
  /// students are named with it, `A/ana`. With `isOne` every place is one. `output` is where the grades of
  /// an earlier run may lie: nobody handed them in.
  ///
  /// Throws `noSubmission`, `emptyFolder`, `closedFolder` or `sameName`.
  public static func find(
    _ places: [URL], of work: StudentWork, isOne: Bool = false, hasSections: Bool? = nil,
    output: URL? = nil
  ) throws(GradingError) -> FoundSubmissions {
    let choice = FileChoice(work)
    var found = FoundSubmissions()
    var candidates: [Candidate] = []
    let output = output.map { DiskPlace($0) }
    var seen: Set<DiskPlace> = []
    let places = places.map { DiskPlace($0) }.filter { seen.insert($0).inserted }
    for place in places {
      guard let kind = place.kind else { throw .noSubmission(path: place.shown) }
      let prefix = places.count > 1 ? place.name : ""
      if kind != .folder || isOne || isSubmission(place, choice) {
        candidates.append(pointedAt(place, kind, choice))
        continue
      }
      let children = try entries(of: place).filter { $0 != output }
      let kept = children.filter { !Leftovers.contains($0.name) }
      if kept.isEmpty { throw .emptyFolder(path: place.shown) }
      found.leftovers += leftovers(children, prefix)
      let tree = ClassTree(choice: choice, hasSections: hasSections)
      for child in tree.children(kept, sections: []) {
        switch child {
        case .leftover(let place, let sections):
          found.leftovers += leftovers([place], ([prefix] + sections).joined(separator: "/"))
        case .entry(let place, let sections):
          var candidate = Candidate(place, reason: reason(place, choice))
          candidate.enter(sections, below: prefix)
          candidates.append(candidate)
        }
      }
    }
    found.files = found.leftovers.count
    for (candidate, name) in try CandidateNames.named(candidates) {
      let count = FileWalk(candidate.place).paths
      found.files += count.count
      let section = candidate.sections.joined(separator: "/")
      guard let reason = candidate.reason else {
        found.submissions.append(
          Submission(
            name: name, place: candidate.place, path: candidate.path,
            people: section.isEmpty ? [] : [Participant(section: section)]))
        continue
      }
      let isOfTheClass = EntryKind(candidate.place.name) == .ofTheClass
      found.passed.append(
        PassedEntry(
          name: name, reason: reason, isHandedIn: !isOfTheClass,
          paths: count.map { candidate.path + ($0.isEmpty ? "" : "/" + $0) },
          people: section.isEmpty ? [] : [Participant(section: section)]))
    }
    found.submissions.sort { $0.name < $1.name }
    found.passed.sort { $0.name < $1.name }
    return found
  }

  private static func leftovers(_ places: [DiskPlace], _ prefix: String) -> [String] {
    let start = prefix.isEmpty ? "" : prefix + "/"
    return places.filter { Leftovers.contains($0.name) }.map {
      start + $0.name + ($0.kind == .folder ? "/" : "")
    }
  }

  /// A student's folder or package. Whoever calls what they hand in `Sources` makes no package of the
  /// class: where several others have handed in beside it, it is one of them.
  private static func isSubmission(_ folder: DiskPlace, _ choice: FileChoice) -> Bool {
    let marks = choice.work.files + ["Package.swift", "Sources"]
    guard marks.contains(where: { folder.appending(Array($0.utf8)).kind != nil }) else {
      return false
    }
    let children = (try? folder.entries().get()) ?? []
    let others = children.filter { child in
      let name = child.name
      guard !(marks + ["Tests"]).contains(name), !FileChoice.isAside(name) else { return false }
      if case .archive = EntryKind(name) { return true }
      return child.kind == .folder && holdsWork(child)
    }
    return others.count < fewestOfAClass
  }

  /// An old version or two lie beside a student's file; more than that are a class.
  private static let fewestOfAClass = 3

  static func holdsWork(_ folder: DiskPlace) -> Bool {
    ((try? folder.entries().get()) ?? []).contains { entry in
      switch EntryKind(entry.name) {
      case .archive, .swift: true
      case .unreadArchive, .ofTheClass, .other: false
      }
    }
  }

  private static func entries(of folder: DiskPlace) throws(GradingError) -> [DiskPlace] {
    switch folder.entries() {
    case .success(let entries): return entries
    case .failure(let trouble):
      throw .closedFolder(path: folder.shown, reason: trouble.reason)
    }
  }

  /// The student's file itself has its folder's name. Whoever points at one file of any other name means
  /// it, but for an archive that cannot be opened.
  private static func pointedAt(
    _ place: DiskPlace, _ kind: DiskPlace.Kind, _ choice: FileChoice
  ) -> Candidate {
    var candidate = Candidate(place)
    guard case .file = kind else {
      if kind == .folder { return candidate }
      if choice.isName(place.name) { candidate.short = place.parent.name }
      return candidate
    }
    if choice.isNameInAnyCase(place.name) { candidate.short = place.parent.name }
    if case .unreadArchive = EntryKind(place.name) { candidate.reason = reason(place, choice) }
    return candidate
  }

  /// Why a class's entry is no submission; nil where it is one.
  private static func reason(_ place: DiskPlace, _ choice: FileChoice) -> String? {
    guard case .file? = place.kind else { return nil }
    switch EntryKind(place.name) {
    case .archive, .swift: return nil
    case .unreadArchive(let ending):
      return
        "a \(ending) archive is not read: ask for a .zip or a .tar.gz, or for \(choice.work.name) itself"
    case .ofTheClass: return "it is no submission: not a folder, a Swift file or an archive"
    case .other:
      return "it is not a folder, a Swift file or an archive: ask for \(choice.work.name)"
    }
  }
}
