/// Every file below a folder, for the count of what was found. What systems and tools leave behind is one
/// entry, however many files are in it.
struct FileWalk {
  /// Paths below the folder, each once.
  private(set) var paths: [String] = []

  /// Left out, with everything in it.
  private let without: DiskPlace?

  init(_ place: DiskPlace, without: DiskPlace? = nil) {
    self.without = without
    guard place.kind == .folder else {
      paths = [""]
      return
    }
    walk(place, "", depth: 0)
  }

  private mutating func walk(_ folder: DiskPlace, _ prefix: String, depth: Int) {
    guard depth < Self.deepest, let entries = try? folder.entries().get() else {
      paths.append(prefix)
      return
    }
    for entry in entries where entry != without {
      let path = prefix + entry.name
      if entry.kind == .folder, !Leftovers.contains(entry.name) {
        walk(entry, path + "/", depth: depth + 1)
      } else {
        paths.append(entry.kind == .folder ? path + "/" : path)
      }
    }
  }

  /// A link is not followed, so no folder comes again; this is far below where a path gets too long.
  private static let deepest = 64
}

extension SubmissionReader {
  /// The files of a submission by their paths below what was pointed at, with why the grade does not
  /// depend on those that were not read.
  func files(of submission: Submission, _ reading: Reading) -> [(path: String, reason: String?)] {
    let read = Set(reading.paths)
    switch submission.place {
    case .export(let files):
      return files.map { ($0.path, read.contains($0.name) ? nil : reason($0.name)) }
    case .disk(let place):
      return FileWalk(place).paths.map { path in
        let shown = submission.path + (path.isEmpty ? "" : "/" + path)
        return (shown, read.contains(path) ? nil : reason(path))
      }
    }
  }

  private func reason(_ path: String) -> String {
    if Leftovers.isInside(path) { return ExportPath.leftover }
    if !choice.isLookedAt(path, hidden: false) { return "it is hidden" }
    if choice.isWorthReading(path) { return "another file was taken" }
    return "it is not \(choice.work.name)"
  }
}
