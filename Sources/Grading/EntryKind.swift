/// What the name of a file says about it; endings count without case.
enum EntryKind: Equatable {
  case archive(ending: String)
  case swift(ending: String)
  /// An archive of a kind that is not read.
  case unreadArchive(ending: String)
  /// What belongs to a class, and to nobody in it.
  case ofTheClass
  case other

  private static let archives = [".zip", ".tar.gz", ".tgz", ".tar"]
  /// A browser, or a system that hides endings, adds the second one.
  private static let sources = [".swift", ".swift.txt"]
  private static let unreadArchives = [
    ".tar.xz", ".tar.bz2", ".tar.zst", ".tar.lz", ".tar.z", ".rar", ".7z", ".xz", ".txz", ".bz2",
    ".tbz", ".tbz2", ".zst", ".tzst", ".lz", ".lzma", ".gz", ".z", ".zipx", ".cab", ".iso", ".dmg",
    ".sit", ".sitx", ".arj", ".lzh", ".ace",
  ]
  private static let endingsOfTheClass = [
    ".csv", ".tsv", ".json", ".yml", ".yaml", ".toml", ".log", ".sh",
  ]

  init(_ name: String) {
    let folded = name.lowercased()
    func ending(_ endings: [String]) -> String? {
      endings.first { folded.utf8.count > $0.utf8.count && Self.ends(folded, $0) }
    }
    if let ending = ending(Self.archives) {
      self = .archive(ending: ending)
    } else if let ending = ending(Self.sources) {
      self = .swift(ending: ending)
    } else if let ending = ending(Self.unreadArchives) {
      self = .unreadArchive(ending: ending)
    } else if ending(Self.endingsOfTheClass) != nil || Self.ends(folded, "readme.md") {
      self = .ofTheClass
    } else {
      self = .other
    }
  }

  /// The name without the ending that says what it is.
  static func stem(_ name: String) -> String {
    switch EntryKind(name) {
    case .archive(let ending), .swift(let ending):
      String(decoding: name.utf8.dropLast(ending.utf8.count), as: UTF8.self)
    case .unreadArchive, .ofTheClass, .other: name
    }
  }

  /// By bytes, as a system reads an ending.
  private static func ends(_ text: String, _ ending: String) -> Bool {
    text.utf8.count >= ending.utf8.count
      && text.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }
}

/// What systems, editors and builds leave behind, by its name: nobody's work.
enum Leftovers {
  private static let names: Set<String> = [
    "__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "lost+found", "icon\r",
    "system volume information", ".ds_store", ".localized", ".appledouble", ".lsoverride",
    ".spotlight-v100", ".trashes", ".trash", ".fseventsd", ".temporaryitems",
    ".documentrevisions-v100", ".apdisk", ".directory", ".git", ".gitignore", ".gitattributes",
    ".gitkeep", ".gitmodules", ".github", ".svn", ".hg", ".build", ".swiftpm", ".byhand", ".vscode",
    ".idea", ".vs", ".cache", ".venv", ".editorconfig", ".swift-format",
    "node_modules", "__pycache__", "deriveddata",
  ]

  static func contains(_ name: String) -> Bool {
    let folded = name.lowercased()
    return names.contains(folded)
      || ["._", "~$", ".~lock.", ".nfs", ".fuse_hidden"].contains {
        folded.utf8.starts(with: $0.utf8)
      }
  }

  /// Whether it begins with a dot, as what is not for people does.
  static func isHidden(_ name: String) -> Bool { name.utf8.first == UInt8(ascii: ".") }
}
