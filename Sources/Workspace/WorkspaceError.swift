/// What can go wrong with the student's folder. Each names the file and says what to do next.
public enum WorkspaceError: Error, Sendable, Equatable, CustomStringConvertible {
  case cannotWrite(file: String, reason: String)
  case cannotRead(file: String, reason: String)
  /// The lesson lacks what a student begins with: nothing that they could mend.
  case noStarter(file: String, reason: String)
  case occupied(folder: String, process: Int32?)
  case newerFormat(file: String, found: Int, supported: Int)
  case nothingToUndo(folder: String)

  /// What is wrong, with the file, and what to do next.
  public var description: String {
    switch self {
    case .cannotWrite(let file, let reason):
      "cannot write \(file): \(reason). Nothing was changed. "
        + "Make the folder writable, or choose another with --workspace DIR."
    case .cannotRead(let file, let reason):
      "cannot read \(file): \(reason). Check its permissions, or choose another folder with "
        + "--workspace DIR."
    case .noStarter(let file, let reason):
      "the lesson is not whole: its starter \(file) cannot be read (\(reason)). None of your files was "
        + "changed. Add the lesson again with `byhand pack add`, or tell who wrote it."
    case .occupied(let folder, let process):
      "another ByHand\(process.map { " (process \($0))" } ?? "") is open in \(folder). "
        + "Go on there, or close it first, or choose another folder with --workspace DIR."
    case .newerFormat(let file, let found, let supported):
      "\(file) was written by a newer ByHand (format \(found); this one reads up to \(supported)). "
        + "It was left as it is: update ByHand, or choose another folder with --workspace DIR."
    case .nothingToUndo(let folder):
      "there is no reset to undo in \(folder)."
    }
  }
}
