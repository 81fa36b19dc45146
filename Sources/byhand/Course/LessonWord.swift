import ArgumentParser
import Foundation
import LessonPacks

extension CourseOptions {
  /// The same where the first word names a block of the lesson and no lesson: `hint A` is
  /// `hint --block A`.
  func takingBlock(_ block: inout String?) throws -> CourseOptions {
    guard let word = pack, block == nil, let course = try courseWithout(word) else { return self }
    guard (try? course.block(word)) != nil else {
      // The finder says how the folder of that name is meant.
      if PackFinder.isHere(word) { return self }
      throw CourseError.unknownLessonOrBlock(word, blocks: course.pack.blocks.map(\.id))
    }
    block = word
    return withoutLesson
  }

  /// The same for a command that checks can be named to: `check lora_scale` is
  /// `check --only lora_scale`.
  func takingBlockOrCheck(
    _ block: inout String?, _ checks: inout [String]
  ) throws -> CourseOptions {
    if let word = pack, let course = try courseWithout(word),
      course.pack.checks.contains(where: { $0.id == word })
    {
      checks.append(word)
      return withoutLesson
    }
    return try takingBlock(&block)
  }

  private var withoutLesson: CourseOptions {
    var options = self
    options.pack = nil
    return options
  }

  /// The lesson that is meant where none is named; nil where the word names one, or is a path.
  private func courseWithout(_ word: String) throws -> Course? {
    let environment = ProcessInfo.processInfo.environment
    let roots = try Installation.find().lessonRoots(environment: environment)
    guard !PackFinder.isPath(word), (try? PackFinder.find(word, in: roots)) == nil else {
      return nil
    }
    return try? Course.find(withoutLesson)
  }
}

/// A word that is no lesson may be a command that was mistyped.
enum MistypedCommand {
  static func near(_ word: String?) -> String? {
    guard let word, !PackFinder.isPath(word) else { return nil }
    let names = ByHand.configuration.subcommands.compactMap {
      $0.configuration.commandName ?? "\($0)".lowercased()
    }
    // Two letters that changed places are the commonest slip.
    return names.first { $0.sorted() == word.lowercased().sorted() }
      ?? Spelling.nearest(to: word, among: names)
  }
}
