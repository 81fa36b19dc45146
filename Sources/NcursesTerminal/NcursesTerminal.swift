import CNcurses
import CellUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why there is no full screen.
public enum TerminalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// ncurses knows no terminal of this name, or cannot open it.
  case cannotOpen(term: String)

  public var description: String {
    switch self {
    case .cannotOpen(let term):
      "the terminal \(term.isEmpty ? "(TERM is not set)" : "\"\(term)\"") cannot show a full "
        + "screen. Set TERM to what your terminal is, for example xterm-256color, or use --plain."
    }
  }
}

/// The real terminal, through ncurses. One owner, one thread.
public final class NcursesTerminal: Terminal {
  public let capabilities: Capabilities
  public let inputDescriptor: Int32?
  private let handle: OpaquePointer
  private let files: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
  private let palette: Palette
  private var shown: Screen?
  private var isOpen = true

  /// Takes the terminal: standard input and output, or /dev/tty where input is a pipe.
  public init() throws(TerminalError) {
    setlocale(LC_ALL, "")
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    let isPiped = isatty(0) == 0
    guard !term.isEmpty, term != "dumb",
      let input = isPiped ? fopen("/dev/tty", "r") : fdopen(dup(0), "r"),
      let output = fdopen(dup(1), "w")
    else { throw .cannotOpen(term: term) }
    EmergencyRestore.remember(descriptor: fileno(input))
    EmergencyRestore.takeStops()
    guard let screen = newterm(nil, output, input) else {
      EmergencyRestore.leaveStops()
      fclose(input)
      fclose(output)
      throw .cannotOpen(term: term)
    }
    handle = screen
    files = (input, output)
    inputDescriptor = fileno(input)
    Self.configure()
    let codeset = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) }
    capabilities = Capabilities(
      colors: Int(byhand_colors()), isUTF8: codeset == "UTF-8", environment: Self.environment)
    palette = Palette(depth: capabilities.depth)
    EmergencyRestore.arm()
  }

  deinit { close() }

  public var size: Size { Size(width: Int(byhand_cols()), height: Int(byhand_lines())) }

  public func draw(_ screen: Screen) {
    guard isOpen else { return }
    for run in screen.changes(from: shown) {
      for (offset, cell) in run.cells.enumerated() where !cell.isContinuation {
        put(cell, x: run.origin.x + offset, y: run.origin.y)
      }
    }
    shown = screen
    curs_set(0)
    wrefresh(byhand_stdscr())
  }

  public func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent? {
    guard isOpen else { return .hangup }
    if EmergencyRestore.takeStopRequest() { return .key(.control("z")) }
    var key = wint_t()
    let result = byhand_key(Int32(timeoutMilliseconds), &key)
    if result == ERR { return isHungUp ? .hangup : nil }
    if result == Int32(BYHAND_KEY_CODE) { return special(key) }
    return KeyReading.event(for: key)
  }

  public func suspend() {
    guard isOpen else { return }
    endwin()
    EmergencyRestore.disarm()
  }

  public func resume() {
    guard isOpen else { return }
    EmergencyRestore.arm()
    shown = nil
    clearok(byhand_stdscr(), true)
    wrefresh(byhand_stdscr())
  }

  public func close() {
    guard isOpen else { return }
    isOpen = false
    endwin()
    EmergencyRestore.disarm()
    EmergencyRestore.leaveStops()
    delscreen(handle)
    fclose(files.input)
    fclose(files.output)
  }

  private static func configure() {
    raw()
    noecho()
    nonl()
    keypad(byhand_stdscr(), true)
    meta(byhand_stdscr(), true)
    set_escdelay(25)
    if byhand_colors() > 0 {
      start_color()
      use_default_colors()
    }
    byhand_mouse_on()
    curs_set(0)
  }

  private static var environment: [String: String] {
    var found: [String: String] = [:]
    for name in ["NO_COLOR", "BYHAND_ASCII", "BYHAND_HIGH_CONTRAST"] {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }

  private func put(_ cell: Cell, x: Int, y: Int) {
    var glyph = cell.glyph.unicodeScalars.prefix(5).map { wchar_t(bitPattern: $0.value) }
    glyph.append(0)
    let pair = palette.pair(cell.style)
    byhand_put(Int32(y), Int32(x), glyph, palette.flags(cell.style), pair)
  }

  /// Without a key, a terminal whose other end is closed says so by being readable for ever.
  private var isHungUp: Bool {
    guard let inputDescriptor else { return false }
    var wait = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, 0) > 0 else { return false }
    return wait.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
  }

  private func special(_ key: wint_t) -> TerminalEvent? {
    if key == wint_t(BYHAND_KEY_RESIZE) {
      shown = nil
      clearok(byhand_stdscr(), true)
      return .resize(size)
    }
    if key == wint_t(BYHAND_KEY_MOUSE) { return mouse() }
    return KeyReading.special(key).map(TerminalEvent.key)
  }

  private func mouse() -> TerminalEvent? {
    var x: Int32 = 0
    var y: Int32 = 0
    let kind: Mouse.Kind
    switch Int(byhand_mouse(&x, &y)) {
    case BYHAND_MOUSE_PRESS: kind = .press
    case BYHAND_MOUSE_RELEASE: kind = .release
    case BYHAND_MOUSE_UP: kind = .wheelUp
    case BYHAND_MOUSE_DOWN: kind = .wheelDown
    default: return nil
    }
    return .mouse(Mouse(position: Point(x: Int(x), y: Int(y)), kind: kind))
  }
}
