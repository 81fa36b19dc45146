import Testing

@testable import TensorKit

/// Tensors and modules are printed as PyTorch prints them, to the character.
@Suite struct DescriptionTests {
  /// The values under the names of Golden/descriptions.py.
  private static var values: [String: any CustomStringConvertible] {
    numbers.merging(summaries) { $1 }.merging(graph) { $1 }.merging(modules) { $1 }
  }

  private static func counting(_ n: Int) -> Tensor { Tensor.arange(n).to(.float32) }

  private static var numbers: [String: any CustomStringConvertible] {
    [
      "scalar": Tensor(2.5),
      "whole scalar": Tensor(3),
      "int scalar": Tensor(ints: [7], shape: []),
      "vector": Tensor([1, -2.5, 0.125]),
      "whole": Tensor([1, 20, -300]),
      "matrix": Tensor([[1, 2.5], [-3, 4]]),
      "cube": counting(12).reshape(2, 3, 2),
      "four dimensions": counting(8).reshape(2, 1, 2, 2),
      "ints": Tensor(ints: [1, -20, 300, 4], shape: [2, 2]),
      "bools": Tensor(bools: [true, false]),
      "double": Tensor([0.1, 0.2], dtype: .float64),
      "zeros": Tensor.zeros(2, 2),
      "empty": Tensor.zeros(0),
      "empty matrix": Tensor.zeros(0, 3),
      "empty ints": Tensor(ints: []),
      "empty double cube": Tensor.zeros([2, 0, 3], dtype: .float64),
      "far apart": Tensor([0.001, 100]),
      "whole far apart": Tensor([1, 5000]),
      "tiny": Tensor([1e-5, 2e-5]),
      "huge": Tensor([1e9, 2e9]),
      "not finite": Tensor([.nan, .infinity, -.infinity, 1.5]),
      "only nan": Tensor([.nan]),
      "whole and inf": Tensor([1, .infinity]),
      "negative zero": Tensor([-0.0, 1.5]),
      "bfloat16": Tensor([1, 2.5], dtype: .bfloat16),
      "uint8": Tensor([1, 200], dtype: .uint8),
      "empty int8": Tensor([], dtype: .int8),
      "float16 far apart": Tensor([0.1, 1000, 3], dtype: .float16),
      "int16 scalar": Tensor([-5], shape: [], dtype: .int16),
    ]
  }

  private static var summaries: [String: any CustomStringConvertible] {
    let row = counting(12).reshape(3, 4)
    return [
      "long vector": counting(30) / 8,
      "long ints": Tensor.arange(40),
      "summary": counting(2000),
      "summary of a matrix": counting(1200).reshape(40, 30),
      "summary of a cube": Tensor.arange(2000).reshape(10, 2, 100),
      "thousand": Tensor.arange(1000).reshape(10, 100),
      "transposed": row.T,
      "sliced": row.slice(from: 1).slice(dim: 1, from: 1, to: 3),
    ]
  }

  private static var graph: [String: any CustomStringConvertible] {
    // A leaf that is no Parameter, as torch.tensor(…, requires_grad=True).
    func leaf(_ tensor: Tensor) -> Tensor {
      tensor.requiresGrad = true
      return tensor
    }
    let x = leaf(Tensor([1, 2]))
    return [
      "leaf": x,
      "parameter": Parameter(.ones(2, 2)),
      "frozen parameter": Parameter(.ones(2), requiresGrad: false),
      "add": x + 1,
      "mul": x * x,
      "div": x / 2,
      "neg": -x,
      "sum": x.sum(),
      "softmax": softmax(x),
      "double of a leaf": x.to(.float64),
      "long line": leaf(counting(12)) / 8 + 1000,
      "layer norm": layerNorm(x),
    ]
  }

  private static var modules: [String: any CustomStringConvertible] {
    [
      "Linear": Linear(3, 4),
      "Linear without bias": Linear(3, 4, bias: false),
      "Embedding": Embedding(65, 16),
      "LayerNorm": LayerNorm(64),
      "LayerNorm with eps": LayerNorm(8, eps: 1e-3),
      "LayerNorm of a matrix": LayerNorm([2, 3], elementwiseAffine: false),
      "LayerNorm without bias": LayerNorm(4, bias: false),
      "RMSNorm": RMSNorm(4),
      "RMSNorm of a matrix": RMSNorm([2, 3], eps: 1e-6, elementwiseAffine: false),
      "Embedding with padding": Embedding(5, 2, paddingIdx: -1),
      "Dropout": Dropout(0.1),
      "ReLU": ReLU(),
      "GELU": GELU(),
      "GELU by tanh": GELU(approximate: .tanh),
      "SiLU": SiLU(),
      "Tanh": Tanh(),
      "Sigmoid": Sigmoid(),
      "Softmax": Softmax(dim: -1),
      "Identity": Identity(),
      "Flatten": Flatten(),
      "Sequential": Sequential(Linear(3, 4), GELU(), Sequential(ReLU(), Dropout(0.5))),
      "empty Sequential": Sequential(),
      "ModuleList": ModuleList(ReLU(), ReLU(), Linear(2, 2), ReLU()),
      "list of chains": ModuleList(Sequential(ReLU()), Sequential(ReLU())),
      "empty ModuleList": ModuleList(),
      "MiniGPT": MiniGPT(),
    ]
  }

  private static var recorded: [String: String] {
    get throws {
      let json = try JSONParser.parse(FileBytes.read("\(GoldenFiles.root)/descriptions.json"))
      return Dictionary(
        uniqueKeysWithValues: (json.members ?? []).map { ($0.key, $0.value.string ?? "") })
    }
  }

  @Test func everyRecordedDescriptionIsTried() throws {
    #expect(try Set(Self.recorded.keys) == Set(Self.values.keys))
  }

  @Test(arguments: values.keys.sorted())
  func aDescriptionIsPyTorchs(name: String) throws {
    let value = try #require(Self.values[name])
    #expect(value.description == (try Self.recorded[name]))
  }

  @Test func aStateDictNamesShapesAndTypes() {
    #expect(
      Linear(3, 2).stateDict().description == """
        StateDict(
          "weight": [2, 3] float32,
          "bias": [2] float32
        )
        """)
    #expect(StateDict().description == "StateDict()")
  }
}
