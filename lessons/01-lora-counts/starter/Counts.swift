import TensorKit

// Block A: one Linear

/// How many parameters a `Linear(in, out)` has.
func linearParameters(in inputs: Int, out outputs: Int, bias: Bool = true) -> Int {
  // TODO: Block A, step 1: the weight, and the bias if there is one.
  -1
}

/// How many parameters LoRA of rank r trains beside it.
func loraParameters(in inputs: Int, out outputs: Int, r: Int) -> Int {
  // TODO: Block A, step 2: A and B.
  -1
}

/// LoRA's parameters divided by the weight's, as a fraction: 0.25 is a quarter.
func loraShare(in inputs: Int, out outputs: Int, r: Int) -> Double {
  // TODO: Block A, step 3: one count over the other, as a fraction.
  -1
}

/// The largest rank at which LoRA still trains fewer parameters than the weight has; 0 if none does.
func largestSavingRank(in inputs: Int, out outputs: Int) -> Int {
  // TODO: Block A, step 4: up to which rank does LoRA save?
  -1
}

// Block B: one layer of a GPT, and all of them

/// The weights of the six targets in one layer.
func targetWeights(width: Int, dFF: Int) -> Int {
  // TODO: Block B, step 1: four square matrices, and two that are not.
  -1
}

/// LoRA's parameters in the six targets of one layer.
func loraPerLayer(width: Int, dFF: Int, r: Int) -> Int {
  // TODO: Block B, step 2: the same six, from block A's function.
  -1
}

func loraPerModel(width: Int, dFF: Int, layers: Int, r: Int) -> Int {
  // TODO: Block B, step 3: all layers.
  -1
}

/// How many tensors that is.
func loraTensors(layers: Int) -> Int {
  // TODO: Block B, step 3: how many matrices does one target add?
  -1
}

/// LoRA's parameters divided by the weights of the six targets, as a fraction.
func loraRatio(width: Int, dFF: Int, r: Int) -> Double {
  // TODO: Block B, step 4: as a fraction, for any dFF.
  -1
}

// Block C: a real model

/// How many parameters a model has, or how many of them are trainable, element by element.
func parameterCount(_ model: Module, trainableOnly: Bool = false) -> Int {
  // TODO: Block C, step 1: go through its parameters.
  -1
}

/// All parameters of a MiniGPT, from its sizes.
func miniGPTParameters(vocab: Int, context: Int, width: Int, layers: Int) -> Int {
  // TODO: Block C, step 2: embeddings, layers, last norm, head.
  -1
}

/// What LoRA would train in a model, read from the model itself and without changing it.
func loraCount(
  _ model: Module, r: Int,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]
) -> Int {
  // TODO: Block C, step 3: go through its modules, and count the Linears that are targets.
  -1
}

// Block D: memory, and what fits

/// Bytes of the gradients, in float32.
func gradientBytes(trainable: Int) -> Int {
  // TODO: Block D, step 1: which parameters have a gradient?
  -1
}

/// Bytes of AdamW's state, in float32.
func optimizerBytes(trainable: Int) -> Int {
  // TODO: Block D, step 1: what does AdamW keep per trainable parameter?
  -1
}

/// Bytes of weights, gradients and AdamW's state together.
func trainingBytes(frozen: Int, trainable: Int) -> Int {
  // TODO: Block D, step 2: what does a frozen parameter cost?
  -1
}

/// The memory of full fine-tuning of the `frozen` parameters, divided by that of LoRA beside them.
func memoryRatio(frozen: Int, trainable: Int) -> Double {
  // TODO: Block D, step 2: full divided by LoRA.
  -1
}

/// The largest rank whose LoRA has at most `budget` parameters; 0 if not even rank 1 fits.
func rankForParameters(_ budget: Int, width: Int, dFF: Int, layers: Int) -> Int {
  // TODO: Block D, step 3: how many parameters does one more rank cost?
  -1
}

/// The largest rank that can be trained in `budget` bytes beside `frozen` parameters; 0 if none can.
func rankForBytes(_ budget: Int, frozen: Int, width: Int, dFF: Int, layers: Int) -> Int {
  // TODO: Block D, step 3: what is left after the frozen weights?
  -1
}

/// Block D, step 4. Without a calculator: two significant digits are enough.
enum InYourHead {
  static let sharePercent = 0.0
  static let loraMillions = 0.0
  static let targetBillions = 0.0
  static let fullGigabytes = 0.0
  static let loraGigabytes = 0.0
  static let rankForTenMillion = 0.0
}
