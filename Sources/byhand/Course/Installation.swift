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
