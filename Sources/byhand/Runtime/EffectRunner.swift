import CellUI
import Foundation
import Judge
import LessonPacks
import Progress
import Reports
import Tutor
import Workspace

// Foundation has a class of this name.
import struct Progress.Progress

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes the tutor's effects real: files, processes and the terminal's hand-over. Answers go back as
/// messages.
final class EffectRunner {
  private let course: Course
  private let judge: Judge
  private let rehearsal: Rehearsal
  private let queue: MessageQueue
  private var running: Task<Void, Never>?
  private var finale: Task<Void, Never>?
  /// The source that the newest run judges.
  private var judged: StudentSource?

  init(course: Course, judge: Judge, queue: MessageQueue) {
    self.course = course
    self.judge = judge
    rehearsal = Rehearsal(judge)
    self.queue = queue
  }

  var sourceFile: URL { course.folder.sourceFile }

  /// A touched file whose bytes are the same is no save.
  var sourceDiffersFromJudged: Bool { StudentSource.read(sourceFile) != judged }

  func perform(_ effect: Effect, terminal: any Terminal, language: Language) async {
    do {
      switch effect {
      case .runChecks(let run): try runChecks(run)
      case .cancelRun: running?.cancel()
      case .startFinale(let run): startFinale(run)
      case .cancelFinale: finale?.cancel()
      case .saveProgress(let progress): try course.folder.saveProgress(progress)
      case .openEditor(let line, let column):
        try await edit(sourceFile, line: line, column: column, terminal)
      case .openEditorAtStep(let mark):
        let text = (try? String(contentsOf: sourceFile, encoding: .utf8)) ?? ""
        try await edit(sourceFile, line: mark.line(in: text), column: nil, terminal)
      case .openNotes:
        try await edit(course.folder.notesFile, line: nil, column: nil, terminal)
        try loadNotes()
      case .loadSolution: try loadSolution()
      case .loadOwn:
        queue.push(.ownLoaded((try? String(contentsOf: sourceFile, encoding: .utf8)) ?? ""))
      case .tryKey(let key, let block):
        queue.push(.keyTried(fits: course.fits(key: key), block: block))
      case .loadNotes: try loadNotes()
      case .writeNotes(let measured):
        try course.folder.writeNotes(pack: course.pack, measured: measured, language: language)
        try loadNotes()
      case .resetFile:
        try course.folder.reset(pack: course.pack)
        queue.push(.didReset(undoable: course.folder.canUndoReset))
      case .undoReset:
        try course.folder.undoReset()
        queue.push(.didUndoReset)
      case .suspend: suspend(terminal)
      case .quit:
        running?.cancel()
        finale?.cancel()
      }
    } catch {
      queue.push(.effectFailed("\(error)"))
    }
  }

  /// Waits for the run that was cancelled to have put away what it made.
  func finish() async {
    await running?.value
    await finale?.value
    await rehearsal.end()
  }

  private func startFinale(_ run: Int) {
    finale?.cancel()
    let (judge, queue, source) = (judge, queue, StudentSource.read(sourceFile))
    let seed = UInt64.random(in: .min ... .max)
    finale = Task.detached {
      do {
        try await judge.showFinale(source, seed: seed) { event in
          queue.push(.finale(event, run: run, at: ProcessInfo.processInfo.systemUptime))
        }
      } catch JudgeError.cancelled {
        // Nobody watches any more.
      } catch {
        queue.push(.effectFailed("\(error)"))
      }
    }
  }

  private func runChecks(_ run: Int) throws {
    running?.cancel()
    let source = StudentSource.read(sourceFile)
    judged = source
    let (judge, queue, rehearsal) = (judge, queue, rehearsal)
    running = Task.detached {
      do {
        _ = try await judge.run(source, rehearsal.part) { queue.push(.judge($0, run: run)) }
        await rehearsal.prepare()
      } catch JudgeError.cancelled {
        // Nobody waits for its answer any more.
      } catch {
        queue.push(.judgeFailed("\(error)", run: run))
      }
    }
    if let bytes = source.bytes { try course.folder.keepAttempt(bytes) }
  }

  private func edit(
    _ file: URL, line: Int?, column: Int?, _ terminal: any Terminal
  ) async throws {
    guard let editor = Editor(environment: course.environment) else {
      queue.push(.effectFailed("no editor was found: set $EDITOR, or open \(file.path) yourself"))
      return
    }
    terminal.suspend()
    defer {
      terminal.resume()
      queue.push(.resumed)
    }
    let status = try await editor.open(file, line: line, column: column)
    if status == 126 || status == 127 {
      queue.push(
        .effectFailed("\(editor.command) could not be started: set $EDITOR to your editor"))
    }
  }

  private func loadSolution() throws {
    let file = course.pack.solutionFolder.appendingPathComponent(course.pack.studentFile)
    queue.push(.solutionLoaded(try String(contentsOf: file, encoding: .utf8)))
  }

  private func loadNotes() throws {
    let notes = try course.folder.readNotes()
    queue.push(
      .notesLoaded(notes, complete: Notes.areComplete(notes, pack: course.pack)))
  }

  private func suspend(_ terminal: any Terminal) {
    terminal.suspend()
    SelfStop.stop()
    terminal.resume()
    queue.push(.resumed)
  }
}
