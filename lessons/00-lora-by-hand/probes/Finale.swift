import ProbeKit
import TensorKit

// "Watch it learn": a MiniGPT that has read the English lesson is taught the Spanish one, by nothing
// but the student's adapter.

/// What the scenario of this file needs.
private enum Classroom {
  static let alphabet: [Character] = Array("\n abcdefghijklmnopqrstuvwxyzáéíóúñü.,;:?!¿¡'-")

  static func tokens(_ text: String) -> [Int] {
    text.compactMap { alphabet.firstIndex(of: $0) }
  }

  static func text(_ tokens: [Int]) -> String {
    String(tokens.map { alphabet.indices.contains($0) ? alphabet[$0] : "?" })
  }

  /// ids: [count] → a window of at most `ctx` tokens goes in, one token comes out, and so on.
  static func write(_ model: MiniGPT, from start: String, count: Int, _ dice: Generator) -> String {
    noGrad {
      var written = tokens(start)
      for _ in 0..<count {
        let window = Array(written.suffix(model.ctx))
        let logits: Tensor = model(Tensor(ints: window, shape: [1, window.count]))
        written.append(draw(logits, last: window.count - 1, dice))
      }
      return text(written)
    }
  }

  /// One of the likelier tokens, by their odds at a temperature of 0.6.
  private static func draw(_ logits: Tensor, last: Int, _ dice: Generator) -> Int {
    let all: [Double] = logits.doubles()
    let scores: [Double] = (0..<alphabet.count).map { all[last * logits.shape[2] + $0] / 0.6 }
    let largest: Double = scores.max() ?? 0
    let odds: [Double] = scores.map { exp($0 - largest) }
    let total: Double = odds.reduce(0, +)
    var rest: Double = Double(Tensor.zeros([1]).uniform_(0, 1, generator: dice).item()) * total
    for (token, odd) in odds.enumerated() {
      rest -= odd
      if rest <= 0 { return token }
    }
    return 0
  }

  /// exp without a C library: a probe imports TensorKit alone.
  private static func exp(_ x: Double) -> Double {
    Double(Tensor([x], shape: [1], dtype: .float64).exp().item())
  }

  static func batch(
    _ tokens: [Int], rows: Int, length: Int, _ dice: Generator
  ) -> (ids: Tensor, next: Tensor) {
    var ids: [Int] = []
    var next: [Int] = []
    for _ in 0..<rows {
      let place = Double(Tensor.zeros([1]).uniform_(0, 1, generator: dice).item())
      let at = min(Int(place * Double(tokens.count - length - 1)), tokens.count - length - 2)
      ids += tokens[at..<at + length]
      next += tokens[at + 1...at + length]
    }
    return (Tensor(ints: ids, shape: [rows, length]), Tensor(ints: next))
  }

  static func loss(_ model: MiniGPT, _ ids: Tensor, _ next: Tensor) -> Tensor {
    let logits: Tensor = model(ids)
    return crossEntropy(logits.reshape([next.count, model.vocab]), next)
  }
}

func probesFinale(_ probe: Probes) {
  probe("watch_it_learn") { out in
    let (rows, steps) = (8, 600)
    let dice = Generator(seed: out.seed)
    let model = MiniGPT()
    let base = try StateDict(safetensors: try out.data("base.safetensors"))
    try model.loadStateDict(base)
    let spanish = Classroom.tokens(String(decoding: try out.data("spanish.txt"), as: UTF8.self))

    try wrapMiniGPTWithLoRA(model, r: 8, alpha: 16)
    let trainable = model.namedParameters().filter { $0.parameter.requiresGrad }
    out.record("trainable", trainable.reduce(0) { $0 + $1.parameter.count })
    out.record("steps", steps)
    out.record("tokens", rows * model.ctx)
    model.eval()
    out.record("before", Classroom.write(model, from: "la ", count: 120, dice))

    model.train()
    let optimizer = AdamW(trainable.map { $0.parameter }, lr: 4e-3)
    for step in 0..<steps {
      if step == steps * 2 / 3 { optimizer.lr = 1e-3 }
      let (ids, next) = Classroom.batch(spanish, rows: rows, length: model.ctx, dice)
      let loss: Tensor = Classroom.loss(model, ids, next)
      optimizer.zeroGrad()
      loss.backward()
      optimizer.step()
      out.record("loss", Double(loss.item()))
    }

    model.eval()
    out.record("after", Classroom.write(model, from: "la ", count: 120, dice))
    let (ids, _) = Classroom.batch(spanish, rows: 2, length: model.ctx, dice)
    let kept: Tensor = noGrad { model(ids) }
    for (_, module) in model.namedModules() {
      if let layer = module as? LoRALinear { layer.merge() }
    }
    let merged: Tensor = noGrad { model(ids) }
    out.record("merge_difference", noGrad { (merged - kept).abs().max() })
  }
}
