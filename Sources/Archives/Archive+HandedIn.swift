/// An entry of what somebody handed in that is not among its files, and why.
public struct SkippedEntry: Sendable, Equatable {
  /// Its path, with a `/` between folders.
  public var path: String
  /// Why it is not among the files.
  public var reason: ArchiveError
  /// The same path with the same bytes is among the files: nothing was lost.
  public var isRepeated: Bool

  /// An entry that was left out.
  public init(path: String, reason: ArchiveError, isRepeated: Bool = false) {
    self.path = path
    self.reason = reason
    self.isRepeated = isRepeated
  }
}

/// What an archive that somebody handed in holds.
public struct HandedInFiles: Sendable, Equatable {
  /// In their order; between their folders stands a `/`, no path leads out, and none is there twice.
  public var files: [ArchiveEntry] = []
  /// What is not among them, in its order.
  public var skipped: [SkippedEntry] = []

  /// Nothing, to be filled with what lies in no archive of its own.
  public init() {}
}

extension Archive {
  /// Its files, with one odd entry or another left out: a name that cannot be, a link, a password.
  ///
  /// Nothing of it may be written to the disk under these names. Throws what concerns the archive as a
  /// whole: damage, and limits.
  public static func handedIn(
    in bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()
  ) throws(ArchiveError) -> HandedInFiles {
    var sieve = EntrySieve()
    for entry in try read(bytes, limits) { sieve.take(entry) }
    return sieve.result
  }
}

/// Tells the entries that are read from those that are only mentioned.
private struct EntrySieve {
  private(set) var result = HandedInFiles()
  private var places: [[UInt8]: Int] = [:]

  mutating func take(_ read: ReadEntry) {
    var entry = read.entry
    let parts = Self.parts(of: &entry)
    func skip(_ reason: ArchiveError, isRepeated: Bool = false) {
      result.skipped.append(
        SkippedEntry(path: entry.path, reason: reason, isRepeated: isRepeated))
    }
    if let reason = Self.flaw(of: entry, parts) ?? read.unread { return skip(reason) }
    guard entry.kind == .file else { return }
    entry.path = Self.drawn(parts)
    let key = Array(entry.path.utf8)
    if let place = places[key] {
      let isRepeated = result.files[place].bytes == entry.bytes
      return skip(.duplicate(entry.path), isRepeated: isRepeated)
    }
    places[key] = result.files.count
    result.files.append(entry)
  }

  /// The names of the path. Windows has written `\` into zips, which no name of its files can hold.
  private static func parts(of entry: inout ArchiveEntry) -> [String] {
    entry.path = String(
      String.UnicodeScalarView(entry.path.unicodeScalars.map { $0 == "\\" ? "/" : $0 }))
    var parts = ArchivePaths.split(entry.path)
    if parts.count > 1, parts.last == "" {
      if entry.kind == .file { entry.kind = .folder }
      parts.removeLast()
    }
    let isAbsolute = parts.count > 1 && parts.first == ""
    parts.removeAll { $0.isEmpty || $0 == "." }
    return isAbsolute ? [""] + parts : parts
  }

  private static func flaw(of entry: ArchiveEntry, _ parts: [String]) -> ArchiveError? {
    switch entry.kind {
    case .link: return .link(entry.path)
    case .other: return .special(entry.path)
    case .folder where parts.isEmpty: return nil
    case .file, .folder: break
    }
    guard let first = parts.first, let last = parts.last else { return .oddName(entry.path) }
    if first.isEmpty || isDrive(first) || parts.contains("..") { return .unsafePath(entry.path) }
    let isLong = parts.contains { $0.utf8.count > ArchivePaths.longestName }
    if isLong || parts.count > ArchivePaths.deepest { return .longPath(entry.path) }
    // An odd name of a folder costs nobody the file in it.
    if entry.kind == .file, last.unicodeScalars.contains(where: ArchivePaths.isOdd) {
      return .oddName(entry.path)
    }
    return nil
  }

  /// `C:`.
  private static func isDrive(_ part: String) -> Bool {
    let scalars = Array(part.unicodeScalars)
    return scalars.count == 2 && scalars[0].isASCII && scalars[0].properties.isAlphabetic
      && scalars[1] == ":"
  }

  private static func drawn(_ parts: [String]) -> String {
    let path = parts.joined(separator: "/")
    return String(
      String.UnicodeScalarView(path.unicodeScalars.map { ArchivePaths.isOdd($0) ? "·" : $0 }))
  }
}
