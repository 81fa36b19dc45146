import Containment
import Observations
import Reports

/// Follows one process through its scenarios: which one is running, what it recorded, and what is to
/// be said of it when the process ends early. A pure state machine; the clock is handed in.
struct ScenarioTracker: Sendable {
  /// What a scenario may print before it is stopped, in bytes.
  static let outputLimit = 1 << 20
  /// How long the process may take to load, in seconds.
  static let startupTimeout = 8.0
  /// How long it may take from one scenario to the next, in seconds: nothing is done there but what
  /// the student's code does by itself.
  static let pauseTimeout = 2.0

  private let expected: [String]
  private var decoder: FrameDecoder
  private var demultiplexer: OutputDemultiplexer
  /// What the probes declare, once the build was loaded.
  private(set) var declared: Set<String>?
  private let recordLimit: @Sendable (String) -> Int
  private var recorded = 0
  private var index = 0
  /// The scenario that has begun and not ended.
  private(set) var running: String?
  private let start: Double
  /// What loading took; nil before it is done.
  private var loading: Double?
  /// When the running scenario began, or the last one ended.
  private var since: Double
  /// Why the process was, or must be, stopped: the running scenario's breakage.
  private(set) var stopReason: Breakage?
  /// When the time was up of what runs, if that is why it was stopped.
  private var timeWasUp: Double?
  /// It floods, and its first frame has not come yet: what is printed may overtake what is recorded.
  private var flooding: String?
  /// All is said, but the process lingers.
  private(set) var isDone = false
  /// Where the process was when it died.
  private(set) var stack: [UInt64] = []
  private var current = ScenarioOutcome(id: "")
  /// Ended, and waiting for the rest of what it printed.
  private var waiting: [ScenarioOutcome] = []
  private var events: [ScenarioEvent] = []
  private let streamsObservations: Bool
  private var outputs: [String: String] = [:]

  /// `now` is the moment the process was started, in seconds on any clock. A scenario that records more
  /// than `recordLimit` bytes, as they are held, is stopped. With `streamsObservations` each value is an
  /// event of its own.
  init(
    expected: [String], marker: String, token: UInt64 = 0, now: Double = 0,
    recordLimit: @escaping @Sendable (String) -> Int = { _ in Held.most },
    streamsObservations: Bool = false
  ) {
    self.recordLimit = recordLimit
    self.streamsObservations = streamsObservations
    self.expected = expected
    self.demultiplexer = OutputDemultiplexer(marker: marker)
    // A frame holds little besides what is recorded.
    let most = expected.map(recordLimit).max() ?? Held.most
    self.decoder = FrameDecoder(token: token, largest: most + (64 << 10))
    self.since = now
    self.start = now
  }

  /// What counts of the process's time: from when it was loaded, and what loading took too long, up to
  /// the moment at which its time was up. That this is noticed late, or that it is slow to go, is a busy
  /// machine's doing.
  func seconds(at now: Double) -> Double {
    let now = min(now, timeWasUp ?? now)
    let loading = loading ?? now - start
    return now - start - min(loading, TimeBudget.loading)
  }

  /// The build was loaded, and has said what it declares.
  var isLoaded: Bool { declared != nil }
  /// Why it was not, when the process has ended.
  private(set) var loadFailure: Breakage?
  /// Something that is not the judge killed the process.
  private(set) var wasKilled = false
  /// The scenario that it was killed in, if one ran. There is no outcome of it.
  private(set) var killedScenario: String?
  /// The scenarios that have not begun.
  var remaining: [String] { Array(expected.dropFirst(index)) }
  /// What the process printed last.
  var output: String { demultiplexer.text }
  var mustStop: Bool { stopReason != nil || isDone || flooding != nil }

  /// Takes bytes of the observation channel.
  mutating func receiveFrames(_ bytes: [UInt8], at now: Double) {
    guard stopReason == nil else { return }
    do throws(WireError) {
      var frames: [Frame] = []
      defer { for frame in frames where stopReason == nil { take(frame, at: now) } }
      try decoder.decode(bytes) { frames.append($0) }
    } catch {
      if stopReason == nil { stopReason = .protocolViolation("\(error)") }
    }
    settle()
  }

  mutating func receiveOutput(_ bytes: [UInt8]) {
    demultiplexer.take(bytes) { finished, output in
      if let finished { outputs[finished] = output }
    }
    if demultiplexer.count > Self.outputLimit { attributeOverflow() }
    settle()
  }

  /// Looks at the clock: a scenario over its limit must be stopped.
  mutating func checkTime(_ now: Double, limit: (String) -> Double) {
    guard !mustStop else { return }
    // Asked once: what is said must be what was held against the clock.
    let limit = running.map(limit) ?? (isLoaded ? Self.pauseTimeout : Self.startupTimeout)
    guard now - since > limit else { return }
    stopReason = .timedOut(seconds: limit)
    timeWasUp = since + limit
  }

  /// The time for all scenarios is up.
  mutating func stopForTime(_ now: Double) {
    guard !mustStop else { return }
    stopReason = .timedOut(seconds: max(0.1, ((now - since) * 10).rounded() / 10))
  }

  /// Stops the process for a reason that lies outside of what it sends.
  mutating func stop(_ reason: Breakage) {
    if !mustStop { stopReason = reason }
  }

  /// The process is gone and its pipes are empty.
  mutating func end(
    _ status: TerminationStatus, studentFiles: Set<String>,
    location: CrashLocation = CrashLocation()
  ) {
    demultiplexer.finish()
    var output = demultiplexer.text
    if let flooding, running == nil, remaining.first == flooding { begin(flooding, at: since) }
    if !mustStop, status == .signalled(9) {
      wasKilled = true
      if !isLoaded { loadFailure = .crashed(signal: 9, message: "", line: nil) }
      killedScenario = running
      running = nil
      for outcome in waiting where outputs[outcome.id] == nil { outputs[outcome.id] = output }
      settle()
      return
    }
    let blamed = stopReason ?? breakage(status, &output, studentFiles, location)
    if let last = demultiplexer.current { outputs[last] = output }
    if running != nil {
      current.crashFile = location.file
      close(blamed)
    } else {
      passOverUndeclared(until: nil)
      if !isLoaded {
        loadFailure = blamed
      } else if index == 0, !expected.isEmpty {
        // It ended before its first scenario could begin: no use to try that one again.
        waiting.append(
          ScenarioOutcome(id: expected[0], breakage: blamed, crashFile: location.file))
        outputs[expected[0]] = output
        index = 1
      }
    }
    for outcome in waiting where outputs[outcome.id] == nil { outputs[outcome.id] = "" }
    settle()
  }

  /// What has happened since the last time it was asked, in its order.
  mutating func takeEvents() -> [ScenarioEvent] {
    defer { events = [] }
    return events
  }

  private mutating func take(_ frame: Frame, at now: Double) {
    switch frame {
    case .hello(let scenarios) where declared == nil:
      declared = Set(scenarios)
      loading = now - start
      since = now
    case .begin(let id) where declared != nil && running == nil && remaining.contains(id):
      passOverUndeclared(until: id)
      guard expected[index] == id else {
        stopReason = .protocolViolation("a scenario out of its turn")
        return
      }
      begin(id, at: now)
    case .observation(let observation) where running != nil:
      recorded += Held.bytes(of: observation)
      guard recorded <= recordLimit(running ?? "") else {
        stopReason = .protocolViolation(
          "it recorded more than \(recordLimit(running ?? "") >> 20) MB")
        return
      }
      current.observations.append(observation)
      if streamsObservations { events.append(.observed(observation)) }
    case .end(let id, let nanoseconds) where id == running:
      current.milliseconds = Double(nanoseconds) / 1e6
      close(nil)
      since = now
    case .threw(let id, let message) where id == running:
      close(.threw(message: TrapMessage.short(message)))
      since = now
    case .trap(let stack) where self.stack.isEmpty: self.stack = stack
    case .goodbye where running == nil:
      passOverUndeclared(until: nil)
      isDone = true
    // Whatever is not awaited now is out of its order.
    default: stopReason = .protocolViolation("a frame out of its order")
    }
  }

  private mutating func begin(_ id: String, at now: Double) {
    index += 1
    running = id
    since = now
    current = ScenarioOutcome(id: id)
    events.append(.began(id: id))
    if id == flooding { stopReason = .outputLimitExceeded(limit: Self.outputLimit) }
  }

  /// The program passes over scenarios that the probes do not declare; so does the tracker.
  private mutating func passOverUndeclared(until id: String?) {
    guard let declared else { return }
    while index < expected.count, expected[index] != id, !declared.contains(expected[index]) {
      events.append(
        .finished(
          ScenarioOutcome(
            id: expected[index],
            breakage: .protocolViolation("no probe declares \(expected[index])"),
            isUndeclared: true)))
      index += 1
    }
  }

  private mutating func close(_ breakage: Breakage?) {
    current.breakage = breakage
    waiting.append(current)
    running = nil
    recorded = 0
  }

  /// A flood is noticed on another channel than the scenario's end: it may be over by then.
  private mutating func attributeOverflow() {
    let overflow = Breakage.outputLimitExceeded(limit: Self.outputLimit)
    if let late = waiting.firstIndex(where: { $0.id == demultiplexer.current }) {
      waiting[late].breakage = overflow
    } else if stopReason == nil {
      let isAhead = demultiplexer.current.map { $0 != running && remaining.contains($0) } ?? false
      if isAhead { flooding = demultiplexer.current } else { stopReason = overflow }
    }
  }

  /// A scenario is finished once it has ended and all that it printed is known.
  private mutating func settle() {
    while let first = waiting.first, let output = outputs[first.id] {
      var outcome = first
      outcome.output = output
      events.append(.finished(outcome))
      waiting.removeFirst()
    }
  }

  private func breakage(
    _ status: TerminationStatus, _ output: inout String, _ studentFiles: Set<String>,
    _ location: CrashLocation
  ) -> Breakage {
    switch status {
    case .notStarted: return .protocolViolation("the check could not be started")
    case .exited(let status): return .exited(status: status)
    case .signalled(let signal):
      let crash = TrapMessage(output: output, studentFiles: studentFiles)
      output = crash.before
      let sentence =
        crash.message.isEmpty
        ? TrapMessage.sentence(signal: signal, location: location) : crash.message
      let (line, file) =
        crash.line.map { ($0, crash.file) } ?? (location.line, location.file)
      let isOneOfSeveral = studentFiles.count > 1 && line != nil
      return .crashed(
        signal: signal, message: sentence, line: line, file: isOneOfSeveral ? file : nil)
    }
  }
}
