import UntrustedText

/// One thing in an archive.
public struct ArchiveEntry: Sendable, Equatable {
  /// What an entry is.
  public enum Kind: Sendable, Equatable { case file, folder, link, other }

  /// As the archive says it, with a `/` between folders and none at the end.
  public var path: String
  /// What it is; only files have bytes.
  public var kind: Kind
  /// What is in it, unpacked.
  public var bytes: [UInt8]
  /// Whether its owner may run it.
  public var isExecutable: Bool

  /// An entry; an empty file that nobody may run, unless something else is said.
  public init(path: String, kind: Kind = .file, bytes: [UInt8] = [], isExecutable: Bool = false) {
    self.path = path
    self.kind = kind
    self.bytes = bytes
    self.isExecutable = isExecutable
  }
}

/// An entry as a format's reader found it.
struct ReadEntry {
  var entry: ArchiveEntry
  /// Why its bytes are not here, where that is no damage of the archive.
  var unread: ArchiveError?
}

/// What an archive may hold before it is refused unread.
public struct ArchiveLimits: Sendable, Equatable {
  /// How many entries, folders and links among them.
  public var entries: Int
  /// Of all files together, unpacked.
  public var bytes: Int
  /// Unpacked over packed, once more than a megabyte is unpacked.
  public var ratio: Int

  /// 2,000 entries, 32 MB and 200 to 1, unless something else is said.
  public init(entries: Int = 2000, bytes: Int = 32 << 20, ratio: Int = 200) {
    self.entries = entries
    self.bytes = bytes
    self.ratio = ratio
  }

  func check(entries count: Int) throws(ArchiveError) {
    if count > entries { throw .tooMany(limit: entries) }
  }

  /// How much may come out of `packed` bytes.
  func allowance(packed: Int) -> Int { min(bytes, max(1 << 20, packed * ratio)) }
}

/// What an archive may use and is not read here, in the words of a sentence.
public enum ArchiveFeature: String, Sendable, Equatable {
  case zip64 = "ZIP64"
  case password = "a password"
  case otherCompression = "a compression other than deflate"
  /// A tar whose file is too long for its header.
  case otherSize = "files of this size"
}

/// Why an archive is refused. Nothing of it has been written anywhere then.
public enum ArchiveError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Neither zip, nor tar, nor gzip with a tar in it.
  case unknownFormat
  case damaged(String)
  case unsupported(ArchiveFeature)
  case tooMany(limit: Int)
  case tooLarge(limit: Int)
  case link(String)
  case special(String)
  /// Absolute, with `..`, or with characters that no file's name should hold.
  case unsafePath(String)
  /// Harmless, with characters that no file's name should hold.
  case oddName(String)
  /// More folders deep, or with a longer name, than file systems allow.
  case longPath(String)
  /// Two entries of one name, or of names that differ by case alone.
  case duplicate(String)

  /// What is wrong with the archive, without a full stop.
  public var description: String {
    switch self {
    case .unknownFormat: "the archive is neither a .zip nor a .tar.gz"
    case .damaged(let what): "the archive is damaged: \(VisibleText.refusedName(what))"
    case .unsupported(let what): "the archive uses \(what.rawValue), which is not read"
    case .tooMany(let limit): "the archive holds more than \(limit) entries"
    case .tooLarge(let limit):
      "the archive unpacks to more than \(limit >> 20) MB, or to far more than it is long"
    case .link(let path): "the archive holds a link: \(VisibleText.refusedName(path))"
    case .special(let path):
      "the archive holds something that is no file: \(VisibleText.refusedName(path))"
    case .unsafePath(let path):
      "the archive holds a path that leads out: \(VisibleText.refusedName(path))"
    case .oddName(let path):
      "the archive holds a name with characters that no file's name should have: "
        + VisibleText.refusedName(path)
    case .longPath(let path):
      "the archive holds a path that is too long: \(VisibleText.refusedName(path))"
    case .duplicate(let path): "the archive holds \(VisibleText.refusedName(path)) twice"
    }
  }
}

/// Reads zip, tar and gzipped tar from memory into memory: an archive that is refused leaves nothing.
public enum Archive {
  /// Its files, in their order; folders are implied by paths. One entry that may not be written to a
  /// disk refuses the whole archive.
  public static func files(
    in bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()
  ) throws(ArchiveError) -> [ArchiveEntry] {
    let found = try read(bytes, limits)
    if let unread = found.lazy.compactMap(\.unread).first { throw unread }
    return try ArchivePaths.checked(found.map(\.entry)).filter { $0.kind == .file }
  }

  static func read(
    _ bytes: [UInt8], _ limits: ArchiveLimits
  ) throws(ArchiveError) -> [ReadEntry] {
    if bytes.starts(with: [0x50, 0x4B]) { return try ZipReader(bytes, limits).entries() }
    if bytes.starts(with: [0x1F, 0x8B]) {
      let tar = try Gzip.unpacked(bytes, allowance: limits.allowance(packed: bytes.count), limits)
      return try TarReader(tar, limits).entries()
    }
    if TarReader.isTar(bytes) { return try TarReader(bytes, limits).entries() }
    throw .unknownFormat
  }
}
