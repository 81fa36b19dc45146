import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Tutor

struct HintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint",
    abstract: "Read the last hint you opened of a step or a block again, or open the next one.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The block (default: the one you are at).")
  var block: String?
  @Option(help: "The step whose hints to read; behind them come the block's.")
  var step: Int?
  @Option(help: "The check whose step's hints to read.")
  var check: String?
  @Flag(help: "Open the next hint.")
  var next = false
  @Option(help: "Read this hint again, by its number.")
  var number: Int?

  func validate() throws {
    if step != nil, check != nil {
      throw ValidationError("--check names a step already: leave out --step")
    }
  }

  func run() async throws {
    try await course.inSession(at: block) { session in
      if namesNothing, session.model.selectedBlock?.hintedSteps.isEmpty == false {
        return try await session.perform([.action(.hintList)])
      }
      try await goToStep(in: session)
      let model = session.model
      guard let number else {
        return try await session.perform([.action(next ? .turn(by: 1) : .hint)])
      }
      let opened = model.hintsOpened
      try check(number, opened: opened, model)
      try await session.perform([.action(.turn(by: number - max(1, opened)))])
    }
  }

  /// Whether the command leaves open whose hints are meant, where steps have hints of their own.
  private var namesNothing: Bool { step == nil && check == nil && !next && number == nil }

  /// To the step that is named. Without one the hints are the whole block's.
  private func goToStep(in session: Session) async throws {
    let model = session.model
    if let check {
      let checks = block == nil ? model.pack.checks : model.selectedBlock?.checks ?? []
      guard let found = checks.first(where: { $0.id == check }) else {
        throw CourseError.unknownCheck(check, known: checks.map(\.id))
      }
      await session.prepare(.block(found.block))
      return await session.prepare(found.step.map { .step($0) } ?? .check(check))
    }
    guard let step else { return await session.prepare(.page) }
    let known = model.selectedBlock?.steps(model.language).map(\.number) ?? []
    guard known.contains(step) else {
      throw CourseError.unknownStep(step, block: model.selectedBlock?.id ?? "", known: known)
    }
    await session.prepare(.step(step))
  }

  /// A hint is read by the number in its title: those of a step count apart from its block's.
  private func check(_ number: Int, opened: Int, _ model: Model) throws {
    let ladder = model.ladder
    let count = ladder.step == nil ? ladder.hints.count : ladder.own
    guard number >= 1, number <= min(opened + 1, count) else {
      throw CourseError.unopenedHint(
        block: model.selectedBlock?.id ?? "", step: ladder.step, opened: min(opened, count),
        of: count)
    }
  }
}
