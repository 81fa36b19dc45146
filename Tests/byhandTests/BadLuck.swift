import Testing

/// Something that goes wrong with the machine while a right file is judged: a new case is a new row.
///
/// What must be true of all: nothing is held against the file, the exit status is that of what was not
/// judged, a sentence says why, a class keeps no grade of it, and the same command gives the full
/// grade when the trouble is over.
struct BadLuck: Sendable, CustomTestStringConvertible {
  var name: String
  /// For the shell, before the program; `$PLACE` is a folder of its own.
  var shell: String
  /// In the sentence.
  var words: String
  /// Every program of this name is killed as soon as it is seen.
  var killed: String?
  /// It takes mounts of its own, and so root or namespaces.
  var needsMounts = false

  var testDescription: String { name }

  static let all: [BadLuck] = [
    mount("a full disk", "size=100k", "is full", for: "TMPDIR"),
    mount(
      "a disk without room for another file", "size=500m,nr_inodes=6", "is full", for: "TMPDIR"),
    mount("a disk that runs no programs", "noexec", "noexec", for: "TMPDIR"),
    mount("a disk that is read-only", "ro", "Read-only", for: "TMPDIR"),
    mount("a full disk for what is kept", "size=200k", "is full", for: "XDG_CACHE_HOME"),
    mount("no room for files among what is kept", "nr_inodes=4", "full", for: "XDG_CACHE_HOME"),
    mount("a read-only disk for what is kept", "ro", "Read-only", for: "XDG_CACHE_HOME"),
    BadLuck(name: "a limit of memory", shell: "ulimit -v 400000", words: "ulimit -v"),
    BadLuck(name: "a limit of data", shell: "ulimit -d 60000", words: "ulimit -v"),
    BadLuck(name: "a limit of a file's size", shell: "ulimit -f 8", words: "ulimit -f"),
    BadLuck(name: "a limit of the stack", shell: "ulimit -s 64", words: "ulimit -s"),
    BadLuck(name: "a limit of open files", shell: "ulimit -n 30", words: "ulimit -n"),
    BadLuck(
      name: "a compiler that is killed", shell: ":", words: "killed", killed: "swift-frontend"),
    BadLuck(name: "a jail that is killed", shell: ":", words: "killed", killed: "byhand-jail"),
    BadLuck(
      name: "a program of the checks that is killed", shell: ":", words: "killed",
      killed: "byhand-probe"),
  ]

  private static func mount(
    _ name: String, _ options: String, _ words: String, for variable: String
  ) -> BadLuck {
    BadLuck(
      name: "\(name) (\(variable))",
      shell: "mount -t tmpfs -o \(options) none \"$PLACE\" && export \(variable)=\"$PLACE\"",
      words: words, needsMounts: true)
  }
}
