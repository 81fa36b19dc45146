import Testing

@testable import TensorKit

/// What the one pass over a parameter must not take for granted.
@Suite struct AdamWStepTests {
  /// Three steps along given gradients; `between` is called after the first.
  private func trained(
    _ parameter: Parameter, _ between: (Parameter) -> Void = { _ in }
  ) -> Parameter {
    let optimizer = AdamW([parameter], lr: 0.1, weightDecay: 0.2)
    for step in 0..<3 {
      let generator = Generator(seed: UInt64(step))
      parameter.grad = Tensor.randn([5, 7], generator: generator).to(parameter.dtype)
      optimizer.step()
      if step == 0 { between(parameter) }
    }
    return parameter
  }

  private func start() -> Tensor { Tensor.randn([5, 7], generator: Generator(seed: 9)) }

  @Test func aParameterWithGapsInMemory() {
    let dense = trained(Parameter(start()))
    let turned = trained(Parameter(start().T.contiguous().T))
    #expect(!turned.isContiguous)
    #expect(turned.detach().equal(dense.detach()))
  }

  @Test func aGradientWithGapsInMemory() {
    let (one, other) = (Parameter(start()), Parameter(start()))
    let gradient = start()
    one.grad = gradient
    other.grad = gradient.T.contiguous().T
    for parameter in [one, other] { AdamW([parameter]).step() }
    #expect(other.detach().equal(one.detach()))
    #expect(!one.detach().equal(start()))
  }

  @Test func aTypeThatChangesBetweenSteps() {
    let single = trained(Parameter(start()))
    let converted = trained(Parameter(start())) { $0.convertStorage(to: .float64) }
    #expect(converted.dtype == .float64)
    expectClose(converted.detach(), single.detach().to(.float64), within: 1e-6, "after three steps")
  }

  @Test func theChangeIsCounted() {
    let parameter = Parameter(start())
    let version = parameter.storage.version
    parameter.grad = start()
    AdamW([parameter]).step()
    #expect(parameter.storage.version > version)
  }
}
