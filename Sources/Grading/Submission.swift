import Foundation

/// Something that was handed in, under the name that its row in the table has.
public struct Submission: Sendable, Equatable {
  public var name: String
  /// A file, a folder or an archive.
  public var place: URL

  public init(name: String, place: URL) {
    self.name = name
    self.place = place
  }

  /// The name as a file's name: a student chose it.
  var fileName: String { Self.fileName(name) }

  /// Letters, digits, `-`, `_` and `.` as they are, everything else as `%XX`; not the same for two
  /// names.
  static func fileName(_ name: String) -> String {
    var safe = ""
    for (index, character) in name.enumerated() {
      let isPlain = character.isLetter || character.isNumber || "-_.".contains(character)
      if isPlain && !(index == 0 && character == ".") {
        safe.append(character)
      } else {
        for byte in String(character).utf8 { safe += "%" + hexadecimal(byte) }
      }
    }
    return safe
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}

/// Finds submissions where somebody pointed at.
public enum SubmissionFinder {
  static let archives = [".zip", ".tar.gz", ".tgz", ".tar"]

  /// The submissions that `places` mean, by name. A folder that holds the student's file, or a Swift
  /// package, is one submission; any other holds one for each folder, Swift file and archive in it.
  /// With `isOne` every place is one.
  ///
  /// Throws `noSubmission`, `emptyFolder` or `sameName`.
  public static func find(
    _ places: [URL], studentFile: String, isOne: Bool = false
  ) throws(GradingError) -> [Submission] {
    var found: [URL] = []
    for place in places {
      guard let type = type(of: place) else { throw .noSubmission(path: place.path) }
      if type != .typeDirectory || isOne || isSubmission(place, studentFile) {
        found.append(place)
        continue
      }
      let children = entries(of: place)
      if children.isEmpty { throw .emptyFolder(path: place.path) }
      found += children
    }
    return try named(found, studentFile)
  }

  private static func isSubmission(_ folder: URL, _ studentFile: String) -> Bool {
    [studentFile, "Package.swift", "Sources"].contains {
      type(of: folder.appendingPathComponent($0)) != nil
    }
  }

  private static func entries(of folder: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") && $0 != "__MACOSX" }
      .map { folder.appendingPathComponent($0) }
      .filter { place in
        type(of: place) != .typeRegular
          || (archives + [".swift"]).contains { place.lastPathComponent.hasSuffix($0) }
      }
  }

  /// Files of different endings, or of one name in different folders, keep apart: the shorter name
  /// if it is free, else the whole one.
  private static func named(
    _ places: [URL], _ studentFile: String
  ) throws(GradingError) -> [Submission] {
    let short = places.map { shortName($0, studentFile) }
    let counts = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
    var taken: [String: URL] = [:]
    for (place, name) in zip(places, short) {
      let name = counts[name] == 1 ? name : place.lastPathComponent
      if let other = taken[name] {
        if other.standardizedFileURL == place.standardizedFileURL { continue }
        throw .sameName(name, first: other.path, second: place.path)
      }
      taken[name] = place
    }
    return taken.map { Submission(name: $0.key, place: $0.value) }.sorted { $0.name < $1.name }
  }

  private static func shortName(_ place: URL, _ studentFile: String) -> String {
    let last = place.standardizedFileURL.lastPathComponent
    if last == studentFile, type(of: place) != .typeDirectory {
      return place.standardizedFileURL.deletingLastPathComponent().lastPathComponent
    }
    let ending = (archives + [".swift"]).first { last.hasSuffix($0) && last != $0 }
    return ending.map { String(last.dropLast($0.count)) } ?? last
  }

  static func type(of place: URL) -> FileAttributeType? {
    let path = place.path.hasSuffix("/") ? String(place.path.dropLast()) : place.path
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType
  }
}
