import TensorKit

// MARK: - Block A: one Linear

/// How many parameters a `Linear(in, out)` has: a weight [out, in] and, if it has one, a bias [out].
func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  outputs * inputs + (bias ? outputs : 0)
}

/// How many parameters LoRA of rank r trains beside it: A [r, in] and B [out, r].
///
/// r times the sum of the two sizes, where the weight has their product. The bias of the Linear is
/// not counted, and LoRA has none of its own.
func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  r * (inputs + outputs)
}

/// LoRA's parameters divided by the weight's, as a fraction: 0.25 is a quarter.
func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  // Doubles before the division: of integers, 1024 / 4096 is 0.
  Double(loraParameters(in: inputs, out: outputs, r: r)) / Double(inputs * outputs)
}

/// The largest rank at which LoRA still trains fewer parameters than the weight has; 0 if none does.
///
/// r·(in + out) < in·out is r·(in + out) ≤ in·out − 1 in whole numbers, and a division rounds down.
/// For a square weight that is just below half its width.
func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  (inputs * outputs - 1) / (inputs + outputs)
}

// MARK: - Block B: one layer of a GPT, and all of them

/// The weights of the six targets in one layer: q, k, v, o [h, h], fc1 [dFF, h] and fc2 [h, dFF].
///
/// 12·h² if dFF = 4·h, and only then. Biases, norms, embeddings and head are not counted.
func targetWeights(width: Int, dFF: Int) -> Int {
  4 * width * width + 2 * width * dFF
}

/// LoRA's parameters in the six targets of one layer; 18·r·h if dFF = 4·h.
func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  let attention = 4 * loraParameters(in: width, out: width, r: r)
  // fc1 goes up and fc2 comes down: the sum of in and out is the same.
  let mlp = 2 * loraParameters(in: width, out: dFF, r: r)
  return attention + mlp
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  layers * loraPerLayer(width: width, dFF: dFF, r: r)
}

/// How many tensors that is: an A and a B for each of six targets in each layer.
func loraTensors(layers: Int) -> Int {
  2 * 6 * layers
}

/// LoRA's parameters divided by the weights of the same six matrices: what rank r costs against full
/// fine-tuning of them. The number of layers cancels; 1.5·r/h if dFF = 4·h.
func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  Double(loraPerLayer(width: width, dFF: dFF, r: r))
    / Double(targetWeights(width: width, dFF: dFF))
}

// MARK: - Block C: a real model

/// How many parameters a model has, or how many of them are trainable, element by element. A parameter that is shared is counted once: it is one
/// tensor in memory, however many names it has. Buffers are no parameters.
func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  var count = 0
  for parameter in model.parameters() where parameter.requiresGrad || !trainableOnly {
    count += parameter.count
  }
  return count
}

/// All parameters of a MiniGPT, from its sizes: everything that the six targets leave out is here.
func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  let norm = 2 * width  // scale and shift
  let attention = 4 * linearParameters(in: width, out: width)
  let mlp =
    linearParameters(in: width, out: 4 * width) + linearParameters(in: 4 * width, out: width)
  let block = norm + attention + norm + mlp
  let embeddings = vocab * width + context * width
  // The head is not tied to the token embedding here, and has no bias.
  let head = linearParameters(in: width, out: vocab, bias: false)
  return embeddings + layers * block + norm + head
}

/// What LoRA would train in a model, read from the model itself and without changing it: r·(in + out)
/// for every Linear whose dotted name is a target or ends in "." + target.
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

// MARK: - Block D: memory, and what fits

/// The bytes of a float32.
private let bytesPerNumber = 4

/// One gradient per trainable parameter, and none for the frozen ones.
func gradientBytes(trainable: Int) -> Int {
  bytesPerNumber * trainable
}

/// AdamW keeps two running means of each gradient: of the gradient, and of its square.
func optimizerBytes(trainable: Int) -> Int {
  2 * bytesPerNumber * trainable
}

/// Weights, gradients and AdamW's state: 4 bytes per frozen parameter, 16 per trainable one.
/// What the forward pass keeps for the backward pass is not in it; it depends on the batch.
func trainingBytes(frozen: Int, trainable: Int) -> Int {
  let weights = bytesPerNumber * (frozen + trainable)
  return weights + gradientBytes(trainable: trainable) + optimizerBytes(trainable: trainable)
}

/// The memory of training the `frozen` parameters themselves, divided by that of training `trainable`
/// ones of LoRA beside them. Never above 4 in float32: the weights stay where they are.
func memoryRatio(frozen: Int, trainable: Int) -> Double {
  let full = trainingBytes(frozen: 0, trainable: frozen)
  return Double(full) / Double(trainingBytes(frozen: frozen, trainable: trainable))
}

/// The largest rank whose LoRA has at most `budget` parameters; 0 if not even rank 1 fits.
func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  // The count is r times that of rank 1, and an integer division rounds down: what fits, fits.
  budget / loraPerModel(width: width, dFF: dFF, layers: layers, r: 1)
}

/// The largest rank that can be trained in `budget` bytes beside `frozen` parameters; 0 if none can.
func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  let left = budget - trainingBytes(frozen: frozen, trainable: 0)
  let perRank = trainingBytes(
    frozen: 0, trainable: loraPerModel(width: width, dFF: dFF, layers: layers, r: 1))
  return max(0, left / perRank)
}

/// Without a calculator. Two significant digits are enough.
enum InYourHead {
  /// 1.5·8/4096: 12 in 4096, and 4096 is 40 times 100.
  static let sharePercent = 0.29
  /// 18·8 is 144, ·4096 is 590 thousand, ·32 layers.
  static let loraMillions = 19.0
  /// 12·h² is 12 times 16.8 million, ·32 layers.
  static let targetBillions = 6.4
  /// 16 bytes for each of seven billion.
  static let fullGigabytes = 112.0
  /// 4 bytes for each of seven billion; the adapter is what comes after the point.
  static let loraGigabytes = 28.3
  /// Rank 1 takes 18·1024·24, not quite half a million.
  static let rankForTenMillion = 22
}
