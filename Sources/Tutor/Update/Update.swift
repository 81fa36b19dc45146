import CellUI
import Reports

/// Takes one message into the model and says what is to be done in the world. Pure.
public func update(_ model: inout Model, _ message: Message) -> [Effect] {
  let effects = react(&model, to: message)
  if model.place != .home || message == .fileSaved { model.isEntered = true }
  guard !model.isEntered else { return effects }
  // A lesson that the course's page only offers was not worked on: nothing of it is written.
  return effects.filter { effect in
    if case .saveProgress = effect { false } else { true }
  }
}

private func react(_ model: inout Model, to message: Message) -> [Effect] {
  switch message {
  case .started: return model.start()
  case .key(let key):
    model.idleSeconds = 0
    return model.press(key)
  case .mouse(let mouse):
    model.idleSeconds = 0
    return model.point(mouse)
  case .pasted(let text):
    model.idleSeconds = 0
    model.paste(text)
    return []
  case .action(let action):
    model.idleSeconds = 0
    return model.perform(action)
  case .resize(let size):
    model.size = size
    model.clampScrolls()
    return []
  case .tick(let seconds): return model.pass(seconds)
  case .returned(let seconds): return model.comeBack(after: seconds)
  case .fileSaved:
    model.idleSeconds = 0
    return model.startRun()
  case .playSaved:
    model.idleSeconds = 0
    return model.overlay?.kind == .play ? model.runPlay() : []
  case .judge(let event, let run): return model.hear(event, of: run)
  case .judgeFailed(let reason, let run):
    guard model.run.current?.number == run else { return [] }
    model.run = .idle
    model.notice = .trouble(reason)
    return []
  case .notJudged(let why, let run):
    guard model.run.current?.number == run else { return [] }
    model.run = .idle
    model.notice = .notJudged(why)
    return []
  case .finale(let event, let run, let now): return model.hear(event, of: run, at: now)
  case .modelsFound(let search):
    model.languageModels = search
    return []
  case .play(let event, let run):
    if run == model.lastPlay { model.play?.events.append(event) }
    return []
  case .lessonsLoaded(let lessons):
    model.lessons = lessons
    model.homeIndex = lessons.firstIndex { $0.id == model.pack.id } ?? 0
    return []
  case .solutionLoaded, .ownLoaded, .apiLoaded, .keyTried, .notesLoaded, .didReset, .didUndoReset,
    .resumed, .effectFailed, .terminated:
    return model.takeAnswer(message)
  }
}

extension Model {
  /// The first run begins; who is here for the first time is told where the file is.
  mutating func start() -> [Effect] {
    let effects = startRun()
    if progress.runs == 0 { notice = .firstStart }
    return effects + [.loadNotes]
  }

  /// What came back from an effect.
  mutating func takeAnswer(_ message: Message) -> [Effect] {
    switch message {
    case .solutionLoaded(let text): solution = text
    case .ownLoaded(let text): own = text
    case .apiLoaded(let entries): api = entries
    case .keyTried(let fits, let id): return keyTried(fits, block: id)
    case .notesLoaded(let text, let complete):
      notes = text
      notesComplete = complete
    case .didReset(let undoable):
      canUndoReset = undoable
      progress.beginAnew()
      (results, settled, fresh, regressions, report) = ([:], [:], [], [], nil)
      selection = firstOpenSelection
      notice = .resetDone(undoable: undoable)
      return [save()]
    case .didUndoReset:
      canUndoReset = false
      notice = .resetUndone
    case .effectFailed(let reason): notice = .trouble(reason)
    case .resumed: idleSeconds = 0
    case .terminated: return leave()
    case .started, .key, .mouse, .pasted, .action, .resize, .tick, .returned, .fileSaved,
      .playSaved, .judge, .judgeFailed, .notJudged, .finale, .modelsFound, .play, .lessonsLoaded:
      break
    }
    return []
  }

  /// Nothing is asked: everything the student did is in their file and in the progress.
  mutating func leave() -> [Effect] { stopAll() + [save(), .quit] }

  /// Ends whatever runs.
  mutating func stopAll() -> [Effect] {
    let stop: [Effect] = run.current == nil ? [] : [.cancelRun]
    run = .idle
    return stop + (isFinaleRunning ? [.cancelFinale] : [])
      + (play?.isRunning == true ? [.cancelPlay] : [])
  }

  mutating func save() -> Effect {
    unsavedSeconds = 0
    return .saveProgress(progress)
  }
}
