import CellUI
import Reports

/// Takes one message into the model and says what is to be done in the world. Pure.
public func update(_ model: inout Model, _ message: Message) -> [Effect] {
  switch message {
  case .started: return model.startRun() + [.loadNotes]
  case .key(let key):
    model.idleSeconds = 0
    return model.press(key)
  case .mouse(let mouse):
    model.idleSeconds = 0
    return model.point(mouse)
  case .resize(let size):
    model.size = size
    model.clampScrolls()
    return []
  case .tick(let seconds): return model.pass(seconds)
  case .fileSaved:
    model.idleSeconds = 0
    return model.startRun()
  case .judge(let event, let run): return model.hear(event, of: run)
  case .judgeFailed(let reason, let run):
    guard model.run.current?.number == run else { return [] }
    model.run = .idle
    model.notice = .trouble(reason)
    return []
  case .finale(let event, let run, let now):
    model.hear(event, of: run, at: now)
    return []
  default: return model.takeAnswer(message)
  }
}

extension Model {
  /// What came back from an effect.
  mutating func takeAnswer(_ message: Message) -> [Effect] {
    switch message {
    case .solutionLoaded(let text):
      // The student may have closed the panel in the meantime.
      if case .solution(_, let own, let scroll) = overlay {
        overlay = .solution(text: text, own: own, scroll: scroll)
      }
    case .ownLoaded(let own):
      if case .solution(let text, _, _) = overlay {
        overlay = .solution(text: text, own: own, scroll: 0)
      }
    case .keyTried(let fits, let id): return keyTried(fits, block: id)
    case .notesLoaded(let text, let complete):
      notes = text
      notesComplete = complete
    case .didReset(let undoable):
      canUndoReset = undoable
      notice = .resetDone
    case .didUndoReset:
      canUndoReset = false
      notice = .resetUndone
    case .effectFailed(let reason): notice = .trouble(reason)
    case .resumed: idleSeconds = 0
    case .terminated: return leave()
    default: break
    }
    return []
  }

  /// Nothing is asked: everything the student did is in their file and in the progress.
  mutating func leave() -> [Effect] {
    let stop: [Effect] = run.current == nil ? [] : [.cancelRun]
    run = .idle
    return stop + (isFinaleRunning ? [.cancelFinale] : []) + [save(), .quit]
  }

  mutating func save() -> Effect {
    unsavedSeconds = 0
    return .saveProgress(progress)
  }
}
