import Observations
import TensorKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The child's side of a run: loads the built probes, reads the request, runs the scenarios, sends
/// what they record.
public enum ProbeProgram {
  /// The registry's side of the entry point: hands the probes over without naming a Swift type.
  public static func withProbes(_ pointer: UnsafeMutableRawPointer, _ body: (Probes) -> Void) {
    body(Unmanaged<Probes>.fromOpaque(pointer).takeUnretainedValue())
  }

  /// Runs to the end and returns the exit status: 0, or 2 when the build or the request is no good.
  public static func run(library: String) -> Int32 {
    guard let request = readRequest() else { return complain("the request could not be read") }
    let probes = Probes()
    guard let entry = load(library) else { return 2 }
    CrashTrace.install(build: entry, channel: ProbeContract.channel, token: request.token)
    call(entry, probes)
    let channel = FrameChannel(descriptor: ProbeContract.channel, token: request.token)
    channel.send(.hello(scenarios: probes.scenarios.map(\.id)))
    for id in request.scenarios {
      guard let scenario = probes.scenarios.first(where: { $0.id == id }) else { continue }
      run(scenario.run, id: id, request: request, channel: channel)
    }
    channel.send(.goodbye)
    return 0
  }

  private static func run(
    _ scenario: Probes.Scenario, id: String, request: RunRequest, channel: FrameChannel
  ) {
    let seed = scenarioSeed(request.seed, id)
    manualSeed(seed)
    announce(request.outputMarker + id + "\n")
    channel.send(.begin(scenario: id))
    let start = now()
    do {
      try scenario(Recorder(seed: seed) { channel.send(.observation($0)) })
      let nanoseconds = now() - start
      fflush(nil)
      channel.send(.end(scenario: id, nanoseconds: nanoseconds))
    } catch {
      fflush(nil)
      channel.send(.threw(scenario: id, message: "\(error)"))
    }
  }

  /// Each scenario has its own seed, so that it sees the same numbers whichever others run with it.
  static func scenarioSeed(_ seed: UInt64, _ id: String) -> UInt64 {
    // FNV-1a over the id, then one round of SplitMix64 to spread the bits.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    var mixed = (seed ^ hash) &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// The address of the build's entry point.
  private static func load(_ library: String) -> UnsafeMutableRawPointer? {
    guard let handle = dlopen(library, RTLD_NOW | RTLD_LOCAL),
      let symbol = dlsym(handle, ProbeContract.entryPoint)
    else {
      _ = complain(dlerror().map { String(cString: $0) } ?? "the build cannot be loaded")
      return nil
    }
    return symbol
  }

  private static func call(_ entry: UnsafeMutableRawPointer, _ probes: Probes) {
    typealias Entry = @convention(c) (UnsafeMutableRawPointer) -> Void
    unsafeBitCast(entry, to: Entry.self)(Unmanaged.passUnretained(probes).toOpaque())
  }

  private static func readRequest() -> RunRequest? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(0, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    guard bytes.count >= 4 else { return nil }
    return try? WireFormat.decodeRequest(Array(bytes[4...]))
  }

  /// The marker goes out unbuffered, after everything printed so far, so that it stands between the
  /// output of two scenarios.
  private static func announce(_ line: String) {
    fflush(nil)
    writeAll(Array(line.utf8), to: 1)
  }

  private static func complain(_ sentence: String) -> Int32 {
    writeAll(Array("byhand-probe: \(sentence)\n".utf8), to: 2)
    return 2
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
