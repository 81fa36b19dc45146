import CSandbox
import Containment
import Foundation
import Observations
import Reports
import SafeFiles

extension ScenarioRunner {
  /// What a process may have of memory, in bytes: four times what the lessons' references need.
  static let memoryLimit = 1 << 30

  /// What a process may leave in its folder, in bytes.
  private static let largestFolder = Int(BYHAND_SCRATCH_BYTES)

  /// Runs one process.
  func runOnce(
    _ scenarios: [String], seed: UInt64, into events: AsyncStream<ScenarioEvent>.Continuation
  ) async throws(JudgeError) -> ProbeSession.Rest {
    let marker = "byhand-scenario-\(UInt64.random(in: .min ... .max)) "
    let token = UInt64.random(in: .min ... .max)
    let process = try requested(
      WireFormat.encode(
        RunRequest(seed: seed, scenarios: scenarios, outputMarker: marker, token: token)))
    let session = ProbeSession(
      ScenarioTracker(
        expected: scenarios, marker: marker, token: token, now: Uptime.now(),
        recordLimit: recordLimit, streamsObservations: streamsObservations),
      terminator: process.terminator, timeouts: timeouts, events: events)
    let watching = Task { try await watch(session, filling: process.workingDirectory) }
    defer { watching.cancel() }
    let status = try await JudgeError.wrapping { () async throws(ContainmentError) in
      try await process.run(
        OutputHandlers(onOutput: session.receiveFrames, onError: session.receiveOutput))
    }
    budget.spend(session.seconds)
    if Task.isCancelled { throw .cancelled }
    if status == .notStarted {
      throw .cannotRun(program: host.sandbox.jail, reason: session.output)
    }
    let location = await CrashLocation.find(
      session.stack, library: library, files: studentFiles.union([otherFile].compactMap { $0 }),
      host: host)
    if Task.isCancelled { throw .cancelled }
    return session.end(status, studentFiles: studentFiles, location: location)
  }

  /// Looks at the clock, and at what is written where the folder has no bounds of its own.
  private func watch(_ session: ProbeSession, filling folder: String) async throws {
    for round in 1... {
      try await Task.sleep(for: .milliseconds(20))
      session.checkTime()
      if budget.isSpent(besides: session.seconds) { session.stopForTime() }
      guard !host.sandbox.hasNamespaces, round.isMultiple(of: 5) else { continue }
      if UntrustedFolder(path: folder).size > Self.largestFolder {
        session.stop(
          .protocolViolation("it wrote more than \(Self.largestFolder >> 20) MB of files"))
      }
    }
  }

  /// A process that has its request: one that waited for it, if there is any.
  private func requested(_ request: [UInt8]) throws(JudgeError) -> PrewarmedProcess {
    if let waiting = takePrewarmed(), waiting.writeInput(request) { return waiting }
    let started = try prewarmed()
    guard started.writeInput(request) else {
      throw .cannotRun(program: host.probe, reason: "it takes no request")
    }
    return started
  }

  /// Starts a process that waits for its request.
  ///
  /// Throws `cannotRun` or `cannotWrite`.
  func prewarmed() throws(JudgeError) -> PrewarmedProcess {
    let process = try process()
    return try JudgeError.wrapping { () throws(ContainmentError) in try PrewarmedProcess(process) }
  }

  private func process() throws(JudgeError) -> SandboxedProcess {
    let work = folder.appendingPathComponent("work-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: work.path, reason: error.systemReason)
    }
    let settings = (show?.settings ?? [:]).map { (ProbeContract.setting($0.rawValue), $1) }
    return SandboxedProcess(
      jail: host.sandbox.jail, program: host.probe, arguments: [library],
      environment: [
        "PATH": "/usr/bin:/bin", "TMPDIR": work.path, "HOME": work.path, "LANG": "C.UTF-8",
        // The judge asks for its own lines; a backtrace would cost a second, and show the probes'.
        "SWIFT_BACKTRACE": "enable=no",
        // Dictionaries in the same order each time: an attempt can be replayed.
        "SWIFT_DETERMINISTIC_HASHING": "1",
        ProbeContract.dataVariable: dataFolder.path,
      ].merging(settings) { own, _ in own },
      workingDirectory: work.path, policy: policy(work), redirectsOutput: true)
  }

  private func policy(_ work: URL) -> SandboxPolicy {
    var policy = SandboxPolicy(
      cpuSeconds: show.map { max(600, Int($0.timeout / .seconds(1)) * 8) } ?? 600,
      memoryBytes: show?.memoryBytes ?? Self.memoryLimit, fileBytes: 64 << 20, openFiles: 256)
    policy.allowsFork = false
    policy.hasNamespaces = host.sandbox.hasNamespaces
    // What a user shows themselves may lie where nobody else can read it.
    if isStudents && host.sandbox.hasAnotherUser && show?.reading.isEmpty ?? true {
      // Nobody else's, so that limits by user count this run alone. Names from here up are free.
      policy.user = UInt32(BYHAND_FIRST_FREE_USER) | UInt32.random(in: 1...0xff_ffff)
      policy.processes = 512
    }
    // Handed over to the other user and given room of its own, with Landlock or without.
    policy.scratch = [work.path]
    let folder = URL(fileURLWithPath: library).deletingLastPathComponent().path
    let build = isStudents ? folder : library
    return host.sandbox.policy(
      policy,
      reading: host.readable + [build, host.probe, dataFolder.path] + (show?.reading ?? []),
      writing: [show?.writing].compactMap { $0 })
  }
}
