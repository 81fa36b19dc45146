import Testing

@testable import TensorKit

/// Losses and the gradient of their first input against PyTorch, in double precision:
/// `Golden/losses.py`.
@Suite struct LossParity {
  typealias Loss = @Sendable (Tensor) -> Tensor

  /// The case of a name, from the same values as the script's.
  struct Case: Sendable {
    let shape: [Int]
    var factor = 1.0
    let loss: Loss
  }

  private static func values(_ shape: [Int], _ factor: Int = 7, _ modulus: Int = 23) -> Tensor {
    let count = shape.reduce(1, *)
    let numbers = (0..<count).map { Double($0 * factor % modulus - modulus / 2) / 8 }
    return Tensor(numbers, shape: shape, dtype: .float64)
  }

  private static func classes(_ shape: [Int], ignored: Int? = nil) -> Tensor {
    let numbers = (0..<shape.reduce(1, *)).map { ignored != nil && $0 % 3 == 0 ? 3 : $0 * 3 % 5 }
    return Tensor(ints: numbers, shape: shape)
  }

  private static func probabilities(_ shape: [Int]) -> Tensor {
    values(shape, 11, 19).softmax(dim: shape.count > 1 ? 1 : 0)
  }

  private static var w: Tensor { Tensor((1...5).map { Double($0) / 4 }, dtype: .float64) }

  private static let reductions: [(String, Reduction)] = [
    ("mean", .mean), ("sum", .sum), ("none", .none),
  ]

  private static var cases: [String: Case] {
    var all: [String: Case] = [:]
    for (word, reduction) in reductions {
      for shape in [[5], [4, 5], [2, 5, 3], [2, 5, 2, 2]] {
        let tag = "\(shape.map(String.init).joined(separator: "x")) \(word) "
        for (name, loss) in classLosses(shape, reduction) {
          all[tag + name] = Case(shape: shape, loss: loss)
        }
      }
      all.merge(elementLosses(word, reduction)) { $1 }
    }
    return all
  }

  private static func classLosses(_ shape: [Int], _ reduction: Reduction) -> [String: Loss] {
    let rest = shape.count == 1 ? [] : [shape[0]] + shape[2...]
    let losses: [String: Loss] = [
      "plain": { crossEntropy($0, classes(rest), reduction: reduction) },
      "weight": { crossEntropy($0, classes(rest), weight: w, reduction: reduction) },
      "smoothing": { crossEntropy($0, classes(rest), reduction: reduction, labelSmoothing: 0.1) },
      "probabilities": { crossEntropy($0, probabilities(shape), reduction: reduction) },
      "soft": {
        crossEntropy(
          $0, probabilities(shape), weight: w, reduction: reduction, labelSmoothing: 0.3)
      },
      "nll": { nllLoss($0, classes(rest), weight: w, reduction: reduction) },
    ]
    if shape.count == 1 { return losses }
    let some = { @Sendable in classes(rest, ignored: 3) }
    return losses.merging([
      "ignore": { crossEntropy($0, some(), ignoreIndex: 3, reduction: reduction) },
      "all": {
        crossEntropy(
          $0, some(), weight: w, ignoreIndex: 3, reduction: reduction, labelSmoothing: 0.2)
      },
      "nll ignore": { nllLoss($0, some(), ignoreIndex: 3, reduction: reduction) },
    ]) { $1 }
  }

  private static func elementLosses(_ word: String, _ reduction: Reduction) -> [String: Case] {
    let shape = [3, 4]
    let t = { @Sendable in values(shape, 5, 13) }
    let y = { @Sendable in (values(shape, 3, 9) + 0.5).abs() }
    return [
      "mse \(word)": Case(shape: shape) { mseLoss($0, t(), reduction: reduction) },
      "mse stretched \(word)": Case(shape: shape) {
        mseLoss($0, t().select(dim: 0, 0), reduction: reduction)
      },
      "l1 \(word)": Case(shape: shape) { l1Loss($0, t(), reduction: reduction) },
      "bce \(word)": Case(shape: shape, factor: 30) {
        binaryCrossEntropyWithLogits($0, y(), reduction: reduction)
      },
      "bce weighted \(word)": Case(shape: shape) {
        binaryCrossEntropyWithLogits(
          $0, y(), weight: w.narrow(dim: 0, start: 1, length: 4), reduction: reduction,
          posWeight: w.narrow(dim: 0, start: 0, length: 4))
      },
    ]
  }

  private static func recorded() throws -> JSONValue {
    let json = try JSONParser.parse(FileBytes.read("\(GoldenFiles.root)/losses.json"))
    return try #require(json["cases"])
  }

  @Test func everyLossAndItsGradientIsPyTorchs() throws {
    let recorded = try Self.recorded()
    #expect(Set(recorded.members?.map(\.key) ?? []) == Set(Self.cases.keys))
    for (name, one) in Self.cases {
      let expected = try #require(recorded[name], "\(name)")
      let x = Parameter(Self.values(one.shape) * Float(one.factor))
      let loss = one.loss(x)
      #expect(loss.shape == expected["shape"]?.elements?.compactMap(\.integer), "\(name)")
      let weights = (0..<loss.count).map { Double($0 + 1) }
      (loss * Tensor(weights, shape: loss.shape, dtype: .float64)).sum().backward()
      compare(loss, try #require(expected["loss"]), name)
      compare(try #require(x.grad), try #require(expected["gradient"]), "the gradient of \(name)")
    }
  }

  /// Within rounding; nan, where every row is ignored, is nan.
  private func compare(_ found: Tensor, _ expected: JSONValue, _ what: String) {
    let numbers = OptimizerGolden.numbers(expected)
    #expect(found.count == numbers.count, "\(what)")
    for (a, b) in zip(found.doubles(), numbers) {
      #expect((a - b).magnitude <= 1e-13 * max(1, b.magnitude), "\(what): \(a), not \(b)")
    }
  }

  @Test func theMeanOfNothingIsNaN() {
    let x = Parameter(Tensor([[1, 2], [3, 4]]))
    let loss = crossEntropy(x, Tensor(ints: [-100, -100]))
    #expect(loss.item().isNaN)
    #expect(crossEntropy(x, Tensor(ints: [-100, -100]), reduction: .sum).item() == 0)
    #expect(nllLoss(Tensor.zeros(0, 3), Tensor(ints: [])).item().isNaN)
  }

  @Test func scoresOfAStoredTypeAreWidened() {
    let x = Self.values([4, 5]).to(.bfloat16)
    let y = Self.classes([4])
    let wide = x.to(.float32)
    expectSame(crossEntropy(x, y), crossEntropy(wide, y).to(.bfloat16), "crossEntropy")
    expectSame(nllLoss(x, y), nllLoss(wide, y).to(.bfloat16), "nllLoss")
    expectSame(logSigmoid(x), logSigmoid(wide).to(.bfloat16), "logSigmoid")
    expectSame(rmsNorm(x), rmsNorm(wide).to(.bfloat16), "rmsNorm")
    let leaf = Parameter(x)
    crossEntropy(leaf, y).backward()
    embedding(Tensor(ints: [3, 0, 3]), leaf).sum().backward()
    #expect(leaf.grad?.dtype == .bfloat16)
  }

  @Test func classWeightsMayBeZero() {
    let x = Parameter(Tensor([[1, 2], [3, 5]]))
    let loss = crossEntropy(x, Tensor(ints: [0, 1]), weight: Tensor([0, 1]))
    loss.backward()
    #expect(x.grad?.scalars.prefix(2) == [0, 0])
  }

  @Test func probabilitiesLearnToo() throws {
    let x = Parameter(Self.values([3, 5]))
    let t = Parameter(Self.probabilities([3, 5]))
    try gradcheck(
      { crossEntropy($0[0], $0[1], weight: Self.w, labelSmoothing: 0.1) }, [x, t])
    try gradcheck(
      { binaryCrossEntropyWithLogits($0[0], $0[1], posWeight: Self.w) }, [x, t])
  }
}
