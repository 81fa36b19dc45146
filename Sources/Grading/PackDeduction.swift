import LessonPacks

/// The pack that a class was set, told by what its files are called.
public enum PackDeduction {
  /// What the files' names say.
  public enum Answer: Equatable, Sendable {
    /// One pack alone has a file of this name.
    case pack(String, file: String)
    /// Of these packs there are files, or there are none of any.
    case unclear(packs: [String])
  }

  /// `names` are those of everything that was found; `packs` what students of each write, by pack.
  public static func of(_ names: [String], packs: [(id: String, work: StudentWork)]) -> Answer {
    let folded = Set(names.map { $0.lowercased() })
    func found(_ work: StudentWork) -> String? {
      work.files.first { file in
        folded.contains(file.lowercased()) || folded.contains(file.lowercased() + ".txt")
          || folded.contains { $0.hasSuffix("_" + file.lowercased()) }
      }
    }
    let fitting = packs.compactMap { pack in found(pack.work).map { (pack.id, $0) } }
    guard fitting.count == 1 else { return .unclear(packs: fitting.map(\.0)) }
    return .pack(fitting[0].0, file: fitting[0].1)
  }
}
