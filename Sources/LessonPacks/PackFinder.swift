import Foundation

/// Finds a pack's folder by what somebody typed.
public enum PackFinder {
  /// The folder of the pack that `name` means: its whole name, a beginning that no other pack
  /// shares, or a path, which has a `/` or is `.` or `..`. Without a name, the first pack.
  ///
  /// A plain word is never a folder of the current directory: what somebody keeps there must not
  /// come before a lesson.
  ///
  /// `roots` are the folders that hold packs, such as `lessons/`; of two packs with one name the
  /// earlier root's counts.
  public static func find(_ name: String?, in roots: [URL]) throws(PackError) -> URL {
    let packs = list(in: roots)
    let place = roots.map(\.path).joined(separator: ", ")
    guard let name else {
      if let first = packs.first { return first }
      throw trouble(place, "no lesson here", "A lesson is a folder with a `pack.yml`")
    }
    if isPath(name) {
      if let folder = packFolder(at: name) { return folder }
      throw trouble(name, "no lesson here", "A lesson is a folder with a `pack.yml`")
    }
    if let exact = packs.first(where: { $0.lastPathComponent == name }) { return exact }
    let starting = packs.filter { $0.lastPathComponent.hasPrefix(name) }
    if !name.isEmpty, starting.count == 1 { return starting[0] }
    if isHere(name) {
      throw trouble(
        place, "no lesson `\(name)`", "To use the folder of that name here, write `./\(name)`")
    }
    let names = packs.map(\.lastPathComponent)
    if !name.isEmpty, starting.count > 1 {
      throw trouble(
        place, "`\(name)` begins the names of \(starting.count) lessons",
        "Write more of one: "
          + starting.map { "`\($0.lastPathComponent)`" }.joined(separator: ", "))
    }
    throw trouble(
      place, "no lesson `\(name)`", Spelling.suggestion(for: name, among: names, noun: "lessons"))
  }

  /// Whether what was typed is a path, and not the name of a lesson.
  public static func isPath(_ word: String) -> Bool {
    word.contains("/") || word == "." || word == ".."
  }

  /// Whether a plain word, which names a lesson, is also a pack's folder in the current directory.
  public static func isHere(_ word: String) -> Bool {
    !word.isEmpty && !isPath(word) && packFolder(at: word) != nil
  }

  /// The packs' folders, by root and then by name.
  public static func list(in roots: [URL]) -> [URL] {
    var seen: Set<String> = []
    return roots.flatMap { root -> [URL] in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
      return names.sorted().compactMap { packFolder(at: root.appendingPathComponent($0).path) }
    }.filter { seen.insert($0.lastPathComponent).inserted }
  }

  private static func packFolder(at path: String) -> URL? {
    let folder = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    let manifest = folder.appendingPathComponent(ManifestReader.file).path
    return FileManager.default.fileExists(atPath: manifest) ? folder : nil
  }

  private static func trouble(_ place: String, _ message: String, _ hint: String?) -> PackError {
    PackError(folder: place, PackProblem(file: "", message: message, hint: hint))
  }
}
