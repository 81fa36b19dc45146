#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Gives the terminal back when a signal ends the program: only calls that are safe in a handler,
/// then the signal again, with its own effect.
enum EmergencyRestore {
  // Written before the handlers are set and only read by them.
  nonisolated(unsafe) private static var modes = termios()
  nonisolated(unsafe) private static var descriptor: Int32 = -1
  nonisolated(unsafe) private static var sequence: UnsafeMutableBufferPointer<UInt8>?
  nonisolated(unsafe) private static var restorer: pid_t = 0

  private static let signals = [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE,
  ]

  /// Notes the modes as they are before the full screen, and returns them.
  static func remember(descriptor: Int32) -> termios {
    self.descriptor = descriptor
    tcgetattr(descriptor, &modes)
    return modes
  }

  /// Notes what switches off what the full screen switches on.
  static func remember(sequence bytes: [UInt8]) {
    sequence?.deallocate()
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = copy.initialize(from: bytes)
    sequence = copy
  }

  // Set by the handler, taken by the owner of the terminal.
  nonisolated(unsafe) private static var isAskedToStop: sig_atomic_t = 0

  /// Whether a stop was asked for from outside since the last time this was asked. ncurses' own
  /// handler would give the terminal back from whichever thread the signal comes to, while another
  /// one draws.
  static func takeStopRequest() -> Bool {
    guard isAskedToStop != 0 else { return false }
    isAskedToStop = 0
    return true
  }

  /// Takes stops for this program. Before ncurses starts: where it finds a handler it leaves the
  /// signal alone for good, and where it finds none it ignores the signal while it paints, and a stop
  /// that comes then is lost.
  static func takeStops() {
    handle(SIGTSTP) { _ in EmergencyRestore.isAskedToStop = 1 }
  }

  static func leaveStops() { signal(SIGTSTP, SIG_DFL) }

  /// `restorer` is the process that would give the terminal back in this one's stead, or 0.
  static func arm(restorer: pid_t) {
    self.restorer = restorer
    useAlternateStack()
    for number in signals { handle(number, restoreAndDie) }
    takeStops()
  }

  private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    #if canImport(Glibc)
      action.__sigaction_handler.sa_handler = handler
    #else
      action.__sigaction_u.__sa_handler = handler
    #endif
    action.sa_flags = Int32(SA_ONSTACK)
    sigaction(number, &action, nil)
  }

  /// A full stack leaves a handler no room on it. Once for the thread that has the terminal.
  private static func useAlternateStack() {
    var current = stack_t()
    guard sigaltstack(nil, &current) == 0, current.ss_flags & Int32(SS_DISABLE) != 0 else {
      return
    }
    let size = 1 << 16
    current.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    current.ss_size = size
    current.ss_flags = 0
    sigaltstack(&current, nil)
  }

  static func disarm() {
    for number in signals { signal(number, SIG_DFL) }
  }

  private static let restoreAndDie: @convention(c) (Int32) -> Void = { number in
    tcsetattr(EmergencyRestore.descriptor, TCSANOW, &EmergencyRestore.modes)
    if let sequence = EmergencyRestore.sequence {
      _ = write(EmergencyRestore.descriptor, sequence.baseAddress, sequence.count)
    }
    // It has been done, and need not be done again.
    if EmergencyRestore.restorer > 0 { kill(EmergencyRestore.restorer, SIGKILL) }
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    sigprocmask(SIG_UNBLOCK, &set, nil)
    raise(number)
  }
}
