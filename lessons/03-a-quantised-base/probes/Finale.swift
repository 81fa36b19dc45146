import ProbeKit
import TensorKit

// The end of the lesson: a small GPT that knows English sentences, in float32, in int8 and in NF4, made by
// the student's functions; then the student's adapter learns Spanish beside four bits.
// Sources/byhand-smallmodel makes the sentences and the model.

/// The small GPT and the letters that it knows.
private struct Room {
  let model: MiniGPT
  private let alphabet: [Character]

  init(_ bytes: [UInt8]) throws {
    let base: StateDict = try StateDict(safetensors: bytes)
    alphabet = Array(base.metadata["alphabet"] ?? "")
    let sizes: [Int] = ["ctx", "dim", "heads", "layers"].map { Int(base.metadata[$0] ?? "") ?? 1 }
    model = MiniGPT(
      vocab: alphabet.count, ctx: sizes[0], dim: sizes[1], heads: sizes[2], layers: sizes[3])
    try model.loadStateDict(base)
    model.eval()
  }

  /// Every Linear of the blocks by name: the embeddings and the head stay as they are.
  var layers: [(name: String, layer: Linear)] {
    model.namedModules().compactMap { name, module in
      guard name.hasPrefix("blocks."), let linear = module as? Linear else { return nil }
      return (name, linear)
    }
  }

  func letters(_ text: [UInt8]) -> [Int] {
    ("\n" + String(decoding: text, as: UTF8.self)).compactMap { alphabet.firstIndex(of: $0) }
  }

  /// Rows of a text, each from the start of a sentence. ids: [rows, ctx], next: [rows · ctx]
  func batch(_ text: [Int], _ rows: Int, _ dice: Generator) -> (ids: Tensor, next: Tensor) {
    let starts: [Int] = text.indices.filter { text[$0] == 0 && $0 + model.ctx < text.count }
    let drawn: [Int] = Tensor.randint(0, starts.count, [rows], generator: dice).ints()
    let places: [Int] = drawn.flatMap { row in (0..<model.ctx).map { starts[row] + $0 } }
    return (
      Tensor(ints: places.map { text[$0] }, shape: [rows, model.ctx]),
      Tensor(ints: places.map { text[$0 + 1] })
    )
  }

  func loss(_ batch: (ids: Tensor, next: Tensor)) -> Tensor {
    crossEntropy(model(batch.ids).reshape([batch.next.count, model.vocab]), batch.next)
  }

  /// The likeliest letters behind some words, to the end of the sentence.
  func write(_ words: String) -> String {
    noGrad {
      var ids: [Int] = letters(Array(words.utf8))
      while ids.count < model.ctx {
        let logits: Tensor = model(Tensor(ints: ids, shape: [1, ids.count]))
        let last: Tensor = logits.narrow(dim: 1, start: ids.count - 1, length: 1)
        ids.append(last.argmax().ints()[0])
        if ids[ids.count - 1] == 0 { break }
      }
      return String(ids.filter { $0 != 0 }.map { alphabet[$0] })
    }
  }
}

/// What tensors take, in kilobytes of 1,000 bytes.
private func kilobytes(_ tensors: some Sequence<Tensor>) -> Double {
  Double(tensors.reduce(0) { $0 + $1.count * $1.dtype.byteCount } / 100) / 10
}

func probesFinale(_ probe: Probes) {
  probe("quantise_small_model") { out in
    let codes: StateDict = try StateDict(safetensors: try out.data("codes.safetensors"))
    let code: [Float] = codes["double.code256"]?.to(.float32).scalars ?? []
    let room = try Room(try out.data("base.safetensors"))
    let model: MiniGPT = room.model
    let english: [Int] = room.letters(try out.data("english.txt"))
    let spanish: [Int] = room.letters(try out.data("spanish.txt"))
    let test: (ids: Tensor, next: Tensor) = room.batch(english, 16, Generator(seed: out.seed))
    let layers: [(name: String, layer: Linear)] = room.layers
    out.record("parameters", model.parameters().reduce(0) { $0 + $1.count })
    out.record("layers", layers.count)

    func look(_ state: String) {
      for words in ["Madrid ", "B"] {
        out.record("answer", [state, words + "…", room.write(words)])
      }
      out.record("reading_" + state, Double(noGrad { room.loss(test) }.item()))
    }
    out.record("kilobytes_float32", kilobytes(layers.map { $0.layer.weight }))
    look("float32")

    let bytes: [Int8Weight] = layers.map { quantizeInt8($0.layer.weight.detach()) }
    out.record("kilobytes_int8", kilobytes(bytes.flatMap { [$0.values, $0.absmax] }))
    for ((name, layer), weight) in zip(layers, bytes) {
      model.replace(name, with: Linear(weight: dequantizeInt8(weight), bias: layer.bias))
    }
    look("int8")

    let adapted: [QLoRALinear] = try layers.map {
      try QLoRALinear($0.layer, code: code, r: 16, alpha: 32)
    }
    let kept: [Tensor] = adapted.flatMap { layer in
      layer.stateDict().filter { !["lora_A", "lora_B", "bias"].contains($0.0) }.map(\.1)
    }
    out.record("kilobytes_nf4", kilobytes(kept))
    for ((name, _), layer) in zip(layers, adapted) { model.replace(name, with: layer) }
    look("nf4")

    for parameter in model.parameters() { parameter.requiresGrad = false }
    let trainable: [Parameter] = adapted.flatMap {
      [$0.parameter("lora_A"), $0.parameter("lora_B")]
    }
    for parameter in trainable { parameter.requiresGrad = true }
    let (rows, steps): (Int, Int) = (32, 400)
    out.record("trainable", trainable.reduce(0) { $0 + $1.count })
    out.record("steps", steps)
    out.record("tokens", rows * model.ctx)
    let dice = Generator(seed: out.seed)
    let optimizer = AdamW(trainable, lr: 8e-3, betas: (0.9, 0.99), weightDecay: 0)
    let schedule = CosineAnnealingLR(optimizer, tMax: steps)
    model.train()
    for _ in 1...steps {
      let loss: Tensor = room.loss(room.batch(spanish, rows, dice))
      optimizer.zeroGrad()
      loss.backward()
      clipGradNorm(trainable, 1)
      optimizer.step()
      schedule.step()
      out.record("loss", Double(loss.item()))
    }
    model.eval()
    for words in ["Madrid ", "B"] {
      out.record("answer", ["nf4_learned", words + "…", room.write(words)])
    }
    out.record("merge_rounds", adapted.map { Double($0.merge()) }.max() ?? 0)
  }
}
