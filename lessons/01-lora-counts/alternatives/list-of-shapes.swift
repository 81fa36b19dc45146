// How it differs: the six targets are a list of shapes, and every count of block B is a sum over it;
// counts of models are sums over map and filter.

import TensorKit

typealias Size = (in: Int, out: Int)

/// The six targets of one layer.
func targets(_ h: Int, _ dFF: Int) -> [Size] {
  [Size](repeating: (h, h), count: 4) + [(h, dFF), (dFF, h)]
}

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  bias ? (inputs + 1) * outputs : inputs * outputs
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  [(r, inputs), (outputs, r)].map { $0.0 * $0.1 }.reduce(0, +)
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  Double(r) / Double(outputs) + Double(r) / Double(inputs)
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  let (rank, rest) = (inputs * outputs).quotientAndRemainder(dividingBy: inputs + outputs)
  return rest == 0 ? rank - 1 : rank
}

func targetWeights(width: Int, dFF: Int) -> Int {
  targets(width, dFF).map { $0.in * $0.out }.reduce(0, +)
}

func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  targets(width, dFF).reduce(0) { $0 + loraParameters(in: $1.in, out: $1.out, r: r) }
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  (0..<layers).map { _ in loraPerLayer(width: width, dFF: dFF, r: r) }.reduce(0, +)
}

func loraTensors(layers: Int) -> Int {
  layers * targets(1, 1).count * ["lora_A", "lora_B"].count
}

func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  let (lora, full) = (
    loraPerLayer(width: width, dFF: dFF, r: r), targetWeights(width: width, dFF: dFF)
  )
  return Double(lora) / Double(full)
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  model.namedParameters()
    .map(\.parameter)
    .filter { !trainableOnly || $0.requiresGrad }
    .map(\.count)
    .reduce(0, +)
}

func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  let tables = [vocab, context, vocab].map { $0 * width }.reduce(0, +)
  let linears = targets(width, 4 * width).map { linearParameters(in: $0.in, out: $0.out) }
  let norms = (2 * layers + 1) * 2 * width
  return tables + layers * linears.reduce(0, +) + norms
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  model.namedModules()
    .filter { entry in targetModules.contains { ("." + entry.name).hasSuffix("." + $0) } }
    .compactMap { $0.module as? Linear }
    .map { loraParameters(in: $0.inFeatures, out: $0.outFeatures, r: r) }
    .reduce(0, +)
}

func gradientBytes(trainable: Int) -> Int { trainable * 4 }

func optimizerBytes(trainable: Int) -> Int { [4, 4].reduce(0, +) * trainable }

func trainingBytes(frozen: Int, trainable: Int) -> Int { 4 * frozen + 16 * trainable }

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  16 * Double(frozen) / (4 * Double(frozen) + 16 * Double(trainable))
}

func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  budget / (layers * targets(width, dFF).reduce(0) { $0 + $1.in + $1.out })
}

func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  let numbers = (budget - 4 * frozen) / 16
  return numbers > 0 ? rankForParameters(numbers, width: width, dFF: dFF, layers: layers) : 0
}

enum InYourHead {
  static let sharePercent = 0.3
  static let loraMillions = 18
  static let targetBillions = 6
  static let fullGigabytes = 112
  static let loraGigabytes = 28
  static let rankForTenMillion = 22
}
