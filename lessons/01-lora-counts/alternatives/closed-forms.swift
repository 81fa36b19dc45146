// How it differs: every sum is multiplied out on paper first, so that each function is one line and
// calls none of the others.

import TensorKit

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  outputs * (inputs + (bias ? 1 : 0))
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  r * inputs + r * outputs
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  Double(r * (inputs + outputs)) / Double(inputs) / Double(outputs)
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  // ⌈in·out / (in + out)⌉ − 1
  (inputs * outputs + inputs + outputs - 1) / (inputs + outputs) - 1
}

func targetWeights(width h: Int, dFF: Int) -> Int { 2 * h * (2 * h + dFF) }

func loraPerLayer(width h: Int, dFF: Int, r: Int) -> Int { r * (10 * h + 2 * dFF) }

func loraPerModel(width h: Int, dFF: Int, layers: Int, r: Int) -> Int {
  2 * layers * r * (5 * h + dFF)
}

func loraTensors(layers: Int) -> Int { 12 * layers }

func loraRatio(width h: Int, dFF: Int, r: Int) -> Double {
  Double(r) * Double(5 * h + dFF) / (Double(h) * Double(2 * h + dFF))
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  model.parameters().reduce(0) { sum, parameter in
    trainableOnly && !parameter.requiresGrad ? sum : sum + parameter.count
  }
}

func miniGPTParameters(vocab: Int, context: Int, width h: Int, layers: Int) -> Int {
  // Two tables of vocab rows, the positions, the last norm; 12·h² + 9·h + 4·h a layer.
  h * (2 * vocab + context + 2 + layers * (12 * h + 13))
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  var sides = 0
  for (name, module) in model.namedModules() {
    let isTarget = targetModules.contains { name == $0 || name.hasSuffix("." + $0) }
    if isTarget, let shape = (module as? Linear)?.weight.shape { sides += shape[0] + shape[1] }
  }
  return r * sides
}

func gradientBytes(trainable: Int) -> Int { 4 * trainable }
func optimizerBytes(trainable: Int) -> Int { 8 * trainable }
func trainingBytes(frozen: Int, trainable: Int) -> Int { 4 * (frozen + 4 * trainable) }

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  4 / (1 + 4 * Double(trainable) / Double(frozen))
}

func rankForParameters(_ budget: Int, width h: Int, dFF: Int, layers: Int) -> Int {
  budget / (layers * (10 * h + 2 * dFF))
}

func rankForBytes(_ budget: Int, frozen: Int, width h: Int, dFF: Int, layers: Int) -> Int {
  budget < 4 * frozen ? 0 : (budget - 4 * frozen) / (32 * layers * (5 * h + dFF))
}

struct InYourHead {
  static let sharePercent: Float = 0.3
  static let loraMillions: Double = 18.9
  static let targetBillions: Double = 6.5
  static let fullGigabytes: Int = 110
  static let loraGigabytes: Int = 28
  static let rankForTenMillion: Int = 23
}
