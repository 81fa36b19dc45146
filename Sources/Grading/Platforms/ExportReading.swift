import GradingFormats

/// What a platform's export of a class holds, taken apart by the names of its entries alone.
struct ExportReading: Equatable {
  /// One thing that somebody handed in at one time.
  struct Item: Equatable {
    /// The same for everything that the same people handed in.
    var key: String
    /// Everybody of a group.
    var people: [Participant]
    /// Without what came earlier.
    var delivery: Delivery
    /// Later is greater; the same for what belongs together.
    var order: [Int] = []
    var files: [File]
  }

  /// A path of the export, and what of it the student wrote.
  struct File: Equatable {
    var path: String
    var name: String
  }

  var items: [Item] = []
  /// What has nobody's name, with the reason.
  struct Passed: Equatable {
    var path: String
    var reason: String
    /// Whether it may be somebody's all the same.
    var isSomebodys: Bool
  }

  var passed: [Passed] = []
  private var places: [Place: Int] = [:]

  private struct Place: Hashable {
    var key: String
    var order: [Int]
  }

  mutating func pass(_ path: String, _ reason: String, isSomebodys: Bool = false) {
    passed.append(Passed(path: path, reason: reason, isSomebodys: isSomebodys))
  }

  /// Puts a file to those of the same people and time, or begins an item with it.
  mutating func add(
    _ file: File, key: String, people: [Participant], _ delivery: Delivery, order: [Int] = []
  ) {
    let place = Place(key: key, order: order)
    if let known = places[place] {
      items[known].files.append(file)
    } else {
      places[place] = items.count
      items.append(
        Item(key: key, people: people, delivery: delivery, order: order, files: [file]))
    }
  }
}

/// A platform whose export of a class is read as it is.
public enum Platform: String, Sendable, CaseIterable {
  case moodle, canvas, gradescope, brightspace
  case githubClassroom = "github-classroom"

  /// As people call it.
  public var title: String {
    switch self {
    case .moodle: "Moodle"
    case .canvas: "Canvas"
    case .gradescope: "Gradescope"
    case .brightspace: "Brightspace"
    case .githubClassroom: "GitHub Classroom"
    }
  }

  /// Takes an export apart. `text` gives a small file of it; a path that nobody's work is in is among
  /// what was passed, so that every path is in the reading once.
  func read(_ paths: [String], text: (String) -> String?) -> ExportReading {
    switch self {
    case .moodle: MoodleExport.read(paths)
    case .canvas: CanvasExport.read(paths)
    case .gradescope: GradescopeExport.read(paths, text: text)
    case .brightspace: BrightspaceExport.read(paths)
    case .githubClassroom: GitHubClassroomExport.read(paths)
    }
  }

  /// The platform whose export has entries of these names; nil where no platform's has, or one that
  /// cannot be told from any folder.
  static func recognised(_ paths: [String]) -> Platform? {
    let people = paths.filter { !Leftovers.isInside($0) }
    guard !people.isEmpty else { return nil }
    return [Platform.moodle, .canvas, .gradescope, .brightspace].first { platform in
      let fitting = people.count { platform.isPlainly($0) }
      return fitting > 0 && 2 * fitting >= people.count
    }
  }

  private func isPlainly(_ path: String) -> Bool {
    switch self {
    case .moodle: MoodleExport.parts(of: path) != nil
    case .canvas: CanvasExport.parts(of: path) != nil
    case .gradescope: GradescopeExport.folder(of: path) != nil
    case .brightspace: BrightspaceExport.parts(of: path) != nil
    case .githubClassroom: false
    }
  }
}

/// Paths of an export, taken apart.
enum ExportPath {
  static func parts(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A name of digits alone, and not empty.
  static func isNumber(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  static let leftover = "systems and tools leave it behind"
}

extension Leftovers {
  /// Whether a part of the path is what systems and tools leave behind.
  static func isInside(_ path: String) -> Bool { ExportPath.parts(path).contains { contains($0) } }
}
