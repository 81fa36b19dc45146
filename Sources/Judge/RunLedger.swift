import Observations
import Reports

/// What came of one scenario.
struct ScenarioOutcome: Sendable, Equatable {
  var id: String
  var observations: [Observation] = []
  /// Why it did not come to its end; nil if it did.
  var breakage: Breakage?
  var milliseconds: Double = 0
  var output: String = ""
}

/// Follows one process through its scenarios: which one is running, what it recorded, and what is to
/// be said of it when the process ends early. A pure state machine; the clock is handed in.
struct RunLedger: Sendable {
  /// What a scenario may print before it is stopped, in bytes.
  static let floodLimit = 1 << 20
  /// What a scenario may record, in bytes.
  static let recordLimit = 256 << 20

  private let expected: [String]
  private var decoder = FrameDecoder()
  private var splitter: OutputSplitter
  private var saidHello = false
  private var recorded = 0
  private var index = 0
  /// The scenario that has begun and not ended.
  private(set) var running: String?
  private(set) var began: Double = 0
  /// Why the process was, or must be, stopped: the running scenario's breakage.
  private(set) var stopReason: Breakage?
  private var current = ScenarioOutcome(id: "")
  /// Ended, and waiting for the rest of what it printed.
  private var waiting: [ScenarioOutcome] = []
  private(set) var finished: [ScenarioOutcome] = []
  private var outputs: [String: String] = [:]

  init(expected: [String], marker: String) {
    self.expected = expected
    self.splitter = OutputSplitter(marker: marker)
  }

  /// The scenarios that have not begun.
  var remaining: [String] { Array(expected.dropFirst(index)) }

  /// Takes bytes of the observation channel at a moment in seconds. Returns scenarios begun.
  mutating func takeFrames(_ bytes: [UInt8], at now: Double) -> [String] {
    guard stopReason == nil else { return [] }
    var begun: [String] = []
    do {
      recorded += bytes.count
      if recorded > Self.recordLimit { throw WireError.tooLarge }
      for frame in try decoder.decode(bytes) {
        if let started = take(frame, at: now) { begun.append(started) }
        if stopReason != nil { break }
      }
    } catch {
      stopReason = .garbled("\(error)")
    }
    settle()
    return begun
  }

  mutating func takeOutput(_ bytes: [UInt8]) {
    var seen: [(String, String)] = []
    splitter.take(bytes) { finished, output in
      if let finished { seen.append((finished, output)) }
    }
    for (id, output) in seen { outputs[id] = output }
    if splitter.count > Self.floodLimit, stopReason == nil {
      stopReason = .flooded(limit: Self.floodLimit)
    }
    settle()
  }

  /// Looks at the clock: a scenario over its limit must be stopped.
  mutating func checkTime(_ now: Double, limit: (String) -> Double) {
    guard stopReason == nil, let running, now - began > limit(running) else { return }
    stopReason = .timedOut(seconds: limit(running))
  }

  /// The process is gone and its pipes are empty.
  mutating func end(_ ending: ProcessEnding, studentFile: String) {
    splitter.finish()
    if let last = splitter.current { outputs[last] = splitter.text }
    let blamed: Breakage =
      stopReason ?? breakage(ending, output: splitter.text, studentFile: studentFile)
    if running != nil {
      current.breakage = blamed
      waiting.append(current)
      running = nil
    } else if index < expected.count, stopReason != nil || finished.isEmpty && waiting.isEmpty {
      // It died before the next scenario could begin: no use to try that one again.
      waiting.append(ScenarioOutcome(id: expected[index], breakage: blamed))
      outputs[expected[index]] = splitter.text
      index += 1
    }
    for outcome in waiting where outputs[outcome.id] == nil { outputs[outcome.id] = "" }
    settle()
  }

  private mutating func take(_ frame: Frame, at now: Double) -> String? {
    switch frame {
    case .hello where !saidHello: saidHello = true
    case .begin(let id) where saidHello && running == nil && remaining.contains(id):
      // Scenarios that the probes do not declare are passed over by the program.
      while expected[index] != id {
        finished.append(
          ScenarioOutcome(id: expected[index], breakage: .missingObservations([])))
        index += 1
      }
      index += 1
      running = id
      began = now
      current = ScenarioOutcome(id: id)
      return id
    case .observation(let observation) where running != nil:
      current.observations.append(observation)
    case .end(let id, let nanoseconds) where id == running:
      current.milliseconds = Double(nanoseconds) / 1e6
      close(nil)
    case .threw(let id, let message) where id == running:
      close(.threw(message: String(message.prefix(2000))))
    case .goodbye where running == nil: break
    default: stopReason = .garbled("a frame out of its order")
    }
    return nil
  }

  private mutating func close(_ breakage: Breakage?) {
    current.breakage = breakage
    waiting.append(current)
    running = nil
    recorded = 0
  }

  /// A scenario is finished once it has ended and all that it printed is known.
  private mutating func settle() {
    while let first = waiting.first, let output = outputs[first.id] {
      var outcome = first
      outcome.output = output
      finished.append(outcome)
      waiting.removeFirst()
    }
  }

  mutating func takeFinished() -> [ScenarioOutcome] {
    defer { delivered += finished.count; finished = [] }
    return finished
  }

  /// How many were handed on already.
  private(set) var delivered = 0

  private func breakage(
    _ ending: ProcessEnding, output: String, studentFile: String
  ) -> Breakage {
    switch ending {
    case .exited(let status): return .exited(status: status)
    case .signalled(let signal):
      let crash = CrashMessage(output: output, studentFile: studentFile)
      return .crashed(signal: signal, message: crash.message, line: crash.line)
    }
  }
}
