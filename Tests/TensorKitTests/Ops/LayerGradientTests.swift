import Testing

@testable import TensorKit

/// A layer to be differentiated, in double precision, and what it is fed.
struct LayerCase: Sendable, CustomTestStringConvertible {
  let name: String
  let make: @Sendable () -> Module
  let input: Input

  enum Input: Sendable {
    case values([Int])
    case ids([Int], shape: [Int])
  }

  var testDescription: String { name }
}

enum LayerTable {
  static let all: [LayerCase] = [
    layer("Linear", [2, 3]) { Linear(3, 2) },
    layer("Linear without bias", [2, 2, 3]) { Linear(3, 4, bias: false) },
    layer("LayerNorm", [2, 2, 4]) { LayerNorm(4) },
    layer("LayerNorm of a matrix", [2, 2, 3]) { LayerNorm([2, 3]) },
    layer("LayerNorm without bias", [2, 4]) { LayerNorm(4, bias: false) },
    layer("LayerNorm without scale", [2, 2, 2]) { LayerNorm([2, 2], elementwiseAffine: false) },
    layer("RMSNorm", [3, 4]) { RMSNorm(4) },
    layer("RMSNorm of a matrix", [2, 2, 3]) { RMSNorm([2, 3], eps: 0.1) },
    layer("RMSNorm without scale", [2, 4]) { RMSNorm(4, elementwiseAffine: false) },
    layer("ReLU", [7]) { ReLU() },
    layer("SiLU", [7]) { SiLU() },
    layer("Tanh", [7]) { Tanh() },
    layer("Sigmoid", [7]) { Sigmoid() },
    layer("Softmax", [2, 3]) { Softmax(dim: 0) },
    layer("GELU by tanh", [2, 3]) { GELU(approximate: .tanh) },
    layer("Identity", [2]) { Identity() },
    layer("Flatten", [2, 3, 2]) { Flatten() },
    layer("GELU", [2, 3]) { GELU() },
    layer("Dropout in training", [2, 3]) { Dropout(0.5) },
    layer("Dropout in eval", [2, 3]) { evaluating(Dropout(0.5)) },
    layer("Sequential", [2, 3]) { Sequential(Linear(3, 4), LayerNorm(4), GELU(), Linear(4, 2)) },
    layer("Attention", [2, 3, 4]) { Attention(dim: 4, heads: 2) },
    layer("MLP", [2, 2]) { MLP(dim: 2) },
    layer("Block", [1, 3, 4]) { Block(dim: 4, heads: 2) },
    LayerCase(
      name: "Embedding", make: { Embedding(5, 2) }, input: .ids([4, 0, 4, 2], shape: [2, 2])),
    LayerCase(
      name: "MiniGPT", make: { MiniGPT(vocab: 5, ctx: 4, dim: 4, heads: 2, layers: 1) },
      input: .ids([3, 0, 4, 1, 1, 2], shape: [2, 3])),
  ]

  private static func layer(
    _ name: String, _ shape: [Int], _ make: @escaping @Sendable () -> Module
  ) -> LayerCase {
    LayerCase(name: name, make: make, input: .values(shape))
  }

  private static func evaluating(_ module: Module) -> Module {
    module.eval()
    return module
  }
}

/// The gradient of every parameter and of the input of every layer.
@Suite struct LayerGradientTests {
  @Test(arguments: LayerTable.all)
  func theGradientIsTheLimitOfDifferences(layer: LayerCase) {
    let module = withGenerator(Generator(seed: 3)) { layer.make() }
    module.to(.float64)
    let names = module.namedParameters().map(\.name)
    var values = module.parameters().map { $0.detach().clone() }
    if case .values(let shape) = layer.input {
      let range = OperationCase("x", [shape], gives: shape, { $0[0] }, { $0[0][$1] })
      values.append(range.values(0))
    }
    // The values under test take the parameters' places, so that both walks see one function.
    let body: ([Tensor]) -> Tensor = { inputs in
      for (name, value) in zip(names, inputs) {
        let path = name.split(separator: ".")
        let parameter = value as? Parameter ?? Parameter(value, requiresGrad: false)
        module.child(path.dropLast().joined(separator: "."))
          .register(String(path[path.count - 1]), parameter)
      }
      return withGenerator(Generator(seed: 8)) { module(input(layer, inputs)) }
    }
    let gradients = Differences.backward(body, values).gradients
    let slopes = Differences.numeric(body, values)
    for (position, slope) in slopes.enumerated() {
      let what = position < names.count ? names[position] : "the input"
      let gradient = gradients[position] ?? Tensor.zeros(slope.shape, dtype: .float64)
      expectClose(gradient, slope, within: 1e-8, floor: 1, what)
    }
  }

  private func input(_ layer: LayerCase, _ inputs: [Tensor]) -> Tensor {
    switch layer.input {
    case .values: inputs[inputs.count - 1]
    case .ids(let ids, let shape): Tensor(ints: ids, shape: shape)
    }
  }
}
