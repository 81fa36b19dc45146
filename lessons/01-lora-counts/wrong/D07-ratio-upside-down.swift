// caught-by: memory_ratio
// breaks: full_by_lora
// en: LoRA is divided by full fine-tuning. Divide full fine-tuning by LoRA.
// es: Se divide LoRA entre el ajuste completo. Divide el ajuste completo entre LoRA.

import TensorKit

func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  outputs * inputs + (bias ? outputs : 0)
}

func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  r * (inputs + outputs)
}

func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  Double(loraParameters(in: inputs, out: outputs, r: r)) / Double(inputs * outputs)
}

func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  (inputs * outputs - 1) / (inputs + outputs)
}

func targetWeights(width: Int, dFF: Int) -> Int {
  4 * width * width + 2 * width * dFF
}

func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  let attention = 4 * loraParameters(in: width, out: width, r: r)
  let mlp = 2 * loraParameters(in: width, out: dFF, r: r)
  return attention + mlp
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  layers * loraPerLayer(width: width, dFF: dFF, r: r)
}

func loraTensors(layers: Int) -> Int {
  2 * 6 * layers
}

func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  Double(loraPerLayer(width: width, dFF: dFF, r: r))
    / Double(targetWeights(width: width, dFF: dFF))
}

func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  var count = 0
  for parameter in model.parameters() where parameter.requiresGrad || !trainableOnly {
    count += parameter.count
  }
  return count
}

func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  let norm = 2 * width
  let attention = 4 * linearParameters(in: width, out: width)
  let mlp =
    linearParameters(in: width, out: 4 * width) + linearParameters(in: 4 * width, out: width)
  let block = norm + attention + norm + mlp
  let embeddings = vocab * width + context * width
  let head = linearParameters(in: width, out: vocab, bias: false)
  return embeddings + layers * block + norm + head
}

func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  var count = 0
  for (name, module) in model.namedModules() {
    guard let linear = module as? Linear,
      targetModules.contains(where: { name == $0 || name.hasSuffix("." + $0) })
    else { continue }
    count += loraParameters(in: linear.inFeatures, out: linear.outFeatures, r: r)
  }
  return count
}

func gradientBytes(trainable: Int) -> Int {
  4 * trainable
}

func optimizerBytes(trainable: Int) -> Int {
  2 * 4 * trainable
}

func trainingBytes(frozen: Int, trainable: Int) -> Int {
  let weights = 4 * (frozen + trainable)
  return weights + gradientBytes(trainable: trainable) + optimizerBytes(trainable: trainable)
}

func memoryRatio(frozen: Int, trainable: Int) -> Double {
  let full = trainingBytes(frozen: 0, trainable: frozen)
  return Double(trainingBytes(frozen: frozen, trainable: trainable)) / Double(full)
}

func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  budget / loraPerModel(width: width, dFF: dFF, layers: layers, r: 1)
}

func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  let left = budget - trainingBytes(frozen: frozen, trainable: 0)
  let perRank = trainingBytes(
    frozen: 0, trainable: loraPerModel(width: width, dFF: dFF, layers: layers, r: 1))
  return max(0, left / perRank)
}

enum InYourHead {
  static let sharePercent = 0.29
  static let loraMillions = 19.0
  static let targetBillions = 6.4
  static let fullGigabytes = 112.0
  static let loraGigabytes = 28.3
  static let rankForTenMillion = 22.0
}
