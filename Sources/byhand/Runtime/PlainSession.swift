import Foundation
import Judge
import LessonPacks
import Progress
import Reports
import Tutor
import Workspace

/// What the tutor in lines remembers between two commands.
struct PlainSession {
  var desk: Desk
  private let course: Course
  private var report: Report?
  private var block: Block?
  private var question: Question?

  init(_ course: Course) throws {
    self.course = course
    desk = try Desk.open(course)
    block = course.currentBlock(desk.progress)
  }

  var text: PlainText { PlainText(desk.language) }

  mutating func take(_ command: PlainCommand) async throws {
    switch command {
    case .run: try await check()
    case .status: say(desk.status(report))
    case .lesson: if let block { say(block.text[desk.language]) }
    case .hint: try hint()
    case .check(let id): try showCheck(id)
    case .red: showRed()
    case .block(let id): select(id)
    case .question: ask()
    case .answer(let number): try answer(number)
    case .solution: try solution()
    case .notes: say(try course.folder.readNotes() ?? text.noNotes(course.folder.notesFile.path))
    case .theory(let page): theory(page)
    case .edit: try await edit()
    case .watch: try await watch()
    case .language: try changeLanguage()
    case .reset:
      try course.folder.reset(pack: course.pack)
      say(text.wasReset(course.folder.sourceFile.path))
    case .undo:
      do {
        try course.folder.undoReset()
        say(text.undone(course.folder.sourceFile.path))
      } catch { say("\(error)") }
    case .help, .unknown: say(text.plainCommands)
    case .quit: break
    }
  }

  private func say(_ line: String) { CommandOutput.line(line) }

  private mutating func check() async throws {
    let source = StudentSource.read(course.folder.sourceFile)
    let before = desk.progress
    let done = try await course.judge().run(source, seed: .random(in: .min ... .max)) { _ in }
    try desk.record(done, source: source.bytes)
    report = done
    if case .built = done.build {
      let red = done.results.filter { before.checks[$0.id]?.state == .passed && $0.verdict.isRed }
      say(text.finished(done, regressions: red.map(\.id)))
      if let block, desk.progress.passes(block), let next = course.currentBlock(desk.progress) {
        self.block = next
        say(text.now(at: next))
      }
      showRed()
    } else {
      say(TextReport.render(done, pack: course.pack, language: desk.language))
    }
  }

  /// The first red check of the block, or of any.
  private func showRed() {
    guard let report else { return say(text.nothingJudged) }
    let red = report.results.filter(\.verdict.isRed)
    guard let first = red.first(where: { $0.block == block?.id }) ?? red.first else { return }
    try? showCheck(first.id)
  }

  private func showCheck(_ id: String) throws {
    guard let check = course.pack.checks.first(where: { $0.id == id }) else {
      return say("\(CourseError.unknownCheck(id, known: course.pack.checks.map(\.id)))")
    }
    let lines = plainCheck(
      check, result: report?.results.first { $0.id == id }, diagnosis: report?.diagnosis,
      pack: course.pack, language: desk.language)
    say(lines.joined(separator: "\n"))
  }

  private mutating func select(_ id: String) {
    do {
      let found = try course.block(id)
      block = found
      desk.progress.selectedBlock = found.id
      try desk.save()
      say(text.now(at: found))
    } catch { say("\(error)") }
  }

  private mutating func hint() throws {
    guard let block, !block.hints.isEmpty else { return }
    var record = desk.progress.blocks[block.id] ?? BlockRecord()
    record.hintsOpened = min(record.hintsOpened + 1, block.hints.count)
    desk.progress.blocks[block.id] = record
    try desk.save()
    say("\(block.id) · \(record.hintsOpened)/\(block.hints.count)")
    say(block.hints[record.hintsOpened - 1][desk.language])
  }

  private mutating func ask() {
    let answered = block.flatMap { desk.progress.blocks[$0.id]?.answers } ?? [:]
    guard let next = block?.questions.first(where: { answered[$0.id] == nil }) else {
      return say(text.nothingToPredict)
    }
    question = next
    say(next.ask[desk.language])
    for (index, answer) in next.answers.enumerated() {
      say("  \(index + 1)  \(answer[desk.language])")
    }
  }

  private mutating func answer(_ number: Int) throws {
    guard let question, let block, question.answers.indices.contains(number - 1) else {
      return say(text.plainCommands)
    }
    desk.progress.blocks[block.id, default: BlockRecord()].answers[question.id] = number - 1
    try desk.save()
    self.question = nil
    let right = question.answers[question.right][desk.language]
    say(text.verdict(isRight: number - 1 == question.right, right: right))
    say(question.because[desk.language])
  }

  private func solution() throws {
    guard let block else { return }
    switch desk.progress.gateState(of: block, gate: course.pack.gate) {
    case .open:
      let url = course.pack.solutionFolder.appendingPathComponent(course.pack.studentFile)
      say(try String(contentsOf: url, encoding: .utf8))
    case .closed(let remaining, let check):
      say(
        text.gate(
          block: block.id, remaining: remaining, check: check, minutes: course.pack.gate.minutes))
    }
  }

  private func theory(_ page: String?) {
    let command = desk.language == .es ? "teoría" : "theory"
    do {
      say(try text.theory(of: course.pack, page: page, command: command))
    } catch { say("\(error)") }
  }

  private mutating func edit() async throws {
    guard let editor = Editor(environment: course.environment) else { return say(text.noEditor) }
    _ = try await editor.open(course.folder.sourceFile, line: nil, column: nil)
    try await check()
  }

  private func watch() async throws {
    guard course.pack.blocks.allSatisfy(desk.progress.passes) else { return say(text.finaleLocked) }
    let log = FinaleLog(pack: course.pack, language: desk.language)
    try await course.judge().showFinale(
      .read(course.folder.sourceFile), seed: .random(in: .min ... .max)
    ) { event in
      for line in log.take(event) { CommandOutput.line(line) }
    }
  }

  private mutating func changeLanguage() throws {
    let languages = course.pack.languages
    let at = languages.firstIndex(of: desk.language) ?? 0
    desk.choose(languages[(at + 1) % max(1, languages.count)])
    try desk.save()
    say(text.plainCommands)
  }
}
