import Foundation
import PackShelf

/// Where this program and what ships with it lie.
struct Installation {
  /// Holds byhand, byhand-probe, byhand-jail, byhand-restore and Modules/.
  var programs: URL
  /// The package: lessons/, solutions/, and TensorKit's sources for the student's package.
  var package: URL

  static func find() throws -> Installation {
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else {
      throw CourseError.noInstallation(program: CommandLine.arguments.first ?? "byhand")
    }
    var folder = program.deletingLastPathComponent()
    let programs = folder
    while folder.path != "/" {
      let isPackage = ["Package.swift", "lessons", "solutions"].allSatisfy {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
      }
      if isPackage { return Installation(programs: programs, package: folder) }
      folder.deleteLastPathComponent()
    }
    throw CourseError.noInstallation(program: program.path)
  }

  /// Gives the terminal back when the tutor was killed.
  var restorer: URL { programs.appendingPathComponent("byhand-restore") }

  var lessons: URL { package.appendingPathComponent("lessons", isDirectory: true) }

  /// Where lessons are looked for: what ships with the program, then what was added.
  func lessonRoots(environment: [String: String]) -> [URL] {
    [lessons, PackShelf(environment: environment).lessons]
  }

  /// Where reference solutions are kept compiled: `$XDG_CACHE_HOME/byhand` or `~/.cache/byhand`.
  static func cacheFolder(environment: [String: String]) -> URL {
    UserFolders(environment: environment).cache
      .appendingPathComponent("byhand", isDirectory: true)
  }
}

/// What keeps a command from finding its lesson.
enum CourseError: Error, CustomStringConvertible {
  case noInstallation(program: String)
  case unknownBlock(String, known: [String])
  case unknownCheck(String, known: [String])
  case unknownPage(String, known: [String])
  case noWorkspace(String)
  case noSuchFile(String)

  var description: String {
    switch self {
    case .noInstallation(let program):
      "\(program) does not lie inside its package, so its lessons/ cannot be found. "
        + "Run it with `swift run byhand` in the clone, or call .build/debug/byhand there."
    case .unknownBlock(let name, let known):
      "there is no block \(name). This lesson has \(known.joined(separator: ", "))."
    case .unknownCheck(let name, let known):
      "there is no check \(name). This lesson has \(known.joined(separator: ", "))."
    case .unknownPage(let name, let known):
      "there is no theory page \(name). This lesson has \(known.joined(separator: ", "))."
    case .noWorkspace(let path):
      "\(path) does not exist. `byhand start --workspace \(path)` makes it; or name the folder that "
        + "holds your work with --workspace or $BYHAND_WORKSPACE."
    case .noSuchFile(let path): "\(path) does not exist."
    }
  }
}
