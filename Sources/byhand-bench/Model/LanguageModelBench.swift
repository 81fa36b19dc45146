import Foundation
import LanguageModels
import TensorKit

/// Times a real language model: what a student's finale does with it, in seconds.
struct LanguageModelBench {
  let path: String
  let threads: Int
  let dtype: DType

  static let targets = [
    "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj",
  ]

  /// The same keys as the script for PyTorch and PEFT has, and what only this program measures.
  func run() throws -> [String: Double] {
    var figures: [String: Double] = [:]
    let clock = ContinuousClock()
    let start = clock.now
    let model = try LanguageModel(path: path, dtype: dtype == .float32 ? .float32 : nil)
    model.generate(model.tokenizer.chat("What is the capital of France?"), most: 1)
    figures["smollm2.load_to_first_token"] = (clock.now - start) / .seconds(1)

    let network = model.network
    let vocabulary = model.file.config.vocabSize
    let ids = Tensor.randint(3, vocabulary, [2, 128])
    figures["smollm2.forward.b2x128"] = medianSeconds { noGrad { _ = network(ids) } }
    let prompt = ids.ints().prefix(16).map { $0 }
    let decoded = decode(model, prompt)
    figures["smollm2.decode.per_token"] = decoded
    // Every token reads all weights, and nothing else that is large.
    let bytes = network.parameters().reduce(0) { $0 + $1.count * $1.dtype.byteCount }
    let limits = MachineLimits(threads: threads)
    figures["decode.gigabytes_per_second"] = Double(bytes) / 1e9 / decoded
    figures["machine.gigabytes_per_second"] = limits.gigabytes

    figures["smollm2.lora_step.b10x37"] = step(network, vocabulary)
    figures["peak_memory.gigabytes"] = PeakMemory.gigabytes
    return figures.mapValues { ($0 * 1e5).rounded() / 1e5 }
  }

  private func step(_ network: LlamaForCausalLM, _ vocabulary: Int) -> Double {
    network.requiresGrad(false)
    for (name, module) in network.namedModules() {
      guard let linear = module as? Linear, let last = name.split(separator: ".").last,
        Self.targets.contains(String(last))
      else { continue }
      network.replace(name, with: LoRALinear(linear, dropout: 0.05))
    }
    network.train()
    let optimizer = AdamW(network.parameters().filter(\.requiresGrad), lr: 2e-3)
    let batch = Tensor.randint(3, vocabulary, [10, 37])
    let labels = batch.clone()
    labels.narrow(dim: 1, start: 0, length: 24).fill_(LlamaForCausalLM.ignoredLabel)
    return medianSeconds {
      let loss = network.loss(batch, labels: labels)
      optimizer.zeroGrad()
      loss.backward()
      optimizer.step()
    }
  }

  /// Seconds a token, of 32 after a prompt of 16, the prompt's own time shared out among them.
  private func decode(_ model: LanguageModel, _ prompt: [Int]) -> Double {
    medianSeconds(of: 3) { writeOn(model, prompt, 32) } / 32
  }

  /// Exactly so many tokens: an end that the model writes is no end here.
  private func writeOn(_ model: LanguageModel, _ prompt: [Int], _ count: Int) {
    noGrad {
      let cache = KeyValueCache()
      var next = prompt
      for _ in 0..<count {
        let hidden = model.network.hiddenStates(
          Tensor(ints: next, shape: [1, next.count]), cache: cache)
        let last = hidden.narrow(dim: 1, start: next.count - 1, length: 1)
        next = [model.network.logits(of: last).argmax().ints()[0]]
      }
    }
  }

  private func medianSeconds(of count: Int = 5, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    body()
    return median((0..<count).map { _ in clock.measure(body) / .seconds(1) })
  }
}
