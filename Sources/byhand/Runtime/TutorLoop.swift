import CellUI
import Foundation
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Waits for keys, saves, verdicts and the clock, hands them to `update`, makes the effects real and
/// shows what `view` draws. Everything else about the tutor is in pure functions.
final class TutorLoop {
  private let terminal: any Terminal
  private let queue: MessageQueue
  private let watcher: SourceWatcher
  private let effects: EffectRunner
  private var model: Model
  private var shown: Screen?
  /// Something has been taken in since the last picture.
  private var isStale = true
  private var isOver = false
  /// Something came from the keyboard or the window: it is answered at once.
  private var isAwaited = true
  private var lastDrawn = -TutorLoop.frame

  /// Verdicts come faster than anybody reads, and the programs that make them want the processor:
  /// pictures that nobody asked for are at least so many seconds apart.
  private static let frame = 0.033

  init(model: Model, terminal: any Terminal, effects: EffectRunner, queue: MessageQueue) {
    self.model = model
    self.terminal = terminal
    self.effects = effects
    self.queue = queue
    self.watcher = SourceWatcher(file: effects.sourceFile)
  }

  /// Runs until the student quits or the terminal goes away.
  func run() async {
    draw()
    await take(.started)
    var lastTick = Self.now()
    while !isOver {
      wait(until: isStale ? lastDrawn + Self.frame : lastTick + 1)
      for message in queue.takeAll() { await take(message) }
      while !isOver, let event = terminal.nextEvent(timeoutMilliseconds: 0) {
        isAwaited = true
        if let message = message(for: event) { await take(message) }
      }
      if !isOver, watcher.hasChanged(), effects.sourceDiffersFromJudged { await take(.fileSaved) }
      let now = Self.now()
      if !isOver, now - lastTick >= 1 {
        await tick(now - lastTick)
        lastTick = now
      }
      draw()
    }
  }

  private func take(_ message: Message) async {
    isStale = true
    for effect in update(&model, message) {
      if effect == .quit { isOver = true }
      await effects.perform(effect, terminal: terminal, language: model.language)
    }
  }

  /// Most ticks move nothing on the screen: an idle tutor draws nothing.
  private func tick(_ seconds: Double) async {
    let (face, wasStale) = (model.clockFace, isStale)
    await take(.tick(seconds: seconds))
    isStale = wasStale || model.clockFace != face
  }

  private func draw() {
    guard !isOver, isStale, isAwaited || Self.now() - lastDrawn >= Self.frame else { return }
    (isStale, isAwaited) = (false, false)
    lastDrawn = Self.now()
    let screen = view(model)
    guard screen != shown else { return }
    terminal.draw(screen)
    shown = screen
  }

  private func message(for event: TerminalEvent) -> Message? {
    switch event {
    case .key(let key): .key(key)
    // Pasted text is for no field yet, and never for the keys.
    case .paste: nil
    case .mouse(let mouse): .mouse(mouse)
    case .resize(let size): .resize(size)
    case .hangup: .terminated
    }
  }

  /// Sleeps until something is readable, but never past a tenth of a second: a change of the window's
  /// size may be told to another thread than this one.
  private func wait(until deadline: Double) {
    let milliseconds = min(100, max(0, (deadline - Self.now()) * 1000))
    let descriptors = [terminal.inputDescriptor, queue.descriptor, watcher.descriptor]
    var waits = descriptors.compactMap { $0 }.map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    poll(&waits, nfds_t(waits.count), Int32(milliseconds.rounded(.up)))
  }

  private static func now() -> Double { ProcessInfo.processInfo.systemUptime }
}
