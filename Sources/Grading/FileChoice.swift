import LessonPacks

/// Which of the files that were handed in are the student's.
struct FileChoice {
  let work: StudentWork

  init(_ work: StudentWork) { self.work = work }

  enum Choice: Equatable {
    /// The paths of the whole work, in the order of its names.
    case found([String])
    case none
    case several(String)
  }

  /// The file of the right name that lies highest; failing that, the only Swift file there is. What lies
  /// in hidden folders is looked at last, and what tools keep for themselves never.
  func choose(_ paths: [String]) -> Choice {
    for hidden in [false, true] {
      let looked = paths.filter { isLookedAt($0, hidden: hidden) }
      let right = rightName(looked)
      if right != .none { return right }
      if let only = onlySwift(looked) { return .found([only]) }
    }
    return .none
  }

  /// By its name alone: as it should be, else in other letters, else as a system that adds `.txt` has it.
  func rightName(_ paths: [String]) -> Choice {
    let names: [(String) -> Bool] = [
      isName, isNameInAnyCase,
      { name in work.files.contains { $0.lowercased() + ".txt" == name.lowercased() } },
    ]
    for isRight in names {
      let right = paths.filter { isRight(Self.last($0)) }
      guard let highest = right.map(Self.depth).min() else { continue }
      let candidates = right.filter { Self.depth($0) == highest }.sorted()
      guard candidates.count > 1 else { return .found(candidates) }
      return .several("there are \(candidates.count): \(candidates.joined(separator: ", "))")
    }
    return .none
  }

  /// Whether a path is the student's by its name alone.
  func isRightName(_ path: String) -> Bool { rightName([path]) != .none }

  /// Whether a file of this name has the name that it should have.
  func isName(_ name: String) -> Bool { work.contains(name) }

  /// The same where upper and lower case are alike.
  func isNameInAnyCase(_ name: String) -> Bool {
    work.files.contains { $0.lowercased() == name.lowercased() }
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

  static func last(_ path: String) -> String { parts(path).last ?? path }

  /// By bytes: a slash with an accent behind it is a slash.
  private static func parts(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func depth(_ path: String) -> Int { parts(path).count { $0 != "." } }
}
