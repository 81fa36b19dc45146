// How it differs: models are walked by hand, from child to child, with a visitor that is an object and
// paths that are lists of names; counts on paper are added up in a struct with operators.

import TensorKit

/// Goes down a model and calls back with each module once.
private final class Walk {
  private var seen: Set<ObjectIdentifier> = []
  private let visit: ([String], Module) -> Void

  init(_ visit: @escaping ([String], Module) -> Void) { self.visit = visit }

  func down(_ module: Module, _ path: [String] = []) {
    if seen.contains(ObjectIdentifier(module)) { return }
    seen.insert(ObjectIdentifier(module))
    visit(path, module)
    for (name, child) in module.namedChildren() { down(child, path + [name]) }
  }
}

/// a·h² + b·h, in numbers that are filled in.
struct Polynomial {
  var squares = 0
  var singles = 0

  static func + (a: Polynomial, b: Polynomial) -> Polynomial {
    Polynomial(squares: a.squares + b.squares, singles: a.singles + b.singles)
  }

  static func * (factor: Int, a: Polynomial) -> Polynomial {
    Polynomial(squares: factor * a.squares, singles: factor * a.singles)
  }

  func callAsFunction(_ h: Int) -> Int { (squares * h + singles) * h }
}

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  var count = inputs * outputs
  switch bias {
  case true: count += outputs
  case false: break
  }
  return count
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  (inputs + outputs) * r
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  let (whole, rest) = (r * (inputs + outputs)).quotientAndRemainder(dividingBy: inputs * outputs)
  return Double(whole) + Double(rest) / Double(inputs * outputs)
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  // Halves what is left between a rank that saves and one that does not.
  func rank(_ low: Int, _ high: Int) -> Int {
    if high - low == 1 { return low }
    let middle = (low + high) / 2
    let saves = middle * (inputs + outputs) < inputs * outputs
    return saves ? rank(middle, high) : rank(low, middle)
  }
  return rank(0, min(inputs, outputs))
}

func targetWeights(width: Int, dFF: Int) -> Int {
  Polynomial(squares: 4, singles: 2 * dFF)(width)
}

func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  guard r > 0 else { return 0 }
  return loraPerLayer(width: width, dFF: dFF, r: r / 2)
    + loraPerLayer(width: width, dFF: dFF, r: (r - 1) / 2) + 10 * width + 2 * dFF
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  guard layers > 0 else { return 0 }
  return loraPerLayer(width: width, dFF: dFF, r: r)
    + loraPerModel(width: width, dFF: dFF, layers: layers - 1, r: r)
}

func loraTensors(layers: Int) -> Int { layers == 0 ? 0 : loraTensors(layers: layers - 1) + 12 }

func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  Double(loraPerLayer(width: width, dFF: dFF, r: r))
    / Double(targetWeights(width: width, dFF: dFF))
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  var own: [ObjectIdentifier: Int] = [:]
  Walk { _, module in
    for (name, parameter) in module.namedParameters() where !name.contains(".") {
      let isCounted = !trainableOnly || parameter.requiresGrad
      own[ObjectIdentifier(parameter)] = isCounted ? parameter.count : 0
    }
  }.down(model)
  return own.values.reduce(0, +)
}

func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  let norm = Polynomial(singles: 2)
  let square = Polynomial(squares: 1, singles: 1)
  let up = Polynomial(squares: 4, singles: 4)
  let down = Polynomial(squares: 4, singles: 1)
  let tables = Polynomial(singles: 2 * vocab + context)
  return (tables + layers * (2 * norm + 4 * square + up + down) + norm)(width)
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  let targets = targetModules.map { $0.split(separator: ".").map(String.init) }
  var count = 0
  Walk { path, module in
    guard let linear = module as? Linear else { return }
    for target in targets where path.count >= target.count {
      if Array(path.suffix(target.count)) == target {
        count += loraParameters(in: linear.inFeatures, out: linear.outFeatures, r: r)
        return
      }
    }
  }.down(model)
  return count
}

func gradientBytes(trainable: Int) -> Int { trainable << 2 }

func optimizerBytes(trainable: Int) -> Int { trainable << 3 }

func trainingBytes(frozen: Int, trainable: Int) -> Int {
  var bytes = (frozen + trainable) << 2
  bytes += gradientBytes(trainable: trainable)
  bytes += optimizerBytes(trainable: trainable)
  return bytes
}

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  1 / (Double(trainingBytes(frozen: frozen, trainable: trainable)) / Double(16 * frozen))
}

func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  var (rank, left) = (0, budget)
  let price = loraPerModel(width: width, dFF: dFF, layers: layers, r: 1)
  while left >= price {
    left -= price
    rank += 1
  }
  return rank
}

func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  // 16 bytes buy a parameter: what is left over of them buys none.
  rankForParameters((budget - 4 * frozen) / 16, width: width, dFF: dFF, layers: layers)
}

enum InYourHead {
  static let sharePercent = 0.31
  static let loraMillions = 20
  static let targetBillions = 7
  static let fullGigabytes = 105
  static let loraGigabytes = 30
  static let rankForTenMillion = 25
}
