import Archives
import UntrustedText

/// The zip for Moodle's Upload multiple feedback files in a zip: each file in the folder that Moodle
/// itself named, `Full Name_12345_assignsubmission_file`, by whose number it finds the student.
enum MoodleFeedback {
  /// Empty where `feedback` has nothing for anybody.
  static func zip(
    _ grades: ClassGrades, name: String, _ feedback: (ClassGrades.Row) -> [UInt8]?
  ) -> PlatformFiles {
    var entries: [ArchiveEntry] = []
    var problems: [String] = []
    var folders: Set<String> = []
    for row in grades.rows {
      guard row.grade != nil, let bytes = feedback(row) else { continue }
      let named = Self.folders(of: row)
      if named.isEmpty {
        problems.append(
          "\(VisibleText.line(row.submission)): its number in Moodle is not known, so its feedback is "
            + "not in moodle-feedback.zip")
      }
      for folder in named where folders.insert(folder).inserted {
        entries.append(ArchiveEntry(path: "\(folder)/\(name)", bytes: bytes))
      }
    }
    guard !entries.isEmpty else { return PlatformFiles(problems: problems) }
    guard entries.count < 0xFFFF, entries.reduce(0, { $0 + $1.bytes.count + 1000 }) < 1 << 31 else {
      return PlatformFiles(problems: [
        "moodle-feedback.zip: \(entries.count) files are more than a zip holds; give a part of the "
          + "class at a time"
      ])
    }
    return PlatformFiles(
      files: [ClassFile(path: "moodle-feedback.zip", bytes: ZipWriter.archive(entries))],
      problems: problems)
  }

  /// That in which the work came; else one made of the name and the number, for each of a group.
  private static func folders(of row: ClassGrades.Row) -> [String] {
    if let name = [row.delivery?.originalName, row.submission].compactMap({ $0 })
      .lazy.compactMap(original).first
    {
      return [name]
    }
    return row.people.compactMap { person in
      guard let number = person.id?.wholeMatch(of: #/(?:Participant )?([0-9]+)/#) else {
        return nil
      }
      let name = [person.name, row.submission].compactMap { $0 }.map(plain).first { !$0.isEmpty }
      return "\(name ?? "Participant")_\(number.1)_assignsubmission_file"
    }
  }

  /// Older versions of Moodle end a folder with `_`, and those without folders go on with the file.
  private static func original(_ name: String) -> String? {
    let pattern = #/.*?[^_\/]_[0-9]+_assignsubmission_(?:file|onlinetext)_?/#
    return name.split(separator: "/").lazy.compactMap { part in
      part.prefixMatch(of: pattern).map { String($0.0) }
    }.first
  }

  /// Moodle counts the `_` from the left.
  private static func plain(_ name: String) -> String {
    VisibleText.line(name).replacing(#/[_\/\\]/#, with: " ")
  }
}
