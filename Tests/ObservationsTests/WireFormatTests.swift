import Testing

@testable import Observations

@Suite struct WireFormatTests {
  private let token: UInt64 = 0x0123_4567_89AB_CDEF

  private let frames: [Frame] = [
    .hello(scenarios: ["a", "lora_init_identity", ""]),
    .begin(scenario: "añ — ✓"),
    .observation(
      Observation(
        name: "f32",
        value: .array(ObservedArray(shape: [2, 2], values: [0.5, -1.25, .infinity, -0.0])))),
    .observation(
      Observation(
        name: "f64",
        value: .array(ObservedArray(shape: [1], elementType: .float64, values: [0.1])))),
    .observation(
      Observation(
        name: "i64",
        value: .array(
          ObservedArray(shape: [3], elementType: .int64, values: [-7, 0, 9_007_199_254_740_991])))),
    .observation(
      Observation(
        name: "bool", value: .array(ObservedArray(shape: [2], elementType: .bool, values: [0, 1])))),
    .observation(
      Observation(
        name: "f16",
        value: .array(ObservedArray(shape: [2], elementType: .float16, values: [65504, -0.5])))),
    .observation(
      Observation(
        name: "u8", value: .array(ObservedArray(shape: [2], elementType: .uint8, values: [0, 255])))
    ),
    .observation(Observation(name: "scalar", value: .array(ObservedArray(shape: [], values: [3])))),
    .observation(
      Observation(name: "none", value: .array(ObservedArray(shape: [0, 4], values: [])))),
    .observation(Observation(name: "names", value: .names(["lora_A", "lora_B"]))),
    .observation(Observation(name: "number", value: .number(1e-300))),
    .observation(Observation(name: "text", value: .text("LoRALinear"))),
    .observation(Observation(name: "through", value: .rejection(nil))),
    .observation(Observation(name: "thrown", value: .rejection("rank must be positive"))),
    .observation(
      Observation(
        name: "gradients",
        value: .gradients([
          GradientRow(name: "lora_A", isTrainable: true, norm: 0),
          GradientRow(name: "base.weight", isTrainable: false, norm: nil),
        ]))),
    .end(scenario: "a", nanoseconds: .max),
    .threw(scenario: "b", message: "NotANumber()"),
    .trap(stack: [0, 4096, .max]),
    .goodbye,
  ]

  private func decode(_ bytes: [UInt8], token: UInt64? = nil) throws(WireError) -> [Frame] {
    var decoder = FrameDecoder(token: token ?? self.token)
    var decoded: [Frame] = []
    try decoder.decode(bytes) { decoded.append($0) }
    return decoded
  }

  @Test func everyFrameComesBack() throws {
    for frame in frames {
      #expect(try decode(WireFormat.encode(frame, token: token)) == [frame])
    }
  }

  @Test func aNaNComesBackAsItIs() throws {
    let array = ObservedArray(shape: [1], values: [.nan])
    let frame = Frame.observation(Observation(name: "nan", value: .array(array)))
    guard
      case .observation(let back)? = try decode(WireFormat.encode(frame, token: token)).first,
      case .array(let decoded) = back.value
    else {
      Issue.record("no array came back")
      return
    }
    #expect(decoded.values[0].isNaN)
  }

  @Test func framesComeBackByteByByte() throws {
    var decoder = FrameDecoder(token: token)
    var decoded: [Frame] = []
    for byte in frames.flatMap({ WireFormat.encode($0, token: token) }) {
      try decoder.decode([byte]) { decoded.append($0) }
    }
    #expect(decoded == frames)
    #expect(decoder.pendingCount == 0)
  }

  @Test func aTruncatedStreamIsAFrameThatHasNotEnded() throws {
    let bytes = WireFormat.encode(frames[0], token: token)
    var decoder = FrameDecoder(token: token)
    try decoder.decode(bytes.dropLast()) { _ in Issue.record("a frame without its end") }
    #expect(decoder.pendingCount == bytes.count - 1)
  }

  /// Every frame, cut to every shorter length that its own length field admits to.
  @Test func aFrameThatEndsTooEarlyIsAnError() {
    for frame in frames {
      let body = Array(WireFormat.encode(frame, token: token)[4...])
      for count in 0..<body.count {
        #expect(throws: WireError.self) { try decode(framed(Array(body[..<count]))) }
      }
      #expect(throws: WireError.trailingBytes(1)) { try decode(framed(body + [0])) }
    }
  }

  @Test func whatCameBeforeAnErrorIsHandedOver() {
    var decoder = FrameDecoder(token: token)
    var decoded: [Frame] = []
    let good = WireFormat.encode(.goodbye, token: token)
    #expect(throws: WireError.forged) {
      try decoder.decode(good + WireFormat.encode(.goodbye, token: 1)) { decoded.append($0) }
    }
    #expect(decoded == [.goodbye])
  }

  @Test func aFrameOfAnotherRunIsForged() {
    #expect(throws: WireError.forged) {
      try decode(WireFormat.encode(.goodbye, token: token), token: token + 1)
    }
  }

  @Test func kindsThatAreNotKnown() {
    #expect(throws: WireError.unknownKind(0)) { try decode(framed(tokenBytes + [0])) }
    #expect(throws: WireError.unknownKind(8)) { try decode(framed(tokenBytes + [8])) }
    #expect(throws: WireError.unknownKind(9)) {
      try decode(framed(tokenBytes + [3] + number(0, 4) + [9]))
    }
    #expect(throws: WireError.unknownKind(10)) {
      try decode(framed(arrayHead(elementType: 10, shape: [])))
    }
  }

  @Test func sizesThatNothingCouldHold() {
    #expect(throws: WireError.tooLarge) { try decode(number(1 << 31, 4)) }
    #expect(throws: WireError.tooLarge) {
      try decode(framed(arrayHead(elementType: 0, shape: [.max, 2])))
    }
    #expect(throws: WireError.tooLarge) {
      try decode(framed(arrayHead(elementType: 0, shape: [1 << 40, 1 << 40])))
    }
    #expect(throws: WireError.tooLarge) {
      try decode(framed(arrayHead(elementType: 3, shape: [1 << 28])))
    }
    #expect(throws: WireError.tooLarge) {
      try decode(framed(arrayHead(elementType: 0, shape: [UInt64](repeating: 1, count: 17))))
    }
    #expect(throws: WireError.truncated) {
      try decode(framed(arrayHead(elementType: 0, shape: [1 << 20])))
    }
    // A list of four billion names in four bytes.
    #expect(throws: WireError.truncated) {
      try decode(framed(tokenBytes + [1] + [0xFF, 0xFF, 0xFF, 0xFF]))
    }
    #expect(throws: WireError.truncated) {
      try decode(framed(tokenBytes + [7] + [0xFF, 0xFF, 0xFF, 0xFF]))
    }
  }

  @Test func aHugeExtentBesideAZeroIsRefused() {
    #expect(throws: WireError.tooLarge) {
      try decode(framed(arrayHead(elementType: 0, shape: [1 << 62, 0])))
    }
  }

  @Test func aNameThatIsNoText() {
    #expect(throws: WireError.notUTF8) {
      try decode(framed(tokenBytes + [2] + number(2, 4) + [0xC3, 0x28]))
    }
  }

  @Test func integersBeyondTheirRangeAreHeldAtItsEnds() throws {
    let array = ObservedArray(
      shape: [4], elementType: .int64, values: [1e300, -1e300, .nan, 2.75])
    let frame = Frame.observation(Observation(name: "i", value: .array(array)))
    let back = ObservedArray(
      shape: [4], elementType: .int64, values: [Double(Int64.max), Double(Int64.min), 0, 2])
    #expect(
      try decode(WireFormat.encode(frame, token: token))
        == [.observation(Observation(name: "i", value: .array(back)))])
  }

  @Test func aRequestComesBack() throws {
    let request = RunRequest(
      seed: .max, scenarios: ["a", "b"], outputMarker: "mark ", token: token)
    let bytes = WireFormat.encode(request)
    #expect(try WireFormat.decodeRequest(Array(bytes[4...])) == request)
    for count in 4..<bytes.count {
      #expect(throws: WireError.self) {
        try WireFormat.decodeRequest(Array(bytes[4..<count]))
      }
    }
  }

  private var tokenBytes: [UInt8] { number(token, 8) }

  private func number(_ value: UInt64, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  private func framed(_ body: [UInt8]) -> [UInt8] { number(UInt64(body.count), 4) + body }

  /// An observation named "" with an array's head, and no elements.
  private func arrayHead(elementType: UInt8, shape: [UInt64]) -> [UInt8] {
    tokenBytes + [3] + number(0, 4) + [1, elementType] + number(UInt64(shape.count), 4)
      + shape.flatMap { number($0, 8) }
  }
}
