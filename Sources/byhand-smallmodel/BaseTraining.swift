import TensorKit

/// Trains the model that the lesson ships, on the English sentences alone.
struct BaseTraining {
  static let spelling = Spelling(alphabet: Grammar.alphabet)
  static let (ctx, dim, heads, layers) = (64, 128, 4, 4)
  private static let (rows, peak) = (16, 2e-3)

  /// An untrained model of the right sizes, from the current generator.
  static func model() -> MiniGPT {
    MiniGPT(
      vocab: spelling.alphabet.count, ctx: ctx, dim: dim, heads: heads, layers: layers)
  }

  /// A model that has read the sentences for that many steps. The same seeds give the same model on
  /// every machine with these vectors.
  static func train(steps: Int, onStep: (_ step: Int, _ loss: Double) -> Void) -> MiniGPT {
    // Its own generator: who draws from the current one meanwhile changes nothing here.
    let model = withGenerator(Generator(seed: 20)) { Self.model() }
    let dice = Generator(seed: 7)
    let reading = Reading(Grammar.text.map(\.english), spelling: spelling)
    let optimizer = AdamW(model.parameters(), lr: peak, weightDecay: 0.05)
    let schedule = SequentialLR(
      optimizer,
      [
        LinearLR(optimizer, startFactor: 0.01, totalIters: 100),
        CosineAnnealingLR(optimizer, tMax: max(1, steps - 100), etaMin: peak / 50),
      ], milestones: [100])
    for step in 1...steps {
      let (ids, next) = reading.batch(rows: rows, length: ctx, dice)
      let logits: Tensor = model(ids)
      let loss = crossEntropy(logits.reshape([next.count, model.vocab]), next)
      optimizer.zeroGrad()
      loss.backward()
      clipGradNorm(model.parameters(), 1)
      optimizer.step()
      schedule.step()
      onStep(step, Double(loss.item()))
    }
    model.eval()
    return model
  }

  /// The weights in two bytes each, and what they do not say: the letters, and the sizes.
  static func state(of model: MiniGPT) -> StateDict {
    var state = StateDict(model.stateDict().map { ($0.key, $0.value.to(.float16)) })
    state.metadata = [
      "alphabet": String(spelling.alphabet), "ctx": "\(ctx)", "dim": "\(dim)",
      "heads": "\(heads)", "layers": "\(layers)",
    ]
    return state
  }
}
