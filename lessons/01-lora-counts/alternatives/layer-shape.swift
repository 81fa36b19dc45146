// How it differs: shapes are structs with computed counts, the functions only forward to them, and
// bytes are a small cost table per number; Foundation is imported for floor and ceil.

import Foundation
import TensorKit

struct LinearShape {
  var inputs: Int
  var outputs: Int

  var weights: Int { inputs * outputs }
  var edges: Int { inputs + outputs }

  init(_ inputs: Int, _ outputs: Int) {
    self.inputs = inputs
    self.outputs = outputs
  }

  init(of layer: Linear) {
    self.init(layer.inFeatures, layer.outFeatures)
  }
}

struct LayerShape {
  var width: Int
  var dFF: Int

  var square: LinearShape { LinearShape(width, width) }
  var up: LinearShape { LinearShape(width, dFF) }
  var down: LinearShape { LinearShape(dFF, width) }

  var weights: Int { 4 * square.weights + up.weights + down.weights }
  var edges: Int { 4 * square.edges + up.edges + down.edges }
  /// The biases of the six Linears.
  var biases: Int { 4 * square.outputs + up.outputs + down.outputs }
}

/// Bytes a number costs while a model trains.
private struct Cost: OptionSet {
  let rawValue: Int
  static let weight = Cost(rawValue: 1)
  static let gradient = Cost(rawValue: 2)
  static let mean = Cost(rawValue: 4)
  static let square = Cost(rawValue: 8)

  static let frozen: Cost = [.weight]
  static let moments: Cost = [.mean, .square]
  static let trainable: Cost = [.weight, .gradient, .mean, .square]

  var bytes: Int { 4 * rawValue.nonzeroBitCount }
}

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  let shape = LinearShape(inputs, outputs)
  guard bias else { return shape.weights }
  return shape.weights + shape.outputs
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  LinearShape(inputs, outputs).edges * r
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  let shape = LinearShape(inputs, outputs)
  return Double(shape.edges) * Double(r) / Double(shape.weights)
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  let breakEven = Double(inputs * outputs) / Double(inputs + outputs)
  return Int(ceil(breakEven)) - 1
}

func targetWeights(width: Int, dFF: Int) -> Int { LayerShape(width: width, dFF: dFF).weights }

func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  LayerShape(width: width, dFF: dFF).edges * r
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  LayerShape(width: width, dFF: dFF).edges * r * layers
}

func loraTensors(layers: Int) -> Int { (4 + 2) * 2 * layers }

func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  let layer = LayerShape(width: width, dFF: dFF)
  return Double(r) * (Double(layer.edges) / Double(layer.weights))
}

extension Module {
  fileprivate func count(where isCounted: (Parameter) -> Bool) -> Int {
    parameters().lazy.filter(isCounted).reduce(0) { $0 + $1.count }
  }
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  trainableOnly ? model.count { $0.requiresGrad } : model.count { _ in true }
}

func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  let layer = LayerShape(width: width, dFF: 4 * width)
  let norm = [width, width].reduce(0, +)
  let body = layers * (layer.weights + layer.biases + 2 * norm) + norm
  let rows = vocab + context + vocab
  return body + rows * width
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  func isTarget(_ name: String) -> Bool {
    for target in targetModules where name == target || name.hasSuffix(".\(target)") {
      return true
    }
    return false
  }
  var total = 0
  for case let (name, linear as Linear) in model.namedModules() where isTarget(name) {
    total += LinearShape(of: linear).edges
  }
  return total * r
}

func gradientBytes(trainable: Int) -> Int { Cost.gradient.bytes * trainable }

func optimizerBytes(trainable: Int) -> Int { Cost.moments.bytes * trainable }

func trainingBytes(frozen: Int, trainable: Int) -> Int {
  Cost.frozen.bytes * frozen + Cost.trainable.bytes * trainable
}

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  let lora = trainingBytes(frozen: frozen, trainable: trainable)
  return Double(Cost.trainable.bytes) * Double(frozen) / Double(lora)
}

func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  let price = Double(layers * LayerShape(width: width, dFF: dFF).edges)
  return Int(floor(Double(budget) / price))
}

func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  let left = budget - Cost.frozen.bytes * frozen
  guard left > 0 else { return 0 }
  return rankForParameters(left / Cost.trainable.bytes, width: width, dFF: dFF, layers: layers)
}

enum InYourHead {
  static var sharePercent: Double { 100 * 1.5 * 8 / 4096 }
  static var loraMillions: Double { 18.9 }
  static var targetBillions: Double { 6.4 }
  static var fullGigabytes: Double { 7 * 16 }
  static var loraGigabytes: Double { 7 * 4 + 0.3 }
  static var rankForTenMillion: Double { 22.6 }
}
