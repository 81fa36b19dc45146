import ArgumentParser
import Foundation
import LessonPacks
import PackShelf

/// The options that every command about a lesson has.
struct CourseOptions: ParsableArguments {
  @Argument(help: "The lesson: its name, the beginning of it such as 00, or a path such as ./00.")
  var pack: String?

  @Option(
    help: ArgumentHelp(
      "The folder that holds your work (default: $BYHAND_WORKSPACE, or ~/byhand).",
      valueName: "dir"))
  var workspace: String?

  @Option(help: "The language: \(Language.choices) (default: your locale's, if it is one of them).")
  var lang: Language?

  /// An empty name, as of a variable that is not set, would be the current folder.
  func validate() throws {
    if workspace?.isEmpty ?? false {
      throw ValidationError("--workspace is empty: name the folder that holds your work")
    }
  }
}

extension Language: ExpressibleByArgument {}

extension CourseOptions {
  /// Where all lessons' folders lie.
  func workspaceFolder(environment: [String: String]) -> URL {
    if let workspace { return URL(fileURLWithPath: workspace, isDirectory: true) }
    if let named = environment["BYHAND_WORKSPACE"], !named.isEmpty {
      return URL(fileURLWithPath: named, isDirectory: true)
    }
    return UserFolders(environment: environment).home
      .appendingPathComponent("byhand", isDirectory: true)
  }

  /// The language asked for on the command line or, failing that, by the locale.
  static func language(of environment: [String: String]) -> Language? {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    return locale.flatMap { Language(rawValue: String($0.prefix(2)).lowercased()) }
  }
}
