import Foundation

/// `// key: text` lines at the very head of a Swift file, in which a solution says what it proves.
struct SolutionHeader {
  private var entries: [String: (text: String, line: Int)] = [:]

  /// A comment line without one of the `keys` goes on with the line before it.
  init(_ source: String, keys: [String]) {
    var current: String?
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard line.hasPrefix("//") else { break }
      let text = line.drop { $0 == "/" }.trimmingCharacters(in: .whitespaces)
      if let key = keys.first(where: { text.hasPrefix($0 + ":") }) {
        let rest = text.dropFirst(key.count + 1).trimmingCharacters(in: .whitespaces)
        entries[key] = (rest, index + 1)
        current = key
      } else if let key = current, !text.isEmpty, let entry = entries[key] {
        entries[key] = (entry.text.isEmpty ? text : entry.text + " " + text, entry.line)
      }
    }
  }

  subscript(_ key: String) -> (text: String, line: Int)? { entries[key] }

  /// The names behind a key, between commas.
  func list(_ key: String) -> [String] {
    (entries[key]?.text ?? "").split(separator: ",")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// A key that is not there, or that nothing stands behind.
  func missing(_ key: String, example: String, in file: String) -> PackProblem {
    PackProblem(
      file: file, line: entries[key]?.line ?? 1,
      message: "its first comment lines do not say `\(key):`",
      hint: "Write `// \(key): \(example)`")
  }

  static func unreadable(_ file: String) -> PackProblem {
    PackProblem(file: file, message: "the file cannot be read as UTF-8")
  }

  /// The Swift files in a folder of the pack, by name.
  static func files(in folder: String, of pack: Pack) -> [URL] {
    let url = pack.folder.appendingPathComponent(folder, isDirectory: true)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().map(url.appendingPathComponent)
  }
}
