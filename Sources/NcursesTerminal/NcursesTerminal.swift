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

  /// What is wrong with the terminal, and what to set.
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
  /// What the terminal's description and the environment say.
  public let capabilities: Capabilities
  /// The keyboard's descriptor, for `poll`; what ncurses has read already does not show there.
  public let inputDescriptor: Int32?
  private let handle: OpaquePointer
  private let files: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
  private let restorerProgram: String?
  private let found: termios
  private let leaveSequence: [UInt8]
  private var restorer: Restorer?
  private var palette: Palette
  private var paste = PasteReading()
  private var shown: Screen?
  private var isOpen = true

  /// Takes the terminal: standard input and output, or /dev/tty where input is a pipe.
  ///
  /// `restorer` is the path of byhand-restore, which gives the terminal back if this process is killed;
  /// without it, or where it cannot be started, nothing does. A terminal that is found raw, left so by
  /// a killed program, is given back as `stty sane` would.
  public init(restorer restorerProgram: String? = nil) throws(TerminalError) {
    let isUTF8 = TerminalLocale.take()
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    let isPiped = isatty(0) == 0
    guard !term.isEmpty, term != "dumb",
      let input = isPiped ? fopen("/dev/tty", "re") : fdopen(fcntl(0, F_DUPFD_CLOEXEC, 3), "r"),
      let output = fdopen(fcntl(1, F_DUPFD_CLOEXEC, 3), "w")
    else { throw .cannotOpen(term: term) }
    TerminalModes.mend(fileno(output))
    found = EmergencyRestore.remember(descriptor: fileno(output))
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
    self.restorerProgram = restorerProgram
    let environment = Self.environment
    let colors = Self.startColor(environment)
    capabilities = Capabilities(colors: colors.count, isUTF8: isUTF8, environment: environment)
    palette = Palette(
      depth: capabilities.depth, colors: colors.count, pairs: Int(byhand_color_pairs()),
      hasOwnColors: colors.areItsOwn)
    leaveSequence = LeaveSequence.current()
    EmergencyRestore.remember(sequence: Array(LeaveSequence.pasteOff.utf8) + leaveSequence)
    Self.configure()
    take()
  }

  deinit { close() }

  /// The extent that ncurses knows now, in cells.
  public var size: Size { Size(width: Int(byhand_cols()), height: Int(byhand_lines())) }

  /// Writes what differs from the last picture; on a closed terminal it does nothing.
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

  /// The next event; of a closed terminal, and of one that is gone, it is `hangup`.
  public func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent? {
    guard isOpen else { return .hangup }
    if EmergencyRestore.takeStopRequest() { return .key(.control("z")) }
    while true {
      var key = wint_t()
      let result = byhand_key(Int32(timeoutMilliseconds), &key)
      if result == ERR { return isHungUp ? .hangup : paste.endIfLost() }
      let isCode = result == Int32(BYHAND_KEY_CODE)
      if paste.isUnderWay, !(isCode && key == wint_t(BYHAND_KEY_RESIZE)) {
        if isCode, key == wint_t(BYHAND_KEY_PASTE_END) { return paste.end() }
        if !isCode { paste.take(key) }
      } else if isCode, key == wint_t(BYHAND_KEY_PASTE) {
        paste.begin()
      } else {
        return isCode ? special(key) : KeyReading.event(for: key)
      }
    }
  }

  /// Leaves the full screen and puts the modes back as they were found.
  public func suspend() {
    guard isOpen else { return }
    giveBack()
  }

  /// Takes the full screen again; everything is drawn anew.
  public func resume() {
    guard isOpen else { return }
    shown = nil
    clearok(byhand_stdscr(), true)
    wrefresh(byhand_stdscr())
    take()
  }

  /// Gives the terminal back and frees what ncurses holds. A second call does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    giveBack()
    EmergencyRestore.leaveStops()
    delscreen(handle)
    fclose(files.input)
    fclose(files.output)
  }

  /// From here on, until the terminal is given back, somebody sees to it whatever happens.
  private func take() {
    write(LeaveSequence.pasteOn)
    restorer = restorerProgram.flatMap {
      Restorer(
        program: $0, terminal: fileno(files.output), found: found, sequence: leaveSequence)
    }
    EmergencyRestore.arm(restorer: restorer?.process ?? 0)
  }

  private func giveBack() {
    paste = PasteReading()
    write(LeaveSequence.pasteOff)
    endwin()
    EmergencyRestore.disarm()
    restorer?.dismiss()
    restorer = nil
  }

  /// For what ncurses has no word for. It writes through the same file.
  private func write(_ sequence: String) {
    fputs(sequence, files.output)
    fflush(files.output)
  }

  /// How many colours there are to use, and whether the terminal's own are among them. Before
  /// start_color ncurses says that there are none; without it, it sends none.
  private static func startColor(_ environment: [String: String]) -> (count: Int, areItsOwn: Bool) {
    let isWanted = Capabilities(colors: 8, isUTF8: true, environment: environment).depth > .none
    guard isWanted, has_colors(), start_color() == OK else { return (0, true) }
    return (Int(byhand_colors()), use_default_colors() == OK)
  }

  private static func configure() {
    raw()
    noecho()
    nonl()
    keypad(byhand_stdscr(), true)
    set_escdelay(25)
    define_key("\u{1B}[200~", Int32(BYHAND_KEY_PASTE))
    define_key("\u{1B}[201~", Int32(BYHAND_KEY_PASTE_END))
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
    let ink = palette.ink(cell.style)
    byhand_put(Int32(y), Int32(x), glyph, ink.flags, ink.pair)
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
