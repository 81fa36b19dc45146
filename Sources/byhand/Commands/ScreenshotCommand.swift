import ArgumentParser
import CellUI
import Foundation
import Judge
import LessonPacks
import Progress
import Tutor

// Foundation has a class of this name.

struct ScreenshotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screenshot",
    abstract: "Print a view of the tutor as text or SVG, without a terminal.",
    discussion: "The checks are run on the file, the view's keys are pressed, the screen is drawn.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, svg }
  /// The views, each with the keys that lead to it.
  enum View: String, ExpressibleByArgument, CaseIterable {
    case lesson, diff, hint, predict, solution, notes, theory, help, goal, home

    var action: Action? {
      switch self {
      case .lesson, .goal: nil
      case .diff: .explore
      case .hint: .hint
      case .predict: .predict
      case .solution: .solution
      case .notes: .notes
      case .theory: .theory(nil)
      case .help: .help
      case .home: .home
      }
    }
  }

  @OptionGroup var course: CourseOptions
  @Option(
    help: ArgumentHelp("lesson, diff, hint, predict, solution, notes, theory, help, goal or home."))
  var view: View = .lesson
  @Option(help: ArgumentHelp("Columns and rows.", valueName: "width x height"))
  var size = "120x36"
  @Option(help: "text or svg.")
  var format: Format = .text
  @Option(help: "Check this file instead of the one in your folder.")
  var file: String?
  @Option(help: "The block to show.")
  var block: String?
  @Option(help: "The check to show (default: the first red one).")
  var check: String?
  @Option(help: "The seed of the run.")
  var seed: UInt64 = 1
  @Flag(help: "ASCII alone, and no colour.")
  var ascii = false
  @Flag(help: "No colour: values as glyphs.")
  var noColor = false

  func validate() throws {
    guard parsedSize != nil else {
      throw ValidationError("--size \(size): two numbers, for example 120x36, each at most 1000")
    }
  }

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      if let file, !FileManager.default.fileExists(atPath: file) {
        throw CourseError.noSuchFile(file)
      }
      let course = try Course.find(self.course)
      var model = try await judged(course)
      if view != .goal { _ = update(&model, .action(.close)) }
      try select(&model, course)
      if let action = view.action { _ = update(&model, .action(action)) }
      try answer(&model, course)
      let screen = Tutor.view(model)
      CommandOutput.line(format == .svg ? ScreenSVG.render(screen) : screen.picture)
    }
  }

  private var parsedSize: Size? {
    let parts = size.split(separator: "x").map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1],
      (1...1000).contains(width), (1...1000).contains(height)
    else { return nil }
    return Size(width: width, height: height)
  }

  private func judged(_ course: Course) async throws -> Model {
    let source =
      file.map { StudentSource.read(course.pack.files(at: URL(fileURLWithPath: $0))) }
      ?? course.folder.source
    let report = try await course.judge().run(source, seed: seed) { _ in }
    var model = Model(
      pack: course.pack, progress: StudentProgress(packID: course.pack.id),
      language: course.language(nil), size: parsedSize ?? Size(width: 120, height: 36),
      capabilities: Capabilities(depth: ascii || noColor ? .none : .full256, unicode: !ascii),
      filePath: course.pack.work.name,
      lessons: course.shelf.summaries)
    _ = update(&model, .started)
    _ = update(&model, .judge(.completed(report), run: 1))
    return model
  }

  /// Goes to a block and a check. A result is looked at where something is wrong: without a check's
  /// name, at the one that the run leads to, else the first red one; of a block that was named only a
  /// view of a result leaves it.
  private func select(_ model: inout Model, _ course: Course) throws {
    if let check {
      guard course.pack.checks.contains(where: { $0.id == check }) else {
        throw CourseError.unknownCheck(check, known: course.pack.checks.map(\.id))
      }
      _ = update(&model, .action(.check(check)))
    } else if let block {
      _ = update(&model, .action(.block(try course.block(block).id)))
    }
    guard check == nil, block == nil || view == .diff,
      model.selectedResult?.verdict.isRed != true
    else { return }
    var there = model
    _ = update(&there, .action(.red))
    if there.selectedResult?.verdict.isRed == true { model = there }
  }

  /// What the effects of the keys would have brought.
  private func answer(_ model: inout Model, _ course: Course) throws {
    switch view {
    case .notes:
      _ = update(&model, .notesLoaded(try course.folder.readNotes(), complete: false))
    case .solution:
      let parts = try SolutionParts(of: course.pack)
      _ = update(
        &model, .solutionLoaded(parts.text(of: model.selectedBlock?.id ?? "") ?? ""))
    case .goal:
      let source =
        file.map { StudentSource.read(URL(fileURLWithPath: $0)) } ?? course.folder.source
      guard let bytes = source.bytes else { return }
      _ = update(&model, .ownLoaded(String(decoding: bytes, as: UTF8.self)))
    case .lesson, .diff, .hint, .predict, .theory, .help, .home: break
    }
  }
}
