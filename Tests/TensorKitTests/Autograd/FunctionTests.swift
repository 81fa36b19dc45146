import Testing

@testable import TensorKit

/// x^n for a whole n, as somebody would write it.
private struct Power: Function {
  var n: Int

  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
    context.saveForBackward(inputs[0])
    return (0..<n).reduce(Tensor.ones([], dtype: inputs[0].dtype)) { product, _ in
      product * inputs[0]
    }
  }

  func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
    [gradient * Power(n: n - 1).apply(context.savedTensors[0]) * Float(n)]
  }
}

/// e^x, whose derivative is its result.
private struct Exp: Function {
  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
    let y = inputs[0].exp()
    context.saveForBackward(y)
    return y
  }

  func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
    [gradient * context.savedTensors[0]]
  }
}

/// Forwards what it is given; what its backward gives, and what it saw, is up to the test.
private final class Probe: Function {
  var gradients: (FunctionContext, Tensor) -> [Tensor?] = { _, g in [g, g] }
  var needed: [[Bool]] = []

  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
    needed.append(context.needsInputGrad)
    return inputs[0]
  }

  func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
    needed.append(context.needsInputGrad)
    return gradients(context, gradient)
  }
}

/// The sum and the product of two tensors.
private struct SumAndProduct: MultiFunction {
  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> [Tensor] {
    context.saveForBackward(inputs[0], inputs[1])
    return [inputs[0] + inputs[1], inputs[0] * inputs[1]]
  }

  func backward(_ context: FunctionContext, _ gradients: [Tensor]) -> [Tensor?] {
    let (a, b) = (context.savedTensors[0], context.savedTensors[1])
    return [gradients[0] + gradients[1] * b, gradients[0] + gradients[1] * a]
  }
}

@Suite struct FunctionTests {
  @Test func aFunctionOfOnesOwnIsDifferentiated() throws {
    let x = Parameter(Tensor([1, 2, -3], dtype: .float64))
    let y = Power(n: 3).apply(x)
    #expect(y.doubles() == [1, 8, -27])
    #expect(y.gradName == "PowerBackward" && !y.isLeaf)
    (y * 2).sum().backward()
    #expect(x.grad?.doubles() == [6, 24, 54])
    try gradcheck({ Power(n: 3).apply($0[0]) }, [x])
    try gradcheck({ Exp().apply($0[0]) }, [x])
  }

  @Test func theForwardIsNotRecorded() {
    let x = Parameter(Tensor([2]))
    let y = Power(n: 3).apply(x)
    #expect(y.node?.edges.count == 1)
    if case .leaf(let leaf) = y.node?.edges[0] {
      #expect(leaf === x)
    } else {
      Issue.record("an edge")
    }
    #expect(!Power(n: 3).apply(Tensor([2])).requiresGrad)
    #expect(!noGrad { Power(n: 3).apply(x) }.requiresGrad)
  }

  @Test func anInputGivenBackIsANodeOfItsOwn() {
    let x = Parameter(Tensor([2]))
    let probe = Probe()
    let y = probe.apply(x, Tensor([1]))
    #expect(y !== x && x.isLeaf && y.gradName == "ProbeBackward")
    y.backward()
    #expect(x.grad?.scalars == [1])
    #expect(probe.needed == [[true, false], [true, false]])
  }

  @Test func whatIsNotNeededMayBeNil() {
    let (x, w) = (Parameter(Tensor([2])), Parameter(Tensor([3])))
    let probe = Probe()
    probe.gradients = { _, gradient in [nil, gradient * 5] }
    probe.apply(x, w).backward()
    #expect(x.grad == nil && w.grad?.scalars == [5])
  }

  @Test func whatTheRuleComputesIsNotRecordedEither() {
    let (x, w) = (Parameter(Tensor([2])), Parameter(Tensor([3])))
    let probe = Probe()
    probe.gradients = { _, gradient in
      #expect(!(gradient * w).requiresGrad)
      return [gradient, nil]
    }
    probe.apply(x, w).backward()
    #expect(x.grad?.scalars == [1])
  }

  @Test func aGraphIsFreedWithItsResult() {
    let x = Parameter(Tensor([2]))
    weak var saved: Node?
    do {
      let y = Exp().apply(x)
      saved = y.node
      #expect(saved != nil)
    }
    #expect(saved == nil, "the result that is saved must not hold itself")
  }

  @Test func severalResultsMeetInOneBackward() throws {
    let a = Parameter(Tensor([2, 3], dtype: .float64))
    let b = Parameter(Tensor([5, 7], dtype: .float64))
    let results = SumAndProduct().apply(a, b)
    #expect(results.map { $0.doubles() } == [[7, 10], [10, 21]])
    (results[0] * 10 + results[1]).sum().backward()
    #expect(a.grad?.doubles() == [15, 17] && b.grad?.doubles() == [12, 13])
    try gradcheck({ SumAndProduct().apply($0[0], $0[1])[1] }, [a, b])
    try gradcheck(
      { inputs in
        let both = SumAndProduct().apply(inputs[0], inputs[1])
        return both[0] * both[1] * both[1]
      }, [a, b])
  }

  @Test func aResultThatIsNotUsedHasAGradientOfZeros() {
    let (a, b) = (Parameter(Tensor([2])), Parameter(Tensor([5])))
    let results = SumAndProduct().apply(a, b)
    results[0].backward(retainGraph: true)
    #expect(a.grad?.scalars == [1] && b.grad?.scalars == [1])
    results[1].backward()
    #expect(a.grad?.scalars == [6] && b.grad?.scalars == [3], "nothing is left of the first walk")
  }
}

@Suite struct GradcheckTests {
  /// tanh with a rule that is off by a factor.
  private struct Wrong: Function {
    func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
      context.saveForBackward(inputs[0])
      return inputs[0].tanh()
    }

    func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
      let y = context.savedTensors[0].tanh()
      return [gradient * (1 - y * y) * 1.01]
    }
  }

  private struct Noisy: Function {
    func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor { inputs[0] * 2 }
    func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
      [gradient * 2 + Tensor.rand(gradient.shape, dtype: .float64) * 1e-9]
    }
  }

  private let x = Parameter(Tensor([0.3, -0.7, 0], dtype: .float64))

  @Test func rightRulesPass() throws {
    try gradcheck({ $0[0].tanh() }, [x])
    try gradcheck({ $0[0].softmax(dim: 0) }, [x])
    let ids = Tensor(ints: [2, 0])
    let table = Parameter(Tensor.rand([3, 2], dtype: .float64))
    try gradcheck({ embedding($0[0], $0[1]).exp() }, [ids, table])
  }

  @Test func aWrongRuleIsFound() {
    let error = #expect(throws: GradcheckError.self) {
      try gradcheck({ Wrong().apply($0[0] * 1) }, [Tensor([1], dtype: .float64), x].reversed())
    }
    guard case .mismatch(0, 0, 0, let backward, let difference)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((backward / difference - 1.01).magnitude < 1e-6)
    #expect(error?.description.contains("of input 0") == true)
  }

  @Test func aRuleThatChangesIsFound() {
    #expect(throws: GradcheckError.notRepeatable(input: 0)) {
      try gradcheck({ Noisy().apply($0[0]) }, [x])
    }
  }

  @Test func aResultWithoutAGraphIsFound() {
    #expect(throws: GradcheckError.noGradient) { try gradcheck({ $0[0].detach() * 2 }, [x]) }
  }

  @Test func aSlopeThatIsNoNumberIsFound() {
    #expect(throws: GradcheckError.self) {
      try gradcheck({ ($0[0] * 0).sqrt() }, [x])
    }
  }
}
