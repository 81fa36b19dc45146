// How it differs: nothing but functions that are handed around: every count is a fold over a sequence
// with a closure that says what one element costs, and every question about ranks is one over counts.

import TensorKit

typealias Cost<Element> = (Element) -> Int

func total<Elements: Sequence>(_ elements: Elements, _ cost: Cost<Elements.Element>) -> Int {
  elements.reduce(into: 0) { $0 += cost($1) }
}

typealias Sides = (Int, Int)

private func area(_ sides: Sides) -> Int { sides.0 * sides.1 }

private func edges(_ r: Int) -> Cost<Sides> { { r * $0.0 + r * $0.1 } }

private func sixSides(_ width: Int, _ dFF: Int) -> [Sides] {
  [(width, width), (width, width), (width, width), (width, width), (width, dFF), (dFF, width)]
}

private func fraction(_ part: Int, of whole: Int) -> Double { Double(part) / Double(whole) }

/// How often something of this price can be had.
private func affordable(_ price: Int) -> (Int) -> Int {
  { budget in budget < price ? 0 : (budget - budget % price) / price }
}

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  total([(inputs, outputs)] + (bias ? [(1, outputs)] : []), area)
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  edges(r)((inputs, outputs))
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  fraction(edges(r)((inputs, outputs)), of: area((inputs, outputs)))
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  affordable(edges(1)((inputs, outputs)))(area((inputs, outputs)) - 1)
}

func targetWeights(width: Int, dFF: Int) -> Int { total(sixSides(width, dFF), area) }

func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int { total(sixSides(width, dFF), edges(r)) }

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  total(repeatElement(loraPerLayer(width: width, dFF: dFF, r: r), count: layers)) { $0 }
}

func loraTensors(layers: Int) -> Int {
  total(repeatElement(sixSides(1, 1), count: layers)) { total($0) { _ in 2 } }
}

func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  fraction(loraPerLayer(width: width, dFF: dFF, r: r), of: targetWeights(width: width, dFF: dFF))
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  let isCounted: (Parameter) -> Bool = trainableOnly ? { $0.requiresGrad } : { _ in true }
  return total(model.parameters().filter(isCounted), \.count)
}

func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  let norm: Cost<Void> = { _ in 2 * width }
  let linears = sixSides(width, 4 * width)
  let layer = total(linears) { area($0) + $0.1 } + 2 * norm(())
  return total([vocab, context, vocab]) { $0 * width } + layers * layer + norm(())
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  let isTarget: (String) -> Bool = { name in
    targetModules.reduce(false) { $0 || name == $1 || name.hasSuffix("." + $1) }
  }
  return total(model.namedModules()) { name, module in
    guard isTarget(name), let layer = module as? Linear else { return 0 }
    return edges(r)((layer.inFeatures, layer.outFeatures))
  }
}

/// The bytes of so many float32 for each parameter.
private func floats(_ each: Int) -> Cost<Int> { { 4 * each * $0 } }

func gradientBytes(trainable: Int) -> Int { floats(1)(trainable) }
func optimizerBytes(trainable: Int) -> Int { floats(2)(trainable) }

func trainingBytes(frozen: Int, trainable: Int) -> Int {
  total([(floats(1), frozen), (floats(4), trainable)]) { $0.0($0.1) }
}

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  fraction(floats(4)(frozen), of: trainingBytes(frozen: frozen, trainable: trainable))
}

func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  affordable(loraPerModel(width: width, dFF: dFF, layers: layers, r: 1))(budget)
}

func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  affordable(floats(4)(loraPerModel(width: width, dFF: dFF, layers: layers, r: 1)))(
    budget - floats(1)(frozen))
}

enum InYourHead {
  static let sharePercent = 0.3
  static let loraMillions = 18.5
  static let targetBillions = 6.5
  static let fullGigabytes = 112.0
  static let loraGigabytes = 28.3
  static let rankForTenMillion = 22
}
