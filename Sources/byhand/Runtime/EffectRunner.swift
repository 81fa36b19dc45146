import APICards
import CellUI
import Foundation
import Judge
import LessonPacks
import Progress
import Reports
import Synchronization
import SafeFiles
import Tutor
import Workspace

// Foundation has a class of this name.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes the tutor's effects real: files, processes and the terminal's hand-over. Answers go back as
/// messages.
final class EffectRunner {
  let course: Course
  let queue: MessageQueue
  /// Nil while another tutor has the folder, or where the file is not the student's own: nothing of the
  /// student's is then written.
  private let keeper: FolderLock?
  var options = SessionOptions()
  private var known: Judge?
  private var prewarmer: RunPrewarmer?
  private var running: Task<Void, Never>?
  var finale: Task<Void, Never>?
  var play: Task<Void, Never>?
  var reading: Task<Void, Never>?
  /// The source that the newest run judges.
  private var judged: StudentSource?
  private let busy = Busy()

  init(course: Course, queue: MessageQueue, keeper: FolderLock?) {
    self.course = course
    self.queue = queue
    self.keeper = keeper
  }

  /// A judge that is there already, for a tutor that stays open: it readies the next run between two
  /// saves.
  func use(_ judge: Judge) {
    known = judge
    prewarmer = RunPrewarmer(judge)
  }

  var workFiles: [URL] { options.file.map(course.pack.files(at:)) ?? course.folder.workFiles }
  /// The file that an editor opens where nothing says which.
  var sourceFile: URL {
    options.file.map { course.pack.files(at: $0)[0] } ?? course.folder.sourceFile
  }
  var keeps: Bool { keeper != nil && options.file == nil }

  /// A touched file whose bytes are the same is no save.
  var sourceDiffersFromJudged: Bool { source != judged }

  /// What the student has written, once it is there.
  var source: StudentSource { .settled(workFiles) }

  /// Whether something is still to be answered.
  var isBusy: Bool { busy.count > 0 }

  func perform(_ effect: Effect, face: any Face, language: Language) async {
    do {
      switch effect {
      case .runChecks(let run): try await runChecks(run)
      case .cancelRun: running?.cancel()
      case .startFinale(let run, let staging): try await startFinale(run, staging, language)
      case .findModels: findModels()
      case .cancelFinale: finale?.cancel()
      case .runPlay(let run): try await runPlay(run, language)
      case .cancelPlay: play?.cancel()
      case .saveProgress(let progress): save(progress)
      case .openEditor, .openEditorAtStep, .openNotes, .openPlay: try await open(effect, face)
      case .loadSolution(let block): try loadSolution(block)
      case .loadOwn: queue.push(.ownLoaded(ownText))
      case .loadAPI: loadAPI()
      case .tryKey(let key, let block):
        queue.push(.keyTried(fits: course.fits(key: key), block: block))
      case .loadNotes: try loadNotes()
      case .writeNotes(let measured): try writeNotes(measured, language)
      case .resetFile:
        try course.folder.reset(pack: course.pack)
        queue.push(.didReset(undoable: course.folder.canUndoReset))
      case .undoReset:
        try course.folder.undoReset()
        queue.push(.didUndoReset)
      case .suspend: suspend(face)
      case .quit, .openLesson: for task in [running, finale, play, reading] { task?.cancel() }
      }
    } catch {
      fail(error, effect)
    }
  }

  func save(_ progress: StudentProgress) {
    guard keeps else { return }
    do {
      try course.folder.saveProgress(progress)
    } catch {
      queue.push(.effectFailed("\(error)"))
    }
  }

  /// A run that could not begin is over; anything else is a sentence.
  private func fail(_ error: any Error, _ effect: Effect) {
    if case .runChecks(let run) = effect {
      queue.push(Self.failure(error, of: run))
    } else {
      queue.push(.effectFailed(error.plainSentence))
    }
  }

  private static func failure(_ error: any Error, of run: Int) -> Message {
    if let trouble = error as? ProcessTrouble, trouble.isNotJudged {
      return .notJudged(trouble.phrase, run: run)
    }
    guard let error = error as? JudgeError, error.mayPass else {
      return .judgeFailed(error.plainSentence, run: run)
    }
    return .notJudged(error.phrase, run: run)
  }

  /// Waits for the run that was cancelled to have put away what it made.
  func finish() async {
    for task in [running, finale, play, reading] { await task?.value }
    await prewarmer?.end()
  }

  func judge() async throws -> Judge {
    if let known { return known }
    let judge = try await course.judge()
    known = judge
    return judge
  }

  /// What the student has written as it is; a file that cannot be read is empty.
  var ownText: String {
    String(
      decoding: StudentWork.whole(
        of: workFiles.map { Data(text(of: $0).utf8) }, at: workFiles), as: UTF8.self)
  }

  func text(of file: URL) -> String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

  /// Something that answers later; until then the session is not at rest. What it throws is told as
  /// `failure` puts it, unless it was cancelled: then nobody waits for its answer any more.
  func begin(
    orSay failure: @escaping @Sendable (any Error) -> Message = { .effectFailed($0.plainSentence) },
    _ body: @escaping @Sendable () async throws -> Void
  ) -> Task<Void, Never> {
    let (busy, queue) = (busy, queue)
    busy.add(1)
    return Task.detached {
      do {
        try await body()
      } catch JudgeError.cancelled {
      } catch {
        queue.push(failure(error))
      }
      busy.add(-1)
      queue.wake()
    }
  }

  private func runChecks(_ run: Int) async throws {
    running?.cancel()
    let source = source
    judged = source
    let judge = try await judge()
    let (queue, prewarmer, options) = (queue, prewarmer, options)
    running = begin(orSay: { Self.failure($0, of: run) }) {
      if let prewarmer, options.seed == nil {
        _ = try await judge.run(source, prewarmer.part) { queue.push(.judge($0, run: run)) }
        await prewarmer.prepare()
      } else {
        let seed = options.seed ?? .random(in: .min ... .max)
        _ = try await judge.run(source, seed: seed, only: options.only) {
          queue.push(.judge($0, run: run))
        }
      }
    }
    if keeps, let bytes = source.bytes { try course.folder.keepAttempt(bytes) }
  }

  private func loadSolution(_ block: String) throws {
    queue.push(.solutionLoaded(try SolutionParts(of: course.pack).text(of: block) ?? ""))
  }

  func loadNotes() throws {
    let notes = try course.folder.readNotes()
    queue.push(
      .notesLoaded(notes, complete: Notes.areComplete(notes, pack: course.pack)))
  }

  private func writeNotes(_ measured: [MeasuredValue], _ language: Language) throws {
    if keeps {
      try course.folder.writeNotes(pack: course.pack, measured: measured, language: language)
    }
    try loadNotes()
  }

  private func suspend(_ face: any Face) {
    face.suspend()
    SelfStop.stop()
    face.resume()
    queue.push(.resumed)
  }
}

/// Counts what is still to be answered.
private final class Busy: Sendable {
  private let counter = Mutex(0)
  var count: Int { counter.withLock { $0 } }
  func add(_ step: Int) { counter.withLock { $0 += step } }
}
