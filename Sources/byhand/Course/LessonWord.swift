import ArgumentParser
import Foundation
import LessonPacks

extension CourseOptions {
  /// The same where the first word names a block of the lesson and no lesson: `hint A` is
  /// `hint --block A`.
  func takingBlock(_ block: inout String?) throws -> CourseOptions {
    guard let word = pack, block == nil else { return self }
    let environment = ProcessInfo.processInfo.environment
    let roots = try Installation.find().lessonRoots(environment: environment)
    guard (try? PackFinder.find(word, in: roots)) == nil else { return self }
    var options = self
    options.pack = nil
    guard let course = try? Course.find(options), (try? course.block(word)) != nil else {
      return self
    }
    block = word
    return options
  }
}

/// A word that is no lesson may be a command that was mistyped.
enum MistypedCommand {
  static func near(_ word: String?) -> String? {
    guard let word, !word.contains("/") else { return nil }
    let names = ByHand.configuration.subcommands.compactMap {
      $0.configuration.commandName ?? "\($0)".lowercased()
    }
    return Spelling.nearest(to: word, among: names)
  }
}
