// How it differs: everything is computed in Double, which is exact up to 2⁵³, and rounded to an Int
// at the very end; ranks are quotients that are rounded down or up.

import TensorKit

private func whole(_ value: Double) -> Int { Int(value.rounded()) }

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  whole(Double(outputs) * (Double(inputs) + (bias ? 1.0 : 0.0)))
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  whole(Double(r) * Double(inputs) + Double(r) * Double(outputs))
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  Double(r) * (1 / Double(inputs) + 1 / Double(outputs))
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  let limit = Double(inputs) * Double(outputs) / (Double(inputs) + Double(outputs))
  return whole(limit.rounded(.up) - 1)
}

func targetWeights(width: Int, dFF: Int) -> Int {
  let (h, f) = (Double(width), Double(dFF))
  return whole(h * (4.0 * h + 2.0 * f))
}

func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  whole(Double(r) * (10.0 * Double(width) + 2.0 * Double(dFF)))
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  whole(Double(layers) * Double(loraPerLayer(width: width, dFF: dFF, r: r)))
}

func loraTensors(layers: Int) -> Int { whole(12.0 * Double(layers)) }

func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  let (h, f) = (Double(width), Double(dFF))
  return Double(r) / h * (5 * h + f) / (2 * h + f)
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  var count = 0.0
  for parameter in model.parameters() {
    guard parameter.requiresGrad || !trainableOnly else { continue }
    count += Double(parameter.count)
  }
  return whole(count)
}

func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  let (v, c, h, n) = (Double(vocab), Double(context), Double(width), Double(layers))
  let tables = 2 * v * h + c * h
  let norms = (2 * n + 1) * 2 * h
  let linears = n * (4 * (h * h + h) + (4 * h * h + 4 * h) + (4 * h * h + h))
  return whole(tables + norms + linears)
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  var sides = 0.0
  for (name, module) in model.namedModules() {
    guard let layer = module as? Linear else { continue }
    let matches = targetModules.filter { $0 == name || name.hasSuffix(".\($0)") }
    sides += matches.isEmpty ? 0.0 : Double(layer.inFeatures) + Double(layer.outFeatures)
  }
  return whole(sides * Double(r))
}

func gradientBytes(trainable: Int) -> Int { whole(4.0 * Double(trainable)) }

func optimizerBytes(trainable: Int) -> Int { whole(8.0 * Double(trainable)) }

func trainingBytes(frozen: Int, trainable: Int) -> Int {
  whole(4.0 * Double(frozen) + 16.0 * Double(trainable))
}

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  16 * Double(frozen) / Double(trainingBytes(frozen: frozen, trainable: trainable))
}

func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  let price = Double(loraPerModel(width: width, dFF: dFF, layers: layers, r: 1))
  return Int((Double(budget) / price).rounded(.down))
}

func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  let price = 16 * Double(loraPerModel(width: width, dFF: dFF, layers: layers, r: 1))
  let rank = (Double(budget) - 4 * Double(frozen)) / price
  return Int(max(0, rank.rounded(.down)))
}

enum InYourHead {
  static let sharePercent = (15.0 * 8 / 4).rounded() / 100
  static let loraMillions = 19.2
  static let targetBillions = 6.4
  static let fullGigabytes = 112.0
  static let loraGigabytes = 28.4
  static let rankForTenMillion = 22.5.rounded(.down)
}
