import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Tutor

struct Hint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read the last hint you opened of a block again, or open the next one.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The block (default: the one you are at).")
  var block: String?
  @Flag(help: "Open the next hint.")
  var next = false
  @Option(help: "Read this hint again, by its number.")
  var number: Int?

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      var block = block
      let session = try await Session.command(try Course.open(course.takingBlock(&block)))
      defer { session.end() }
      if let block { await session.prepare(.block(try session.course.block(block).id)) }
      let opened = session.model.hintsOpened
      guard let number else {
        return try await session.perform([.action(next ? .turn(by: 1) : .hint)])
      }
      let count = session.model.selectedBlock?.hints.count ?? 0
      guard number >= 1, number <= min(opened + 1, count) else {
        throw CourseError.unopenedHint(
          block: session.model.selectedBlock?.id ?? "", opened: opened, of: count)
      }
      try await session.perform([.action(.turn(by: number - max(1, opened)))])
    }
  }
}

struct Solution: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a block's part of the solution once it is open, or say what opens it.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The block (default: the one you are at).")
  var block: String?
  @Option(help: "An instructor's key, which opens it at once.")
  var key: String?

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      var block = block
      let session = try await Session.command(try Course.open(course.takingBlock(&block)))
      defer { session.end() }
      if let block { await session.prepare(.block(try session.course.block(block).id)) }
      if let key {
        try await session.perform([.action(.useKey(key))])
        guard case .gateOpened = session.model.notice else { throw ExitCode(1) }
      }
      try await session.perform([.action(.solution)])
      if case .trouble = session.model.notice { throw ExitCode(2) }
      guard session.model.overlay?.kind == .solution else { throw ExitCode(1) }
    }
  }
}

struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say where you are, what holds, and what the step asks.")

  @OptionGroup var course: CourseOptions

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      let session = try await Session.command(try Course.open(course))
      defer { session.end() }
      try await session.perform([.action(.status)])
    }
  }
}

struct NotesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notes",
    abstract: "Print notes.md: the measured values, and your own words.")

  @OptionGroup var course: CourseOptions

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      let session = try await Session.command(try Course.open(course))
      defer { session.end() }
      try await session.perform([.action(.notes)])
      if session.model.notes != nil, !session.model.notesComplete {
        CommandOutput.remark(Phrase.valuesMissing[session.model.language])
      }
    }
  }
}

struct Theory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read a lesson's theory pages; none is needed to finish it.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The page, by its number or name (default: the only one, or a list of them).")
  var page: String?

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      let course = try Course.find(course)
      let language = course.language(course.folder.peekAtProgress()?.progress)
      if let page, course.pack.theoryPage(page) == nil, !course.pack.theory.isEmpty {
        throw CourseError.unknownPage(page, known: course.pack.theory.map(\.name))
      }
      if page == nil, course.pack.theory.count > 1 {
        return CommandOutput.line(list(course.pack, language))
      }
      let session = try await Session.reading(course)
      try await session.perform([.action(.theory(page))])
    }
  }

  private func list(_ pack: Pack, _ language: Language) -> String {
    let rows = pack.theory.enumerated().map { index, page in
      "  \(index + 1)  \(page.title[language]) (\(page.name))"
    }
    let command = ["byhand theory", course.pack, "--page 1"].compactMap(\.self)
    return
      ([Phrase.theoryPages[language]] + rows
      + [Phrase.forExample(command.joined(separator: " "))[language]]).joined(separator: "\n")
  }
}

struct Reset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the starter back. What you had is kept, and --undo brings it back.")

  @OptionGroup var course: CourseOptions
  @Flag(help: "Bring back what the last reset replaced.")
  var undo = false
  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      let session = try await Session.command(try Course.open(course))
      defer { session.end() }
      guard session.keeps else {
        throw CourseError.openElsewhere(session.course.folder.root.path)
      }
      if undo {
        try await session.perform([.action(.undoReset)])
        guard case .resetUndone = session.model.notice else { throw ExitCode(2) }
        return
      }
      if yes { await session.prepare(.reset) } else { try await confirm(session) }
      try await session.perform([.action(.reset)])
      guard case .resetDone = session.model.notice else { throw ExitCode(2) }
    }
  }

  /// Says what it would do and waits for a yes, which is the second of the two that the tutor asks for.
  private func confirm(_ session: Session) async throws {
    try await session.perform([.action(.reset)])
    let language = session.model.language
    guard OutputStyle.hasInputTerminal else {
      CommandOutput.remark(Phrase.resetNeedsYes[language])
      throw ExitCode(1)
    }
    CommandOutput.text(Phrase.reallyReset[language])
    let answer = await session.readAnswer()?.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
    guard ["y", "yes", "s", "sí", "si"].contains(answer) else {
      CommandOutput.line(Phrase.nothingChanged[language])
      throw ExitCode(1)
    }
  }
}

extension Phrase {
  static let valuesMissing = Phrase(
    en: "some values are missing: each is measured when its check is green.",
    es: "faltan valores: cada uno se mide cuando su comprobación está en verde.")
  static let theoryPages = Phrase(en: "Theory pages:", es: "Páginas de teoría:")
  static func forExample(_ command: String) -> Phrase {
    Phrase(en: "To read one, for example: \(command)", es: "Para leer una, por ejemplo: \(command)")
  }
  static let reallyReset = Phrase(
    en: "Put the starter back? (y/N) ", es: "¿Reponer el punto de partida? (s/N) ")
  static let nothingChanged = Phrase(
    en: "Nothing was changed.", es: "No se ha cambiado nada.")
  static let resetNeedsYes = Phrase(
    en: "nothing was changed: without a terminal to ask on, add --yes.",
    es: "no se ha cambiado nada: sin un terminal donde preguntar, añade --yes.")
}
