import Foundation

/// Where a user's own files belong: `$HOME`, and below it what the XDG base directories name.
///
/// Source: specifications.freedesktop.org/basedir-spec. A path there that is not absolute is invalid
/// and counts as none.
public struct UserFolders: Sendable {
  private let environment: [String: String]

  /// The variables of the program, or of a test.
  public init(environment: [String: String]) { self.environment = environment }

  /// `$HOME`, or the account's where there is none: Foundation asks the account first, so that a
  /// user who sets HOME would not be heeded.
  public var home: URL { folder("HOME") ?? FileManager.default.homeDirectoryForCurrentUser }

  /// `$XDG_DATA_HOME` or `~/.local/share`.
  public var data: URL { folder("XDG_DATA_HOME") ?? inHome(".local/share") }

  /// `$XDG_CACHE_HOME` or `~/.cache`.
  public var cache: URL { folder("XDG_CACHE_HOME") ?? inHome(".cache") }

  private func folder(_ variable: String) -> URL? {
    guard let path = environment[variable], path.hasPrefix("/") else { return nil }
    return URL(fileURLWithPath: path, isDirectory: true)
  }

  private func inHome(_ path: String) -> URL {
    home.appendingPathComponent(path, isDirectory: true)
  }
}
