import ArgumentParser
import Containment
import Foundation
import Grading
import GradingFormats
import LessonPacks
import SafeFiles
import UntrustedText

/// `byhand grade --course`: each lesson of a term that something was handed in for, and one gradebook.
struct GradeCourse {
  var course: URL
  var output: String
  var formats: [GradeFormat]
  var language: Language?
  var secret: GradingSecret
  /// The options that are the same for every lesson.
  var configure: (inout ClassGrading) -> Void = { _ in }
  var jobs: Int
  var sandbox: SandboxLevel
  /// The clock at the edge: a lesson that is not open yet is not graded.
  var now: Date

  /// Whether everything that was handed in has a grade.
  func run(
    _ installation: Installation, _ environment: [String: String]
  ) async throws -> Bool {
    let plan = try CourseLoader.load(course)
    let base = course.hasDirectoryPath ? course : course.deletingLastPathComponent()
    var all: [CourseGradebook.LessonGrades] = []
    var isWhole = true
    for lesson in plan.lessons {
      CommandOutput.line("\n\(lesson.pack)")
      if let reason = waits(lesson, base) {
        CommandOutput.line("  not graded: \(reason)")
        all.append(.init(lesson, reason: reason))
        continue
      }
      let outcome = try await grade(lesson, plan, base, installation, environment)
      isWhole = isWhole && outcome.run.ungraded.isEmpty
      all.append(.init(lesson, outcome.grades))
    }
    let book = CourseGradebook(all)
    let file = URL(fileURLWithPath: output, isDirectory: true)
      .appendingPathComponent("gradebook.csv")
    do throws(FileTrouble) {
      try AtomicFile.write(
        Data(("\u{FEFF}" + book.table + "\n").utf8), to: file, durable: false, mode: 0o666)
    } catch {
      throw GradingError.cannotWrite(path: error.path, reason: error.reason)
    }
    CommandOutput.line(
      "\n\(plan.title): \(book.rows.count) students, "
        + "\(all.count { $0.grades != nil }) of \(all.count) lessons graded. "
        + "Gradebook: \(VisibleText.line(file.path, limit: 1000))")
    return isWhole
  }

  /// Why a lesson is not graded now; nil where it is.
  private func waits(_ lesson: CourseLesson, _ base: URL) -> String? {
    if let opens = lesson.opens, opens > now { return "it opens \(opens.formatted(.iso8601))" }
    guard let place = lesson.submissions else { return "course.yml names no `submissions` for it" }
    let folder = URL(fileURLWithPath: place, relativeTo: base)
    return FileManager.default.fileExists(atPath: folder.path)
      ? nil : "nothing is at \(VisibleText.line(folder.path, limit: 1000)) yet"
  }

  private func grade(
    _ lesson: CourseLesson, _ plan: CoursePlan, _ base: URL, _ installation: Installation,
    _ environment: [String: String]
  ) async throws -> ClassGrading.Outcome {
    let place = URL(fileURLWithPath: lesson.submissions ?? "", relativeTo: base)
    var handedIn = try HandedIn(
      HandedIn.Request(
        submissions: [place.absoluteURL], pack: lesson.pack,
        platform: lesson.from.flatMap(Platform.init),
        roster: plan.roster.map { URL(fileURLWithPath: $0, relativeTo: base).absoluteURL },
        output: URL(fileURLWithPath: output)), installation, environment)
    if let shown = lesson.checks { handedIn.pack = handedIn.pack.showing(shown) }
    var grading = ClassGrading(
      pack: handedIn.pack, found: handedIn.found, strangers: handedIn.strangers,
      output: output + "/" + handedIn.pack.id, formats: formats, jobs: jobs, sandbox: sandbox,
      secret: secret, language: language ?? handedIn.pack.languages.first ?? .en)
    configure(&grading)
    return try await grading.run(installation, environment)
  }
}

extension Pack {
  /// The same with every check shown by name to graded students, or with none.
  fileprivate func showing(_ visibility: Visibility) -> Pack {
    var copy = self
    for block in copy.blocks.indices {
      for check in copy.blocks[block].checks.indices {
        copy.blocks[block].checks[check].visibility = visibility
      }
    }
    return copy
  }
}
