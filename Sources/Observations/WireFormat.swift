/// Frames as bytes: a 4-byte length, the run's token, one byte of kind, and the kind's fields.
/// Numbers are little-endian; texts and lists have their length before them.
public enum WireFormat {
  /// A frame may hold a 4096 × 4096 array of doubles, and no more.
  public static let largestFrame = 4096 * 4096 * 8 + 4096

  /// `token` is the request's: the judge takes no frame without it.
  public static func encode(_ frame: Frame, token: UInt64) -> [UInt8] {
    var body = WireWriter()
    body.put(token)
    switch frame {
    case .hello(let scenarios):
      body.put(FrameKind.hello.rawValue)
      body.put(scenarios)
    case .begin(let scenario):
      body.put(FrameKind.begin.rawValue)
      body.put(scenario)
    case .observation(let observation):
      body.put(FrameKind.observation.rawValue)
      encode(observation, into: &body)
    case .end(let scenario, let nanoseconds):
      body.put(FrameKind.end.rawValue)
      body.put(scenario)
      body.put(nanoseconds)
    case .threw(let scenario, let message):
      body.put(FrameKind.threw.rawValue)
      body.put(scenario)
      body.put(message)
    case .goodbye:
      body.put(FrameKind.goodbye.rawValue)
    case .trap(let stack):
      body.put(FrameKind.trap.rawValue)
      body.put(stack)
    }
    return lengthPrefixed(body)
  }

  /// The bytes of a request, its length before it, as the probe reads them from standard input.
  public static func encode(_ request: RunRequest) -> [UInt8] {
    var body = WireWriter()
    body.put(request.seed)
    body.put(request.scenarios)
    body.put(request.outputMarker)
    body.put(request.token)
    return lengthPrefixed(body)
  }

  /// Reads a request that `encode` wrote, without its length.
  public static func decodeRequest(_ body: [UInt8]) throws(WireError) -> RunRequest {
    var reader = WireReader(body)
    let request = RunRequest(
      seed: try reader.word64(), scenarios: try reader.names(), outputMarker: try reader.text(),
      token: try reader.word64())
    try reader.expectEnd()
    return request
  }

  static func decodeFrame(
    _ body: [UInt8], token: UInt64, largest: Int = largestFrame
  ) throws(WireError) -> Frame {
    var reader = WireReader(body, largest: largest)
    guard try reader.word64() == token else { throw .forged }
    let frame: Frame
    switch try reader.kind(FrameKind.self) {
    case .hello: frame = .hello(scenarios: try reader.names())
    case .begin: frame = .begin(scenario: try reader.text())
    case .observation: frame = .observation(try decodeObservation(&reader))
    case .end: frame = .end(scenario: try reader.text(), nanoseconds: try reader.word64())
    case .threw: frame = .threw(scenario: try reader.text(), message: try reader.text())
    case .goodbye: frame = .goodbye
    case .trap: frame = .trap(stack: try reader.words())
    }
    try reader.expectEnd()
    return frame
  }

  private static func lengthPrefixed(_ body: WireWriter) -> [UInt8] {
    var whole = WireWriter()
    whole.put(UInt32(body.bytes.count))
    return whole.bytes + body.bytes
  }

  private static func encode(_ observation: Observation, into body: inout WireWriter) {
    body.put(observation.name)
    switch observation.value {
    case .array(let array):
      body.put(ValueKind.array.rawValue)
      body.put(array)
    case .names(let names):
      body.put(ValueKind.names.rawValue)
      body.put(names)
    case .number(let number):
      body.put(ValueKind.number.rawValue)
      body.put(number)
    case .text(let text):
      body.put(ValueKind.text.rawValue)
      body.put(text)
    case .rejection(nil):
      body.put(ValueKind.accepted.rawValue)
    case .rejection(let message?):
      body.put(ValueKind.rejected.rawValue)
      body.put(message)
    case .gradients(let rows):
      body.put(ValueKind.gradients.rawValue)
      body.put(UInt32(rows.count))
      for row in rows {
        body.put(row.name)
        body.put(UInt8(row.isTrainable ? 1 : 0))
        body.put(UInt8(row.norm == nil ? 0 : 1))
        body.put(row.norm ?? 0)
      }
    }
  }

  private static func decodeObservation(
    _ reader: inout WireReader
  ) throws(WireError) -> Observation {
    let name = try reader.text()
    let value: ObservedValue
    switch try reader.kind(ValueKind.self) {
    case .array: value = .array(try reader.array())
    case .names: value = .names(try reader.names())
    case .number: value = .number(try reader.double())
    case .text: value = .text(try reader.text())
    case .accepted: value = .rejection(nil)
    case .rejected: value = .rejection(try reader.text())
    case .gradients: value = .gradients(try reader.gradientRows())
    }
    return Observation(name: name, value: value)
  }
}
