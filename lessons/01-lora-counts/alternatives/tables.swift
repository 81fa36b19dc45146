// How it differs: table driven: what a model consists of is written down as rows of text and as
// dictionaries, and the functions only look up and add.

import TensorKit

/// One kind of tensor: its sides as letters, and how often it is there.
private struct Row {
  let name: String
  let times: Int
  let sides: [Character]
}

/// A table of text: a name, how often, and the sides. The letter h is the width, f the hidden one.
private func rows(_ table: String) -> [Row] {
  table.split(separator: "\n").map { line in
    let columns = line.split(separator: " ")
    return Row(
      name: String(columns[0]), times: Int(columns[1]) ?? 0, sides: Array(columns[2]))
  }
}

private let targets = rows(
  """
  q_proj 1 hh
  k_proj 1 hh
  v_proj 1 hh
  o_proj 1 hh
  mlp.fc1 1 fh
  mlp.fc2 1 hf
  """)

private let layerOfGPT = rows(
  """
  attention.weight 4 hh
  attention.bias 4 h
  fc1.weight 1 fh
  fc1.bias 1 f
  fc2.weight 1 hf
  fc2.bias 1 h
  norm.scale 2 h
  norm.shift 2 h
  """)

private let restOfGPT = rows(
  """
  tok_emb 1 vh
  pos_emb 1 ch
  ln_f.scale 1 h
  ln_f.shift 1 h
  head 1 vh
  """)

private let linear = [true: rows("weight 1 oi\nbias 1 o"), false: rows("weight 1 oi")]
private let adapter = rows("lora_A 1 ri\nlora_B 1 or")

/// Bytes of a parameter in training, by what becomes of it.
private let bytes: [String: [String: Int]] = [
  "frozen": ["weight": 4],
  "trainable": ["weight": 4, "gradient": 4, "mean": 4, "mean of squares": 4],
]

private func counted(_ rows: [Row], _ sizes: [Character: Int]) -> Int {
  var count = 0
  for row in rows {
    count += row.sides.reduce(row.times) { $0 * sizes[$1, default: 0] }
  }
  return count
}

private func bytes(_ kind: String, _ isMeant: (String) -> Bool = { _ in true }) -> Int {
  bytes[kind, default: [:]].filter { isMeant($0.key) }.values.reduce(0, +)
}

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  counted(linear[bias, default: []], ["i": inputs, "o": outputs])
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  counted(adapter, ["i": inputs, "o": outputs, "r": r])
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  let weight = linearParameters(in: inputs, out: outputs, bias: false)
  return Double(loraParameters(in: inputs, out: outputs, r: r)) / Double(weight)
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  let (price, weight) = (inputs + outputs, inputs * outputs)
  return weight % price == 0 ? weight / price - 1 : weight / price
}

func targetWeights(width: Int, dFF: Int) -> Int { counted(targets, ["h": width, "f": dFF]) }

func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  let sizes: [Character: Int] = ["h": width, "f": dFF]
  return targets.reduce(0) { sum, row in
    let sides = row.sides.map { sizes[$0, default: 0] }
    return sum + loraParameters(in: sides[1], out: sides[0], r: r)
  }
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  loraPerLayer(width: width, dFF: dFF, r: r) * layers
}

func loraTensors(layers: Int) -> Int { targets.count * adapter.count * layers }

func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  let count = Double(loraPerLayer(width: width, dFF: dFF, r: r))
  return count / Double(targetWeights(width: width, dFF: dFF))
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  let all = Dictionary(grouping: model.parameters(), by: \.requiresGrad).mapValues { group in
    group.map(\.count).reduce(0, +)
  }
  return all[true, default: 0] + (trainableOnly ? 0 : all[false, default: 0])
}

func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  let sizes: [Character: Int] = ["v": vocab, "c": context, "h": width, "f": 4 * width]
  return counted(restOfGPT, sizes) + layers * counted(layerOfGPT, sizes)
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  // Every Linear by each name that would match it.
  var byName: [String: [Linear]] = [:]
  for (name, module) in model.namedModules() {
    guard let layer = module as? Linear, !name.isEmpty else { continue }
    let pieces = name.split(separator: ".")
    for start in pieces.indices {
      byName[pieces[start...].joined(separator: "."), default: []].append(layer)
    }
  }
  var found: [ObjectIdentifier: Linear] = [:]
  for target in targetModules {
    for layer in byName[target, default: []] { found[ObjectIdentifier(layer)] = layer }
  }
  return found.values.reduce(0) {
    $0 + loraParameters(in: $1.inFeatures, out: $1.outFeatures, r: r)
  }
}

func gradientBytes(trainable: Int) -> Int { trainable * bytes("trainable") { $0 == "gradient" } }

func optimizerBytes(trainable: Int) -> Int {
  trainable * bytes("trainable") { $0.hasPrefix("mean") }
}

func trainingBytes(frozen: Int, trainable: Int) -> Int {
  ["frozen": frozen, "trainable": trainable].reduce(0) { $0 + bytes($1.key) * $1.value }
}

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  let (full, lora) = (
    trainingBytes(frozen: 0, trainable: frozen),
    trainingBytes(frozen: frozen, trainable: trainable)
  )
  return Double(full) / Double(lora)
}

func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  budget / loraPerModel(width: width, dFF: dFF, layers: layers, r: 1)
}

func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  let left = budget - frozen * bytes("frozen")
  let price = bytes("trainable") * loraPerModel(width: width, dFF: dFF, layers: layers, r: 1)
  return [left / price, 0].max() ?? 0
}

enum InYourHead {
  private static let answers = [
    "share": 0.29, "LoRA": 19, "targets": 6.4, "full": 112, "beside": 28.3, "rank": 22,
  ]

  static var sharePercent: Double { answers["share", default: 0] }
  static var loraMillions: Double { answers["LoRA", default: 0] }
  static var targetBillions: Double { answers["targets", default: 0] }
  static var fullGigabytes: Double { answers["full", default: 0] }
  static var loraGigabytes: Double { answers["beside", default: 0] }
  static var rankForTenMillion: Double { answers["rank", default: 0] }
}
