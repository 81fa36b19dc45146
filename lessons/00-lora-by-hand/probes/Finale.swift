import ProbeKit
import TensorKit

// "Watch it learn": a MiniGPT that has read English sentences alone is taught the Spanish ones, by
// nothing but the student's adapter. Sources/byhand-smallmodel makes the sentences and the model.

/// A base that was loaded with the letters that it knows, and the Spanish lines.
private struct Classroom {
  let model: MiniGPT
  /// The first is the line break, which ends a sentence and begins the next.
  private let alphabet: [Character]
  private let spanish: [Int]
  /// Where in `spanish` a line break comes before a sentence.
  private let starts: [Int]

  /// The file's metadata say what its tensors cannot: the letters, and how many heads there are.
  init(base bytes: [UInt8], spanish text: [UInt8]) throws {
    let base: StateDict = try StateDict(safetensors: bytes)
    let alphabet: [Character] = Array(base.metadata["alphabet"] ?? "")
    let sizes: [Int] = ["ctx", "dim", "heads", "layers"].map { Int(base.metadata[$0] ?? "") ?? 1 }
    // The file holds float16; the model's own parameters, and the student's, are float32.
    model = MiniGPT(
      vocab: alphabet.count, ctx: sizes[0], dim: sizes[1], heads: sizes[2], layers: sizes[3])
    try model.loadStateDict(base)
    let tokens: [Int] = ("\n" + String(decoding: text, as: UTF8.self)).compactMap {
      alphabet.firstIndex(of: $0)
    }
    self.alphabet = alphabet
    spanish = tokens
    starts = tokens.indices.dropLast().filter { tokens[$0] == 0 }
  }

  /// Rows of the text, each from the start of a sentence. ids: [rows, ctx], next: [rows · ctx]
  func batch(_ rows: Int, _ dice: Generator) -> (ids: Tensor, next: Tensor) {
    let drawn: [Int] = Tensor.randint(0, starts.count, [rows], generator: dice).ints()
    var ids: [Int] = []
    var next: [Int] = []
    let count: Int = spanish.count - 1
    for row in drawn {
      for offset in 0..<model.ctx {
        let at: Int = starts[row] + offset
        ids.append(spanish[at % count])
        next.append(spanish[(at + 1) % count])
      }
    }
    return (Tensor(ints: ids, shape: [rows, model.ctx]), Tensor(ints: next))
  }

  func loss(_ ids: Tensor, _ next: Tensor) -> Tensor {
    let logits: Tensor = model(ids)
    return crossEntropy(logits.reshape([next.count, model.vocab]), next)
  }

  /// Sentences that begin with these words, all written at the same time.
  func write(_ count: Int, from words: String = "", _ dice: Generator) -> [String] {
    noGrad {
      let start: [Int] = ("\n" + words).compactMap { alphabet.firstIndex(of: $0) }
      var rows: [[Int]] = Array(repeating: start, count: count)
      for length in start.count..<model.ctx {
        let logits: Tensor = model(Tensor(ints: rows.flatMap { $0 }, shape: [count, length]))
        let last: Tensor = logits.narrow(dim: 1, start: length - 1, length: 1)
        // The likelier letters, by their odds at a temperature of a half.
        let odds: Tensor = softmax(last.reshape([count, model.vocab]) / 0.5, dim: 1)
        let drawn: [Int] = odds.multinomial(1, generator: dice).ints()
        for row in 0..<count {
          let hasEnded: Bool = length > start.count && rows[row][length - 1] == 0
          rows[row].append(hasEnded ? 0 : drawn[row])
        }
        if rows.allSatisfy({ $0[length] == 0 }) { break }
      }
      return rows.map { row in String(row.filter { $0 != 0 }.map { alphabet[$0] }) }
    }
  }
}

func probesFinale(_ probe: Probes) {
  probe("watch_it_learn") { out in
    let (rows, steps): (Int, Int) = (32, 800)
    // Each begins a sentence in both languages.
    let beginnings: [String] = ["Madrid", "Cuba", "B"]
    let asked: Set<Int> = [25, 50, 100, 200, 400, steps]
    let dice = Generator(seed: out.seed)
    let room = try Classroom(
      base: try out.data("base.safetensors"), spanish: try out.data("spanish.txt"))
    let model: MiniGPT = room.model

    func ask(_ step: Int) {
      model.eval()
      for words in beginnings {
        // The same dice each time: what changes is the model's doing.
        let said: [String] = room.write(1, from: words + " ", Generator(seed: out.seed))
        out.record("answer", ["\(step)", words + " …", said[0]])
      }
    }

    try wrapMiniGPTWithLoRA(model, r: 16, alpha: 32, dropout: 0)
    let trainable: [Parameter] = model.parameters().filter { $0.requiresGrad }
    out.record("trainable", trainable.reduce(0) { $0 + $1.count })
    out.record("steps", steps)
    out.record("tokens", rows * model.ctx)
    model.eval()
    out.record("before", room.write(10, dice).joined(separator: " "))
    ask(0)

    let optimizer = AdamW(trainable, lr: 8e-3, betas: (0.9, 0.99), weightDecay: 0)
    let schedule = CosineAnnealingLR(optimizer, tMax: steps)
    for step in 1...steps {
      model.train()
      let (ids, next): (Tensor, Tensor) = room.batch(rows, dice)
      let loss: Tensor = room.loss(ids, next)
      optimizer.zeroGrad()
      loss.backward()
      clipGradNorm(trainable, 1)
      optimizer.step()
      schedule.step()
      out.record("loss", Double(loss.item()))
      if asked.contains(step) { ask(step) }
    }

    model.eval()
    out.record("after", room.write(10, dice).joined(separator: " "))
    let (ids, _): (Tensor, Tensor) = room.batch(2, dice)
    let kept: Tensor = noGrad { model(ids) }
    for (_, module) in model.namedModules() {
      if let layer = module as? LoRALinear { layer.merge() }
    }
    let merged: Tensor = noGrad { model(ids) }
    out.record("merge_difference", noGrad { (merged - kept).abs().max() })
  }
}
