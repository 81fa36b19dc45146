import ArgumentParser
import CellUI
import Foundation
import Judge
import LessonPacks
import Progress
import Tutor
import Workspace

// Foundation has a class of this name.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One lesson open in one face: takes what the student, the judge, the file and the clock say, hands it
/// to `update`, makes the effects real and shows what came of it. The full screen, the tutor in lines
/// and the commands are all this.
final class Session {
  let course: Course
  private(set) var model: Model
  private var face: any Face
  private let queue: MessageQueue
  private let effects: EffectRunner
  private let sources: [SourceWatcher]
  private let playground: SourceWatcher
  private var isOver = false
  private var wasTold = false
  private var signals: EndingSignals?
  /// The lesson that was chosen on the course's page.
  private(set) var nextLesson: String?

  init(course: Course, model: Model, face: any Face, effects: EffectRunner, queue: MessageQueue) {
    self.course = course
    self.model = model
    self.face = face
    self.effects = effects
    self.queue = queue
    sources = effects.workFiles.map(SourceWatcher.init)
    playground = SourceWatcher(file: course.folder.playFile)
    // The screen takes Ctrl-C as a key, and its terminal tells when it is gone.
    if !(face is ScreenFace) { signals = EndingSignals { queue.push(.terminated) } }
  }

  /// Whether what is done here counts: the folder is this program's.
  var keeps: Bool { effects.keeps }

  /// Runs until the student quits, goes to another lesson, or the terminal goes away.
  func run() async {
    face.show(model, after: .resumed, from: nil)
    face.flush(model, now: Self.now())
    await take(.started)
    var lastTick = Self.now()
    while !isOver {
      wait(until: lastTick + 1)
      for message in queue.takeAll() { await take(message) }
      await takeInput()
      if !isOver, sources.haveChanged(), effects.sourceDiffersFromJudged { await take(.fileSaved) }
      if !isOver, playground.hasChanged() { await take(.playSaved) }
      let now = Self.now()
      if !isOver, now - lastTick >= 1 {
        await take(.tick(seconds: now - lastTick))
        lastTick = now
      }
      if !isOver { face.flush(model, now: Self.now()) }
    }
    if effects.keeps { course.folder.leaveClock() }
  }

  /// In lines a word waits for what came before it: for the run, as it would if a person read what the
  /// run said, and for all that was brought.
  private func takeInput() async {
    let isInLines = face is LineFace
    while !isOver {
      if isInLines {
        while case let answers = queue.takeAll(), !answers.isEmpty {
          for answer in answers { await take(answer) }
        }
        guard !isOver, model.run.current == nil, !effects.isBusy else { return }
      }
      guard let message = face.nextMessage() else { return }
      await take(message)
    }
  }

  /// Does what a command asks for, and returns when everything that it began is at its end. Throws
  /// where the program was told to end before.
  func perform(_ messages: [Message]) async throws {
    for message in messages {
      await take(message)
      await settle()
      if wasTold { throw ExitCode(128 + SIGINT) }
    }
  }

  /// Waits for the student's file to be saved; false where the program was told to end.
  func waitForSave() async -> Bool {
    while !isOver {
      wait(until: Self.now() + 1)
      await settle()
      if !isOver, sources.haveChanged(), effects.sourceDiffersFromJudged { return true }
    }
    return false
  }

  /// A line of standard input; nil at its end, or where the program was told to end.
  func readAnswer() async -> String? {
    var input = LineInput()
    while !isOver {
      if let line = input.next() { return line }
      if input.isExhausted { return nil }
      var waits = [0, queue.descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      poll(&waits, nfds_t(waits.count), 200)
      await settle()
    }
    return nil
  }

  private func settle() async {
    while true {
      let messages = queue.takeAll()
      for message in messages { await take(message) }
      if messages.isEmpty {
        guard effects.isBusy else { return }
        var waits = [pollfd(fd: queue.descriptor, events: Int16(POLLIN), revents: 0)]
        poll(&waits, 1, 100)
      }
    }
  }

  /// Does what a command needs done first, and says nothing of it.
  func prepare(_ action: Action) async { await take(.action(action), isShown: false) }

  /// From now on another face is shown.
  func turn(to face: any Face) { self.face = face }

  /// Writes down what was counted; a command's last act.
  func end() {
    guard !isOver else { return }
    for case .saveProgress(let progress) in update(&model, .terminated) {
      effects.save(progress)
    }
  }

  func take(_ message: Message, isShown: Bool = true) async {
    if message == .terminated { wasTold = true }
    if closesPanel(message) { _ = update(&model, .action(.close)) }
    let old = model
    let wanted = update(&model, message)
    if isShown { face.show(model, after: message, from: old) }
    for effect in wanted {
      switch effect {
      case .quit: isOver = true
      case .openLesson(let id):
        isOver = true
        nextLesson = id
      // Every other effect leaves this lesson open.
      default: break
      }
      await effects.perform(effect, face: face, language: model.language)
    }
  }

  /// In lines what was read is read: no key closes a panel, and one that stays open would be in the
  /// way of the next. A playground goes on running at each save of its own.
  private func closesPanel(_ message: Message) -> Bool {
    guard !(face is ScreenFace), model.overlay != nil else { return false }
    switch message {
    case .fileSaved: return model.overlay?.kind != .play
    case .action(let action): return action.closesPanels
    // Whatever else comes is no wish of the student's.
    default: return false
    }
  }

  /// Waits for what was begun to have put away what it made.
  func finish() async { await effects.finish() }

  /// Sleeps until something is readable, but never past a tenth of a second: a change of the window's
  /// size may be told to another thread than this one.
  private func wait(until deadline: Double) {
    let now = Self.now()
    let due = min(deadline - now, face.due(now: now) ?? .infinity)
    let milliseconds = min(100, max(0, due * 1000))
    // What is not read now would end every sleep at once.
    let isHeard = !(face is LineFace) || (model.run.current == nil && !effects.isBusy)
    let descriptors =
      [
        isHeard ? face.inputDescriptor : nil, queue.descriptor, playground.descriptor,
      ] + sources.map(\.descriptor)
    var waits = descriptors.compactMap { $0 }.map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    poll(&waits, nfds_t(waits.count), Int32(milliseconds.rounded(.up)))
  }

  private static func now() -> Double { ProcessInfo.processInfo.systemUptime }
}
