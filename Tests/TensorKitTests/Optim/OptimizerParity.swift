import Testing

@testable import TensorKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What torch.optim made of the same parameters, gradients and rates: `Golden/optimizers.py`.
enum OptimizerGolden {
  static func recorded(_ path: String...) throws -> JSONValue {
    let json = try JSONParser.parse(FileBytes.read("\(GoldenFiles.root)/optimizers.json"))
    return try path.reduce(json) { try #require($0[$1], "no \($1) in optimizers.json") }
  }

  static func numbers(_ value: JSONValue) -> [Double] {
    value.elements?.compactMap(\.number) ?? []
  }

  static let count = 43
  static let steps = 12

  static func start(_ dtype: DType) -> Parameter {
    Parameter(Tensor((0..<count).map { Double($0 * 5 % 11 - 5) / 8 }, dtype: dtype))
  }

  static func gradient(_ step: Int, _ dtype: DType) -> Tensor {
    Tensor((0..<count).map { Double(($0 * 7 + step * 13) % 17 - 8) / 16 }, dtype: dtype)
  }
}

@Suite struct OptimizerParity {
  typealias Make = @Sendable ([Parameter]) -> Optimizer

  private static let optimizers: [String: Make] = [
    "sgd": { SGD($0, lr: 0.1) },
    "sgd.momentum": { SGD($0, lr: 0.1, momentum: 0.9) },
    "sgd.everything": { SGD($0, lr: 0.1, momentum: 0.9, dampening: 0.1, weightDecay: 0.2) },
    "sgd.nesterov": { SGD($0, lr: 0.03, momentum: 0.7, weightDecay: 0.1, nesterov: true) },
    "adam": { Adam($0, lr: 0.1) },
    "adam.everything": {
      Adam($0, lr: 0.05, betas: (0.8, 0.95), eps: 1e-3, weightDecay: 0.3)
    },
    "adamw": { AdamW($0, lr: 0.1) },
    "adamw.everything": {
      AdamW($0, lr: 0.05, betas: (0.3, 0.95), eps: 1e-3, weightDecay: 0.3)
    },
  ]

  /// To the bit for SGD. Adam's rule has a square root, and PyTorch's, unlike the one here, is not
  /// always the double or float nearest to the root: its last bit may differ, once for each step.
  @Test(arguments: optimizers.keys.sorted(), [DType.float64, .float32])
  func everyStepIsPyTorchs(name: String, dtype: DType) throws {
    let recorded = OptimizerGolden.numbers(try OptimizerGolden.recorded("\(dtype)", name))
    let make = try #require(Self.optimizers[name])
    let parameter = OptimizerGolden.start(dtype)
    let optimizer = make([parameter])
    for step in 0..<OptimizerGolden.steps {
      parameter.grad = OptimizerGolden.gradient(step, dtype)
      optimizer.step()
    }
    #expect(recorded.count == OptimizerGolden.count)
    if name.hasPrefix("sgd") { return #expect(parameter.doubles() == recorded) }
    for (found, expected) in zip(parameter.doubles(), recorded) {
      let largest = max(expected.magnitude, 0.1)
      let bit = dtype == .float64 ? largest.ulp : Double(Float(largest).ulp)
      #expect((found - expected).magnitude <= 2 * bit, "\(name): \(found), not \(expected)")
    }
  }

  @Test func everyRecordedOptimizerIsCompared() throws {
    for type in ["float64", "float32"] {
      let names = try OptimizerGolden.recorded(type).members?.map(\.key) ?? []
      #expect(Set(names) == Set(Self.optimizers.keys))
    }
  }
}

@Suite struct SchedulerParity {
  typealias Make = @Sendable (Optimizer) -> LRScheduler

  private static let schedulers: [String: Make] = [
    "lambda": { LambdaLR($0) { pow(0.95, Double($0)) } },
    "step": { StepLR($0, stepSize: 7, gamma: 0.3) },
    "constant": { ConstantLR($0) },
    "constant.long": { ConstantLR($0, factor: 0.7, totalIters: 9) },
    "linear": { LinearLR($0) },
    "linear.down": { LinearLR($0, startFactor: 0.9, endFactor: 0.1, totalIters: 13) },
    "cosine": { CosineAnnealingLR($0, tMax: 10) },
    "cosine.floor": { CosineAnnealingLR($0, tMax: 7, etaMin: 0.02) },
    "warm-up and cosine": {
      SequentialLR(
        $0,
        [
          LinearLR($0, startFactor: 0.1, totalIters: 6),
          CosineAnnealingLR($0, tMax: 14, etaMin: 0.01),
        ], milestones: [6])
    },
    "three in a row": {
      SequentialLR(
        $0,
        [
          ConstantLR($0, factor: 0.5, totalIters: 3), StepLR($0, stepSize: 2, gamma: 0.7),
          LambdaLR($0) { pow(0.9, Double($0)) },
        ], milestones: [4, 11])
    },
  ]

  @Test(arguments: schedulers.keys.sorted())
  func everyRateIsPyTorchs(name: String) throws {
    let recorded = try OptimizerGolden.recorded("rates", name).elements ?? []
    #expect(recorded.count == 26)
    let optimizer = SGD(
      groups: [
        ParameterGroup([Parameter(Tensor([0]))]),
        ParameterGroup([Parameter(Tensor([0]))], lr: 0.07),
      ], lr: 0.3)
    let make = try #require(Self.schedulers[name])
    let scheduler = make(optimizer)
    for (epoch, rates) in recorded.enumerated() {
      if epoch > 0 {
        optimizer.step()
        scheduler.step()
      }
      // To the bit, but for what another version of the cosine leaves.
      for (found, rate) in zip(scheduler.lastLR, OptimizerGolden.numbers(rates)) {
        #expect((found - rate).magnitude <= rate.magnitude * 1e-14, "\(name), epoch \(epoch)")
      }
      #expect(scheduler.lastEpoch == epoch)
    }
  }

  @Test func everyRecordedSchedulerIsCompared() throws {
    let names = try OptimizerGolden.recorded("rates").members?.map(\.key) ?? []
    #expect(Set(names) == Set(Self.schedulers.keys))
  }

  @Test func aSecondSchedulerStartsFromTheRateBeforeTheFirst() {
    let optimizer = SGD([Parameter(Tensor([0]))], lr: 0.4)
    let first = ConstantLR(optimizer, factor: 0.5, totalIters: 2)
    let second = LambdaLR(optimizer) { _ in 1 }
    #expect(first.baseRates == [0.4] && second.baseRates == [0.4])
    #expect(optimizer.lr == 0.4)
  }
}

@Suite struct ClipGradTests {
  private func parameters() -> [Parameter] {
    let made = [5, 7, 3].map { Parameter(Tensor.zeros([$0], dtype: .float64)) }
    for index in 0..<2 {
      made[index].grad = OptimizerGolden.gradient(index, .float64)
        .narrow(dim: 0, start: 0, length: made[index].count).clone()
    }
    return made
  }

  @Test(arguments: [(2.0, 0.5), (2.0, 50.0), (1.0, 0.5), (3.0, 0.5), (.infinity, 0.25)])
  func theNormAndTheGradientsArePyTorchs(type: Double, largest: Double) throws {
    let recorded = try OptimizerGolden.recorded("clip", "\(type) \(largest)")
    let clipped = parameters()
    let norm = clipGradNorm(clipped, largest, normType: type)
    let expected = Tensor(
      OptimizerGolden.numbers(try #require(recorded["gradients"])), dtype: .float64)
    #expect(norm.shape == [])
    #expect((norm.item() - (recorded["norm"]?.number ?? .nan)).magnitude < 1e-14)
    let found = Tensor.cat(clipped.compactMap(\.grad), dim: 0)
    expectClose(found, expected, within: 1e-15, "the gradients")
    #expect(clipped[2].grad == nil)
  }

  @Test func theGradientStaysTheObjectItWas() {
    let p = Parameter(Tensor([3, 4]))
    p.grad = Tensor([3, 4])
    let gradient = p.grad
    clipGradNorm([p], 1)
    #expect(p.grad === gradient)
    #expect(clipGradNorm([Parameter(Tensor([1]))], 1).item() == 0)
  }

  @Test func aNormThatIsNoNumberIsSeen() {
    let p = Parameter(Tensor([3, 4]))
    p.grad = Tensor([.nan, 4])
    #expect(clipGradNorm([p], 1).item().isNaN)
    #expect(p.grad?.scalars.allSatisfy(\.isNaN) == true)
    p.grad = Tensor([.infinity, 4])
    #expect(clipGradNorm([p], 1).item() == .infinity)
    #expect(p.grad?.scalars.first?.isNaN == true && p.grad?.scalars.last == 0)
  }

  @Test func valuesAreConfined() {
    let p = Parameter(Tensor([0.0, 0, 0, 0], dtype: .float64))
    p.grad = Tensor([-3, 0.05, 0.2, .infinity], dtype: .float64)
    clipGradValue([p, Parameter(Tensor([1]))], 0.1)
    #expect(p.grad?.doubles() == [-0.1, 0.05, 0.1, 0.1])
  }
}
