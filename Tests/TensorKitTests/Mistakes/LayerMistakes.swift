import TensorKit

/// Layers, losses, modules and optimisers that are given what does not fit.
enum LayerMistakes {
  static let all =
    functions + layers + modules + optimisers + schedulers + PropertyMistakes.all

  private static let functions = [
    Mistake(
      """
      layerNorm: weight [3] of float32 does not fit input [2, 4] of float32: it must be [4] of the \
      same type
      """
    ) { _ = layerNorm(.ones(2, 4), weight: .ones(3)) },
    Mistake(
      """
      layerNorm: bias [4] of float64 does not fit input [2, 4] of float32: it must be [4] of the \
      same type
      """
    ) { _ = layerNorm(.ones(2, 4), bias: .ones([4], dtype: .float64)) },
    Mistake("layerNorm: shape [2, 0] has no values to normalise over") {
      _ = layerNorm(.ones(2, 0))
    },
    Mistake("layerNorm: int64 must be converted with to(.float32) first") {
      _ = layerNorm(Tensor(ints: [1]))
    },
    Mistake("dropout: 1.5 is no probability: it lies in 0...1") { _ = dropout(.ones(2), p: 1.5) },
    Mistake("embedding: ids are float32; row numbers must be int64") {
      _ = embedding(.ones(2), .ones(3, 4))
    },
    Mistake("embedding: weight [3] must be a matrix, [count, d]") {
      _ = embedding(Tensor(ints: [0]), .ones(3))
    },
    Mistake("embedding: there is no row 3 in weight [3, 4]: ids must lie in 0..<3") {
      _ = embedding(Tensor(ints: [0, 3]), .ones(3, 4))
    },
    Mistake(
      """
      crossEntropy: logits [2, 3] need one int64 class for each row, of shape [2]; targets are [3] \
      of int64
      """
    ) { _ = crossEntropy(.ones(2, 3), Tensor(ints: [0, 1, 2])) },
    Mistake(
      """
      crossEntropy: targets [2] of float32 are taken for probabilities, which need the shape and type \
      of the logits, [2, 3] of float32; classes are int64
      """
    ) { _ = crossEntropy(.ones(2, 3), .ones(2)) },
    Mistake(
      """
      nllLoss: the class weights [2] of float32 must be [3] of float32: one for each class
      """
    ) { _ = nllLoss(.ones(1, 3), Tensor(ints: [0]), weight: .ones(2)) },
    Mistake("crossEntropy: a label smoothing of 1.5 is no share: it lies in 0...1") {
      _ = crossEntropy(.ones(1, 3), Tensor(ints: [0]), labelSmoothing: 1.5)
    },
    Mistake(
      """
      binaryCrossEntropyWithLogits: targets [2] must have the shape of the logits, [2, 3]
      """
    ) { _ = binaryCrossEntropyWithLogits(.ones(2, 3), .ones(2)) },
    Mistake("logSigmoid: int64 must be converted with to(.float32) first") {
      _ = logSigmoid(Tensor(ints: [1]))
    },
    Mistake(
      """
      rmsNorm: weight [3] of float32 does not fit input [2, 4] of float32: it must be [4] of the same \
      type
      """
    ) { _ = rmsNorm(.ones(2, 4), weight: .ones(3)) },
    Mistake("rmsNorm: an input of shape [2, 0] has no values to normalise over in [0]") {
      _ = rmsNorm(.ones(2, 0))
    },
    Mistake("rmsNorm: int64 must be converted with to(.float32) first") {
      _ = rmsNorm(Tensor(ints: [1]))
    },
    Mistake("embedding: weight [3, 4] has no row 3 for padding") {
      _ = embedding(Tensor(ints: [0]), .ones(3, 4), paddingIdx: 3)
    },
    Mistake(
      """
      crossEntropy: scores [] of float32 must be [classes], [n, classes] or [n, classes, …] of floating \
      point
      """
    ) { _ = crossEntropy(Tensor(1), Tensor(ints: [0])) },
    Mistake("crossEntropy: there is no class 3: targets must lie in 0..<3") {
      _ = crossEntropy(.ones(1, 3), Tensor(ints: [3]))
    },
    Mistake(
      """
      attention: query [2, 3, 4], key [3, 3, 4], value [2, 3, 4]: the leading dimensions do not \
      broadcast: counted from the end, they must be equal, or 1; for fewer heads of keys than of \
      queries there is enableGQA: true
      """
    ) { _ = scaledDotProductAttention(.ones(2, 3, 4), .ones(3, 3, 4), .ones(2, 3, 4)) },
    Mistake(
      """
      attention: query [3, 4], key [3, 5], value [3, 4]: queries and keys must have one width, and \
      there must be as many values as keys
      """
    ) { _ = scaledDotProductAttention(.ones(3, 4), .ones(3, 5), .ones(3, 4)) },
    Mistake("attention: float32, float64 and float32 must be one floating point type") {
      _ = scaledDotProductAttention(.ones(2, 2), .ones([2, 2], dtype: .float64), .ones(2, 2))
    },
    Mistake(
      """
      attention: query [2], key [2, 2], value [2, 2] must be [..., L, E], [..., S, E] and [..., S, V]
      """
    ) { _ = scaledDotProductAttention(.ones(2), .ones(2, 2), .ones(2, 2)) },
    Mistake(
      "attention: a mask and isCausal: give one of them, or put both into the mask"
    ) {
      _ = scaledDotProductAttention(
        .ones(2, 2), .ones(2, 2), .ones(2, 2), attnMask: .ones(2, 2), isCausal: true)
    },
    Mistake(
      """
      attention: a mask of int64: it must be bool (true: the key takes part), or float32 (added to the \
      scores)
      """
    ) {
      _ = scaledDotProductAttention(
        .ones(2, 2), .ones(2, 2), .ones(2, 2), attnMask: Tensor(ints: [1, 1]))
    },
    Mistake(
      """
      attention: mask [3] does not stretch to the scores [2, 4]: counted from the end, each extent \
      must be equal or 1
      """
    ) {
      _ = scaledDotProductAttention(.ones(2, 2), .ones(4, 2), .ones(4, 2), attnMask: .ones(3))
    },
    Mistake("attention: dropoutP is 1.5, which is no probability: it lies in 0...1") {
      _ = scaledDotProductAttention(.ones(2, 2), .ones(2, 2), .ones(2, 2), dropoutP: 1.5)
    },
    Mistake(
      """
      attention: query [6, 3, 4], key [4, 3, 4], value [4, 3, 4]: the heads of keys, 4, and of \
      values, 4, must divide those of queries, 6
      """
    ) {
      _ = scaledDotProductAttention(
        .ones(6, 3, 4), .ones(4, 3, 4), .ones(4, 3, 4), enableGQA: true)
    },
    Mistake(
      """
      attention: query [6, 4], key [2, 4], value [2, 4]: grouped heads need a third last dimension, \
      that of the heads
      """
    ) {
      _ = scaledDotProductAttention(.ones(6, 4), .ones(2, 4), .ones(2, 4), enableGQA: true)
    },
  ]

  private static let layers = [
    Mistake("Linear(0, 3): both sizes must be at least 1") { _ = Linear(0, 3) },
    Mistake("linear: input [2, 4] does not fit weight [2, 3]: the last dimension must be 3") {
      _ = Linear(3, 2)(.ones(2, 4))
    },
    Mistake("Embedding(3, 0): both sizes must be at least 1") { _ = Embedding(3, 0) },
    Mistake("Embedding(3, 4): there is no row -4 for padding") {
      _ = Embedding(3, 4, paddingIdx: -4)
    },
    Mistake("LayerNorm([0]): there must be sizes, and each at least 1") { _ = LayerNorm(0) },
    Mistake("LayerNorm([2, 3]): an input of shape [4, 3] does not end in this shape") {
      _ = LayerNorm([2, 3])(.ones(4, 3))
    },
    Mistake("RMSNorm([]): there must be sizes, and each at least 1") { _ = RMSNorm([]) },
    Mistake("RMSNorm: a weight of shape [0] has nothing to normalise over") {
      _ = RMSNorm(weight: .ones([0]))
    },
    Mistake(
      "Linear: a weight of shape [3] must be a matrix with elements, [out, in], and a bias have one "
        + "element for each of its rows"
    ) { _ = Linear(weight: .ones(3)) },
    Mistake("Embedding: a weight of shape [0, 4] must be a matrix with elements, [count, dim]") {
      _ = Embedding(weight: .ones(0, 4))
    },
    Mistake("Flatten: shape [3] has no dimensions 1 to -1") { _ = Flatten()(.ones(3)) },
    Mistake("Dropout(1.5): a probability lies in 0...1") { _ = Dropout(1.5) },
    Mistake("Attention: 3 heads do not divide a width of 8") { _ = Attention(dim: 8, heads: 3) },
    Mistake("Attention: the input [2, 8] should be [batch, time, 8]") {
      _ = Attention(dim: 8, heads: 2)(.ones(2, 8))
    },
    Mistake("MiniGPT: 3 tokens do not fit a context of 2") {
      _ = tiny(Tensor(ints: [0, 1, 2], shape: [1, 3]))
    },
    Mistake("MiniGPT: the ids [3] of int64 should be int64 [batch, time]") {
      _ = tiny(Tensor(ints: [0, 1, 2]))
    },
    Mistake("MiniGPT: -1 layers: the number must not be negative") { _ = MiniGPT(layers: -1) },
    Mistake("init: a tensor of shape [3] has no fan: it needs two dimensions [out, in] or more") {
      Init.kaimingUniform(Tensor.zeros(3))
    },
  ]

  private static var tiny: MiniGPT { MiniGPT(vocab: 3, ctx: 2, dim: 4, heads: 2, layers: 1) }

  private static let modules = [
    Mistake("Sequential has no module \"2\". It has: 0, 1") {
      Sequential(ReLU(), GELU()).replace("2", with: ReLU())
    },
    Mistake("Sequential has no module \"1\". It has: 0") { _ = Sequential(ReLU())[1] },
    Mistake("replace: a module cannot replace itself: name one of its children") {
      Sequential(ReLU()).replace("", with: ReLU())
    },
    Mistake(
      """
      replace: the new Sequential for "0" holds the Sequential that it goes into, without end: it \
      may hold what it replaces, not what is above
      """
    ) {
      let chain = Sequential(ReLU())
      chain.replace("0", with: chain)
    },
    Mistake("to: a view of shape [3, 2] is not converted in place: call contiguous() first") {
      let module = Module()
      module.register("p", Parameter(Tensor.ones(2, 3).T))
      module.to(.float64)
    },
    Mistake("to: only a leaf is converted in place; this tensor was computed") {
      let module = Module()
      let p = module.register("p", Parameter(.ones(2), requiresGrad: false))
      p.add_(Parameter(.ones(2)))
      module.to(.float64)
    },
    Mistake("Linear has no parameter \"bias\". It has: weight") {
      _ = Linear(2, 2, bias: false).parameter("bias")
    },
    Mistake("Module: \"a.b\" cannot be a name: it must not be empty or hold a dot") {
      Module().register("a.b", ReLU())
    },
    Mistake("Linear: \"weight\" is already the name of something of another kind") {
      Linear(2, 2).register("weight", ReLU())
    },
    Mistake("ModuleList has no forward: override forward(_:) to call it") {
      _ = ModuleList(ReLU())(Tensor([1]))
    },
    Mistake("state dict: the name \"a\" is given twice") {
      _ = StateDict([("a", Tensor([1])), ("a", Tensor([1]))])
    },
    Mistake(
      """
      safetensors: "__metadata__": is the name under which the format keeps a file's own strings. \
      Give the tensor another name; strings belong in the metadata.
      """
    ) { _ = StateDict([("__metadata__", Tensor([1]))]).safetensors() },
  ]

  private static let optimisers = [
    Mistake(
      """
      optimizer: there are no parameters to change: does any of them require a gradient?
      """
    ) { _ = AdamW([]) },
    Mistake("optimizer: a parameter is given twice, and would be changed twice in a step") {
      let p = Parameter(Tensor([1]))
      _ = SGD([p, p])
    },
    Mistake("optimizer: the learning rate -1.0 is negative or not a number") {
      _ = SGD([Parameter(Tensor([1]))], lr: -1)
    },
    Mistake("AdamW: the betas (1.0, 0.9) must both lie in [0, 1)") {
      _ = AdamW([Parameter(Tensor([1]))], betas: (1, 0.9))
    },
    Mistake("AdamW: eps -1.0 is negative") { _ = AdamW([Parameter(Tensor([1]))], eps: -1) },
    Mistake("AdamW: the weight decay -1.0 is negative") {
      _ = AdamW([Parameter(Tensor([1]))], weightDecay: -1)
    },
    Mistake("SGD: the momentum -1.0 is negative") {
      _ = SGD([Parameter(Tensor([1]))], momentum: -1)
    },
    Mistake("SGD: the weight decay -1.0 is negative") {
      _ = SGD([Parameter(Tensor([1]))], weightDecay: -1)
    },
    Mistake("SGD: Nesterov's rule needs a momentum above 0 and a dampening of 0") {
      _ = SGD([Parameter(Tensor([1]))], nesterov: true)
    },
    Mistake("Optimizer has no update rule: override update(_:_:_:)") {
      let p = Parameter(Tensor([1]))
      (p * 2).backward()
      Optimizer([p], lr: 1).step()
    },
    Mistake(
      "optimizer: a group of [1] parameters was exchanged for another: change its options"
    ) { SGD([Parameter(Tensor([1]))]).groups = [] },
    Mistake(
      """
      AdamW: a group has the option "momentum", which this rule does not use. It uses: beta1, beta2, \
      eps, lr, weightDecay
      """
    ) { _ = AdamW(groups: [ParameterGroup([Parameter(Tensor([1]))], momentum: 0.9)]) },
    Mistake(
      """
      ParameterGroup: there is no option "beta1" here. There are: dampening, lr, momentum, nesterov, \
      weightDecay
      """
    ) { _ = SGD([Parameter(Tensor([1]))]).groups[0].betas },
    Mistake(
      """
      optimizer: the groups have different rates, [0.5, 0.25]: say whose is meant, as in \
      optimizer.groups[0].lr
      """
    ) {
      let groups = [0.5, 0.25].map { ParameterGroup([Parameter(Tensor([1]))], lr: $0) }
      SGD(groups: groups).lr = 0.1
    },
    Mistake("clipGradNorm: there is no 0.0-norm: it is above 0") {
      clipGradNorm([Parameter(Tensor([1]))], 1, normType: 0)
    },
    Mistake("clipGradValue: the bound -1.0 is negative") {
      clipGradValue([Parameter(Tensor([1]))], -1)
    },
  ]

  private static var descent: SGD { SGD([Parameter(Tensor([1]))]) }

  private static let schedulers = [
    Mistake("LRScheduler has no rule: override rate(epoch:lr:base:)") { _ = LRScheduler(descent) },
    Mistake("StepLR: a step of 0 epochs: at least 1 is needed") {
      _ = StepLR(descent, stepSize: 0)
    },
    Mistake("ConstantLR: the factor 1.5 must be above 0 and at most 1") {
      _ = ConstantLR(descent, factor: 1.5)
    },
    Mistake(
      "LinearLR: the factors 0.0 and 1.0 must lie in 0...1, and the first above 0"
    ) { _ = LinearLR(descent, startFactor: 0) },
    Mistake("CosineAnnealingLR: a wave of 0 epochs: at least 1 is needed") {
      _ = CosineAnnealingLR(descent, tMax: 0)
    },
    Mistake(
      """
      SequentialLR: 1 schedulers and the milestones [3]: there must be one milestone between each \
      two, in order
      """
    ) { _ = SequentialLR(descent, [StepLR(descent, stepSize: 1)], milestones: [3]) },
    Mistake("SequentialLR: a scheduler belongs to another optimiser") {
      _ = SequentialLR(descent, [StepLR(descent, stepSize: 1)], milestones: [])
    },
  ]
}
