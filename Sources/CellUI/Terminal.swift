/// What the tutor needs of a terminal. It has one owner, on one thread.
public protocol Terminal: AnyObject {
  var size: Size { get }
  var capabilities: Capabilities { get }
  /// A file descriptor that is readable when an event may be waiting; nil if there is none.
  var inputDescriptor: Int32? { get }
  /// Shows a picture. Only what changed since the last one is written.
  func draw(_ screen: Screen)
  /// The next event, or nil when none came in so long. 0 does not wait; less waits without end.
  func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent?
  /// Gives the terminal back as it was found, for an editor or the shell.
  func suspend()
  /// Takes it again; the next picture is drawn as a whole.
  func resume()
  /// Gives it back for good. More than once is the same as once.
  func close()
}

/// A terminal in memory: events come from a list, and the last picture can be looked at.
public final class MemoryTerminal: Terminal {
  /// What the caller gave, until a resize event is read.
  public private(set) var size: Size
  /// What the caller says that it can show.
  public let capabilities: Capabilities
  /// The last picture drawn.
  public private(set) var screen: Screen
  /// Cells that a real terminal would have been sent since the beginning.
  public private(set) var cellsWritten = 0
  private var isSuspended = false
  /// Whether it was given back for good.
  public private(set) var isClosed = false
  private var events: [TerminalEvent]
  private var needsWholePicture = false

  /// A terminal with an empty picture; `events` are what its user will do, in their order.
  public init(
    size: Size, capabilities: Capabilities = Capabilities(), events: [TerminalEvent] = []
  ) {
    self.size = size
    self.capabilities = capabilities
    self.screen = Screen(size: size)
    self.events = events
  }

  /// Always nil: its events wait in memory.
  public var inputDescriptor: Int32? { nil }

  /// Adds an event behind those that wait.
  public func send(_ event: TerminalEvent) { events.append(event) }

  /// Keeps the picture and counts the cells that differ. Precondition: it is neither closed nor
  /// suspended.
  public func draw(_ screen: Screen) {
    precondition(!isClosed, "a closed terminal cannot draw: draw before close()")
    precondition(!isSuspended, "a suspended terminal belongs to another program: resume() first")
    let before = needsWholePicture ? nil : self.screen
    cellsWritten += screen.changes(from: before).reduce(0) { $0 + $1.cells.count }
    needsWholePicture = false
    self.screen = screen
  }

  /// The first event that waits, at once; nil where none does, whatever the timeout.
  public func nextEvent(timeoutMilliseconds: Int) -> TerminalEvent? {
    guard !events.isEmpty else { return nil }
    let event = events.removeFirst()
    if case .resize(let size) = event { self.size = size }
    return event
  }

  /// Marks it as given away; drawing on it is a mistake until `resume()`.
  public func suspend() { isSuspended = true }

  /// Takes it again; the next picture counts as a whole.
  public func resume() {
    isSuspended = false
    needsWholePicture = true
  }

  /// Marks it as given back; drawing on it is a mistake from now on.
  public func close() { isClosed = true }
}
