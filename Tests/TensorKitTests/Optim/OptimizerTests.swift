import Testing

@testable import TensorKit

/// Four steps down the bowl p₀² + 2p₁² + 3p₂² from (1, −2, ½), as torch.optim takes them.
@Suite struct OptimizerTests {
  private func path(_ make: ([Parameter]) -> Optimizer) -> (first: Tensor, last: Tensor) {
    let p = Parameter(Tensor([1, -2, 0.5]))
    let optimizer = make([p])
    var visited: [Tensor] = []
    for _ in 0..<4 {
      optimizer.zeroGrad()
      (p * p * Tensor([1, 2, 3])).sum().backward()
      optimizer.step()
      visited.append(p.detach().clone())
    }
    return (visited[0], visited[3])
  }

  private func expect(
    _ make: ([Parameter]) -> Optimizer, first: [Float], last: [Float],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (one, four) = path(make)
    expectClose(
      one, Tensor(first), within: 2e-7, "the first step", sourceLocation: sourceLocation)
    expectClose(
      four, Tensor(last), within: 1e-6, "the fourth step", sourceLocation: sourceLocation)
  }

  @Test func plainSGD() {
    expect(
      { SGD($0, lr: 0.1) }, first: [0.8, -1.2, 0.19999999],
      last: [0.40959996, -0.2592, 0.012799997])
  }

  @Test func momentum() {
    expect(
      { SGD($0, lr: 0.05, momentum: 0.9) }, first: [0.9, -1.6, 0.35],
      last: [0.22679996, 0.617200017, -0.321399957])
  }

  @Test func dampeningAndWeightDecay() {
    expect(
      { SGD($0, lr: 0.05, momentum: 0.9, dampening: 0.1, weightDecay: 0.2) },
      first: [0.889999986, -1.58000004, 0.344999999],
      last: [0.204692706, 0.601419985, -0.314584345])
  }

  @Test func nesterov() {
    expect(
      { SGD($0, lr: 0.05, momentum: 0.9, nesterov: true) },
      first: [0.81, -1.24, 0.215],
      last: [0.09388794, 0.649646044, -0.213233516])
  }

  @Test func adamW() {
    expect(
      { AdamW($0, lr: 0.1) }, first: [0.899000049, -1.898, 0.399500012],
      last: [0.600598633, -1.59415305, 0.111620106])
  }

  @Test func adamWWithEveryOption() {
    expect(
      { AdamW($0, lr: 0.05, betas: (0.8, 0.95), eps: 1e-3, weightDecay: 0.3) },
      first: [0.935024977, -1.92000628, 0.442516685],
      last: [0.747423768, -1.6880033, 0.278516054])
  }

  @Test func aParameterWithoutAGradientIsLeftAlone() {
    let (used, unused) = (Parameter(Tensor([1])), Parameter(Tensor([1])))
    for optimizer in [SGD([used, unused], lr: 1, weightDecay: 1), AdamW([used, unused], lr: 1)] {
      (used * 2).sum().backward()
      optimizer.step()
    }
    #expect(used.scalars != [1])
    #expect(unused.scalars == [1])
  }

  @Test func zeroGradForgets() {
    let p = Parameter(Tensor([1]))
    let optimizer = SGD([p], lr: 1)
    (p * 2).sum().backward()
    optimizer.zeroGrad()
    #expect(p.grad == nil)
    optimizer.step()
    #expect(p.scalars == [1])
  }

  @Test func theLearningRateMayChangeBetweenSteps() {
    let p = Parameter(Tensor([1]))
    let optimizer = SGD([p], lr: 0.5)
    (p * 1).sum().backward()
    optimizer.step()
    optimizer.lr = 0.25
    optimizer.step()
    #expect(p.scalars == [0.25])
  }
}
