import CellUI
import Tutor

/// The tutor on the whole screen.
final class ScreenFace: Face {
  private let terminal: any Terminal
  private var shown: Screen?
  /// Something has been taken in since the last picture.
  private var isStale = true
  /// Something came from the keyboard or the window: it is answered at once.
  private var isAwaited = true
  private var lastDrawn = -ScreenFace.frame

  /// Verdicts come faster than anybody reads, and the programs that make them want the processor:
  /// pictures that nobody asked for are at least so many seconds apart.
  private static let frame = 0.033

  init(terminal: any Terminal) { self.terminal = terminal }

  var inputDescriptor: Int32? { terminal.inputDescriptor }

  func nextMessage() -> Message? {
    guard let event = terminal.nextEvent(timeoutMilliseconds: 0) else { return nil }
    isAwaited = true
    switch event {
    case .key(let key): return .key(key)
    case .mouse(let mouse): return .mouse(mouse)
    case .resize(let size): return .resize(size)
    case .paste(let text): return .pasted(text)
    case .hangup: return .terminated
    }
  }

  /// Most ticks move nothing on the screen: an idle tutor draws nothing.
  func show(_ new: Model, after message: Message, from old: Model?) {
    if case .tick = message, let old, old.clockFace == new.clockFace { return }
    isStale = true
  }

  func due(now: Double) -> Double? { isStale ? max(0, lastDrawn + Self.frame - now) : nil }

  func flush(_ model: Model, now: Double) {
    guard isStale, isAwaited || now - lastDrawn >= Self.frame else { return }
    (isStale, isAwaited) = (false, false)
    lastDrawn = now
    let screen = view(model)
    guard screen != shown else { return }
    terminal.draw(screen)
    shown = screen
  }

  func suspend() { terminal.suspend() }

  func resume() {
    terminal.resume()
    (shown, isStale, isAwaited) = (nil, true, true)
  }

  func close() { terminal.close() }
}
