import Foundation
import LessonPacks

/// Which of the files that were handed in are the student's.
struct FileChoice {
  let work: StudentWork

  init(_ work: StudentWork) { self.work = work }

  enum Choice: Equatable {
    /// Where the files of the work are, in the order of its names.
    case found([Pick])
    case none
    case several(String)
  }

  /// One of the work's files, and the path that was handed in for it; nil where none was.
  struct Pick: Equatable {
    var name: String
    var path: String?
  }

  /// The file of the right name that lies highest; failing that, the only Swift file there is. What lies
  /// in hidden folders is looked at last, and what tools keep for themselves never.
  func choose(_ paths: [String]) -> Choice {
    for hidden in [false, true] {
      let looked = paths.filter { isLookedAt($0, hidden: hidden) }
      let right = rightName(looked)
      if right != .none { return right }
      if let only = onlySwift(looked) { return .found(picks([work.main: only])) }
    }
    return .none
  }

  private func picks(_ paths: [String: String]) -> [Pick] {
    work.files.map { Pick(name: $0, path: paths[$0]) }
  }

  /// By its name alone: as it should be, else in other letters, else as a system that adds `.txt` has it.
  /// Of several files all lie in the folder in which the highest is.
  func rightName(_ paths: [String]) -> Choice {
    var folder: [String]?
    var found: [String: String] = [:]
    for file in work.files.sorted(by: { highest($0, paths) < highest($1, paths) }) {
      let beside = folder.map { folder in paths.filter { Self.folder($0) == folder } } ?? paths
      let candidates = candidates(for: file, beside)
      if candidates.count > 1 {
        return .several("there are \(candidates.count): \(candidates.joined(separator: ", "))")
      }
      guard let path = candidates.first else { continue }
      folder = Self.folder(path)
      found[file] = path
    }
    return found.isEmpty ? .none : .found(picks(found))
  }

  private func highest(_ file: String, _ paths: [String]) -> Int {
    candidates(for: file, paths).first.map(Self.depth) ?? Int.max
  }

  /// Those that lie highest of the paths whose name is most like the file's.
  private func candidates(for file: String, _ paths: [String]) -> [String] {
    let names: [(String) -> Bool] = [
      { $0 == file }, { $0.lowercased() == file.lowercased() },
      { $0.lowercased() == file.lowercased() + ".txt" },
    ]
    for isRight in names {
      let right = paths.filter { isRight(Self.last($0)) }
      guard let highest = right.map(Self.depth).min() else { continue }
      return right.filter { Self.depth($0) == highest }.sorted()
    }
    return []
  }

  /// What a file by itself stands for: one of the work's by its name, else the one that is meant where
  /// nothing says which.
  func picks(ofOne name: String) -> [Pick] {
    if case .found(let picks) = rightName([name]) { return picks }
    return picks([work.main: name])
  }

  /// Whether a file says where each of the others begins.
  func holdsAll(_ bytes: Data) -> Bool {
    work.unmarked(in: String(decoding: bytes, as: UTF8.self)).isEmpty
  }

  /// Whether a path is the student's by its name alone.
  func isRightName(_ path: String) -> Bool { rightName([path]) != .none }

  /// Whether a file of this name has the name that it should have.
  func isName(_ name: String) -> Bool { work.contains(name) }

  /// The same where upper and lower case are alike.
  func isNameInAnyCase(_ name: String) -> Bool {
    work.files.contains { $0.lowercased() == name.lowercased() }
  }

  /// Whether a file may be the student's, or hold it.
  func isWorthReading(_ path: String) -> Bool {
    switch EntryKind(Self.last(path)) {
    case .swift, .archive: true
    case .unreadArchive, .ofTheClass, .other: isRightName(path)
    }
  }

  func onlySwift(_ paths: [String]) -> String? {
    let swift = paths.filter { path in
      guard case .swift = EntryKind(Self.last(path)) else { return false }
      return Self.last(path) != "Package.swift"
    }
    return swift.count == 1 ? swift[0] : nil
  }

  /// The archives among files without the student's own.
  func archives(_ paths: [String]) -> [String] {
    paths.filter { path in
      guard case .archive = EntryKind(Self.last(path)) else { return false }
      return isLookedAt(path, hidden: false)
    }
  }

  /// What editors, systems and builds leave behind is not looked at.
  func isLookedAt(_ path: String, hidden: Bool) -> Bool {
    Self.parts(path).allSatisfy { part in
      part == "." || (hidden ? !Leftovers.contains(part) : !Self.isAside(part))
    }
  }

  /// Hidden, or nobody's work.
  static func isAside(_ name: String) -> Bool {
    Leftovers.contains(name) || Leftovers.isHidden(name)
  }

  private static func folder(_ path: String) -> [String] {
    parts(path).dropLast().filter { $0 != "." }
  }

  static func last(_ path: String) -> String { parts(path).last ?? path }

  /// By bytes: a slash with an accent behind it is a slash.
  private static func parts(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func depth(_ path: String) -> Int { parts(path).count { $0 != "." } }
}
