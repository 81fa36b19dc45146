import LanguageModels
import ProbeKit
import TensorKit

// The end of the lesson with a language model of the user's own: its layers in float32, in int8 and in
// NF4, made by the student's functions, and then an adapter that learns beside four bits.

/// The lesson's questions: `taught` with their answers, `asked` to see what the model says, `repeated`,
/// whose answers are the model's own, so that it keeps them, and a text to be read.
private struct Questions {
  var taught: [(String, String)] = []
  var asked: [String] = []
  var repeated: [String] = []
  var reading = ""

  /// Lines such as `taught: What is absmax? | The largest absolute value of a block.`
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let rest: Substring = line[line.index(after: colon)...].drop { $0 == " " }
      let parts: [Substring] = rest.split(separator: "|")
      switch line[..<colon] {
      case "taught" where parts.count == 2:
        taught.append((String(parts[0].dropLast()), String(parts[1].drop { $0 == " " })))
      case "asked": asked.append(String(rest))
      case "repeated": repeated.append(String(rest))
      case "reading": reading = String(rest)
      default: break
      }
    }
  }
}

/// The 256 values in which scales are kept.
private func scaleCode(_ out: Recorder) throws -> [Float] {
  let codes: StateDict = try StateDict(safetensors: try out.data("codes.safetensors"))
  guard let code = codes["double.code256"] else { throw Probes.Missing("no code of 256 values") }
  return code.to(.float32).scalars
}

/// What tensors take, in bytes.
private func bytes(_ tensors: some Sequence<Tensor>) -> Int {
  tensors.reduce(0) { $0 + $1.count * $1.dtype.byteCount }
}

/// A model whose Linears are put aside, so that others can take their places.
private final class Layers {
  let model: LanguageModel
  /// By name, in order; the embeddings and the head stay as they are.
  private(set) var own: [(name: String, layer: Linear)]

  init(_ model: LanguageModel) {
    self.model = model
    own = model.network.namedModules().compactMap { name, module in
      guard name != "lm_head", let linear = module as? Linear else { return nil }
      return (name, linear)
    }
  }

  /// Puts something into the place of each layer, and lets go of the layers if `isLast`.
  func replace(isLast: Bool = false, _ other: (Linear) throws -> Module) rethrows {
    for index in own.indices {
      let (name, layer): (String, Linear) = own[index]
      model.network.replace(name, with: try other(layer))
    }
    if isLast { own = [] }
  }
}

private func seconds(_ body: () throws -> Void) rethrows -> Double {
  try ContinuousClock().measure(body) / .seconds(1)
}

private func megabytes(_ count: Int) -> Double { (Double(count) / 1e5).rounded() / 10 }

func probesLanguageModel(_ probe: Probes) {
  probe("quantise_language_model") { out in
    guard let path = out.setting("model") else { return }
    let code: [Float] = try scaleCode(out)
    let model = try LanguageModel(path: path, dtype: .float32)
    let network: LlamaForCausalLM = model.network
    out.record("model", model.file.name)
    out.record("parameters", network.parameters().reduce(0) { $0 + $1.count })
    let layers = Layers(model)
    let questions = Questions(try out.data("questions.txt"))

    func look(_ state: String) {
      for question in questions.asked {
        out.record("answer", [state, question, model.answer(question, most: 24)])
      }
      out.record("reading_" + state, model.bitsPerLetter(questions.reading))
    }
    let weights: Int = bytes(layers.own.map { $0.layer.weight })
    out.record("other_megabytes", megabytes(bytes(network.parameters()) - weights))
    out.record("layers", layers.own.count)
    out.record("memory_float32", megabytes(weights))
    look("float32")
    let own: [(String, String)] = questions.repeated.map { ($0, model.answer($0, most: 16)) }

    // What is kept is counted; what answers are given with are the numbers that it stands for.
    var kept = 0
    let slow: Double = try seconds {
      try layers.replace { layer in
        let weight: Int8Weight = quantizeInt8(layer.weight.detach())
        kept += bytes([weight.values, weight.absmax])
        return Linear(weight: dequantizeInt8(weight), bias: layer.bias)
      }
    }
    guard slow < 120 else { return out.record("too_slow", slow) }
    out.record("memory_int8", megabytes(kept))
    look("int8")

    var adapted: [QLoRALinear] = []
    kept = 0
    try layers.replace { layer in
      let quantised = try QLoRALinear(layer, code: code, r: 8, alpha: 16)
      kept += bytes(
        quantised.stateDict().filter { !["lora_A", "lora_B", "bias"].contains($0.0) }.map(\.1))
      adapted.append(quantised)
      return Linear(weight: quantised.dequantizedWeight(), bias: layer.bias)
    }
    out.record("memory_nf4", megabytes(kept))
    look("nf4")

    // From here on there is no float32 weight of a layer any more, but for the moment in which it is used.
    var next = adapted.makeIterator()
    layers.replace(isLast: true) { _ in next.next() ?? Module() }
    for parameter in network.parameters() { parameter.requiresGrad = false }
    let trainable: [Parameter] = adapted.flatMap {
      [$0.parameter("lora_A"), $0.parameter("lora_B")]
    }
    for parameter in trainable { parameter.requiresGrad = true }
    let batch = Lesson(questions.taught + own, model)
    let steps = 16
    out.record("trainable", trainable.reduce(0) { $0 + $1.count })
    out.record("steps", steps)
    out.record("tokens", batch.tokenCount)
    let optimizer = AdamW(trainable, lr: 2e-3)
    network.train()
    for _ in 1...steps {
      let loss: Tensor = network.loss(batch.ids, labels: batch.labels)
      optimizer.zeroGrad()
      loss.backward()
      optimizer.step()
      out.record("loss", Double(loss.item()))
      // What is known by heart is learned; every further step takes from what was known before.
      if Double(loss.item()) < 0.1 { break }
    }
    network.eval()

    let learned: [(String, QLoRALinear)] = network.namedModules().compactMap { name, module in
      (module as? QLoRALinear).map { (name, $0) }
    }
    for (name, layer) in learned { network.replace(name, with: layer.mergedLinear()) }
    look("nf4_learned")
    out.record("merge_rounds", learned.suffix(7).map { Double($0.1.merge()) }.max() ?? 0)
  }

  probe("ask_language_model") { out in
    guard let path = out.setting("model"), let question = out.setting("question") else { return }
    let code: [Float] = try scaleCode(out)
    let model = try LanguageModel(path: path, dtype: .float32)
    try Layers(model).replace(isLast: true) { layer in
      let quantised = try QLoRALinear(layer, code: code)
      return Linear(weight: quantised.dequantizedWeight(), bias: layer.bias)
    }
    _ = model.answer(question, most: 200) { out.record("piece", $0) }
  }
}
