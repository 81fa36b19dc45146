/// The files of a student's folder, those that lie highest first. Links are not followed.
struct FolderWalk {
  var choice: FileChoice
  /// So many files are looked at, but for those below the student's own.
  var mostFiles: Int
  private(set) var files: [(path: String, place: DiskPlace)] = []
  /// The first folder that the system would not open: what is not found may lie in it.
  private(set) var closed: (place: DiskPlace, trouble: DiskPlace.Trouble)?

  init(choice: FileChoice, mostFiles: Int) {
    self.choice = choice
    self.mostFiles = mostFiles
  }

  /// Why the folder is not read; nil where it is. Ends at the level where the student's file lies:
  /// what a tool has left further down by the thousands costs nobody the grade.
  mutating func run(_ folder: DiskPlace) -> String? {
    var level = [(path: "", place: folder)]
    while !level.isEmpty {
      var next: [(path: String, place: DiskPlace)] = []
      var isFound = false
      for (prefix, place) in level {
        switch place.entries() {
        case .failure(let trouble): closed = closed ?? (place, trouble)
        case .success(let entries):
          for entry in entries {
            let path = prefix + entry.name
            guard choice.isLookedAt(path, hidden: true) else { continue }
            if entry.kind == .folder {
              next.append((path + "/", entry))
              continue
            }
            files.append((path, entry))
            if choice.isName(entry.name), choice.isLookedAt(path, hidden: false) {
              isFound = true
            }
          }
          if files.count > mostFiles || next.count > mostFiles {
            return isFound ? nil : "there are more than \(mostFiles) files"
          }
        }
      }
      if isFound { return nil }
      level = next
    }
    return nil
  }
}
