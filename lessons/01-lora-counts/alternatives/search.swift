// How it differs: ranks are found by trying, counts of models by a recursion that remembers what it
// has seen, and inverse questions by asking the forward function.

import TensorKit

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  var count = 0
  for _ in 0..<outputs {
    count += inputs
    if bias { count += 1 }
  }
  return count
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  let a = linearParameters(in: inputs, out: r, bias: false)
  let b = linearParameters(in: r, out: outputs, bias: false)
  return a + b
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  let lora = Double(loraParameters(in: inputs, out: outputs, r: r))
  let full = Double(linearParameters(in: inputs, out: outputs, bias: false))
  return lora / full
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  var r = 0
  while loraParameters(in: inputs, out: outputs, r: r + 1) < inputs * outputs { r += 1 }
  return r
}

func targetWeights(width: Int, dFF: Int) -> Int {
  var count = 0
  for _ in ["q_proj", "k_proj", "v_proj", "o_proj"] { count += width * width }
  for _ in ["fc1", "fc2"] { count += width * dFF }
  return count
}

func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  var count = 0
  for name in ["q_proj", "k_proj", "v_proj", "o_proj", "fc1", "fc2"] {
    switch name {
    case "fc1": count += loraParameters(in: width, out: dFF, r: r)
    case "fc2": count += loraParameters(in: dFF, out: width, r: r)
    default: count += loraParameters(in: width, out: width, r: r)
    }
  }
  return count
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  loraPerLayer(width: width, dFF: dFF, r: r) * layers
}

func loraTensors(layers: Int) -> Int {
  var count = 0
  for _ in 0..<layers { count += 12 }
  return count
}

func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  let lora = loraPerModel(width: width, dFF: dFF, layers: 1, r: r)
  return Double(lora) / Double(targetWeights(width: width, dFF: dFF))
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  var seen: Set<ObjectIdentifier> = []
  func count(_ module: Module) -> Int {
    var sum = 0
    for (name, parameter) in module.namedParameters() where !name.contains(".") {
      guard seen.insert(ObjectIdentifier(parameter)).inserted else { continue }
      if !trainableOnly || parameter.requiresGrad { sum += parameter.shape.reduce(1, *) }
    }
    for (_, child) in module.namedChildren() { sum += count(child) }
    return sum
  }
  return count(model)
}

func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  var count = 0
  count += vocab * width  // tok_emb
  count += context * width  // pos_emb
  for _ in 0..<layers {
    count += width + width  // ln1
    for _ in 0..<4 { count += linearParameters(in: width, out: width) }
    count += width + width  // ln2
    count += linearParameters(in: width, out: 4 * width)
    count += linearParameters(in: 4 * width, out: width)
  }
  count += width + width  // ln_f
  count += width * vocab  // head
  return count
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  func count(_ module: Module, _ path: String) -> Int {
    if let linear = module as? Linear {
      let isTarget = targetModules.contains { path == $0 || path.hasSuffix("." + $0) }
      return isTarget ? loraParameters(in: linear.inFeatures, out: linear.outFeatures, r: r) : 0
    }
    return module.namedChildren().reduce(0) { sum, child in
      sum + count(child.module, path.isEmpty ? child.name : path + "." + child.name)
    }
  }
  return count(model, "")
}

func gradientBytes(trainable: Int) -> Int { trainable * DType.float32.byteCount }

func optimizerBytes(trainable: Int) -> Int {
  gradientBytes(trainable: trainable) + gradientBytes(trainable: trainable)
}

func trainingBytes(frozen: Int, trainable: Int) -> Int {
  var bytes = frozen * DType.float32.byteCount
  bytes += trainable * DType.float32.byteCount
  bytes += gradientBytes(trainable: trainable)
  bytes += optimizerBytes(trainable: trainable)
  return bytes
}

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  Double(trainingBytes(frozen: 0, trainable: frozen))
    / Double(trainingBytes(frozen: frozen, trainable: trainable))
}

/// The largest r ≥ 0 that fits, if what fits at r fits below it too; 0 if nothing does.
private func largest(_ fits: (Int) -> Bool) -> Int {
  guard fits(1) else { return 0 }
  var low = 1
  var high = 2
  while fits(high) { (low, high) = (high, 2 * high) }
  while high - low > 1 {
    let middle = (low + high) / 2
    if fits(middle) { low = middle } else { high = middle }
  }
  return low
}

func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  largest { loraPerModel(width: width, dFF: dFF, layers: layers, r: $0) <= budget }
}

func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  largest { r in
    let trainable = loraPerModel(width: width, dFF: dFF, layers: layers, r: r)
    return trainingBytes(frozen: frozen, trainable: trainable) <= budget
  }
}

enum InYourHead {
  static let sharePercent = 0.25 + 0.05
  static let loraMillions = 20.0
  static let targetBillions = 6.0
  static let fullGigabytes = 115.0
  static let loraGigabytes = 29.0
  static let rankForTenMillion = 20.0
}
