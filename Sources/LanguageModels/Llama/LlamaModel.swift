import TensorKit

/// What stands before the head: `embed_tokens`, `layers.N` and `norm`.
///
/// PyTorch: `transformers.LlamaModel`.
final class LlamaModel: Module {
  init<E>(_ config: LlamaConfig, weights: (_ name: String) throws(E) -> Tensor) throws(E) {
    super.init()
    register("embed_tokens", Embedding(weight: try weights("model.embed_tokens.weight")))
    var layers: [Module] = []
    for index in 0..<config.hiddenLayers {
      layers.append(
        try LlamaDecoderLayer(config) { name throws(E) in
          try weights("model.layers.\(index).\(name)")
        })
    }
    register("layers", ModuleList(layers))
    register("norm", RMSNorm(weight: try weights("model.norm.weight"), eps: config.rmsNormEps))
  }
}

/// One layer: attention and then an MLP, each normalised first and added to its input.
///
/// PyTorch: `transformers.models.llama.LlamaDecoderLayer`.
final class LlamaDecoderLayer: Module {
  private let config: LlamaConfig

  init<E>(_ config: LlamaConfig, weights: (_ name: String) throws(E) -> Tensor) throws(E) {
    self.config = config
    super.init()
    let attention = Module()
    for name in ["q_proj", "k_proj", "v_proj", "o_proj"] {
      attention.register(name, Linear(weight: try weights("self_attn.\(name).weight")))
    }
    register("self_attn", attention)
    let mlp = LlamaMLP()
    for name in ["gate_proj", "up_proj", "down_proj"] {
      mlp.register(name, Linear(weight: try weights("mlp.\(name).weight")))
    }
    register("mlp", mlp)
    for name in ["input_layernorm", "post_attention_layernorm"] {
      register(name, RMSNorm(weight: try weights("\(name).weight"), eps: config.rmsNormEps))
    }
  }

  /// x: [B, T, hiddenSize] → [B, T, hiddenSize], as layer `index` at these positions.
  func forward(_ x: Tensor, at place: RotaryPlace, _ index: Int) -> Tensor {
    let attended = x + attention(child("input_layernorm")(x), place, index)
    return attended + child("mlp")(child("post_attention_layernorm")(attended))
  }

  private func attention(_ x: Tensor, _ place: RotaryPlace, _ index: Int) -> Tensor {
    let (B, T) = (x.shape[0], x.shape[1])
    let modules = child("self_attn")
    if let another = modules as? LlamaAttention { return another.forward(x, at: place.positions) }
    func heads(_ name: String, _ count: Int) -> Tensor {
      modules.child(name)(x).reshape(B, T, count, config.headDim).transposed(1, 2)
    }
    let query = place.rotated(heads("q_proj", config.attentionHeads))
    var key = place.rotated(heads("k_proj", config.keyValueHeads))
    var value = heads("v_proj", config.keyValueHeads)
    if let cache = place.cache { (key, value) = cache.extended(index, key, value) }
    let mixed = scaledDotProductAttention(
      query, key, value, attnMask: place.mask, isCausal: place.isCausal, enableGQA: true)
    return modules.child("o_proj")(mixed.transposed(1, 2).reshape(B, T, -1))
  }
}

/// down(silu(gate(x))·up(x)). Shazeer, arXiv:2002.05202.
///
/// PyTorch: `transformers.models.llama.LlamaMLP`.
final class LlamaMLP: Module {
  override func forward(_ x: Tensor) -> Tensor {
    child("down_proj")(SwiGLU().apply(child("gate_proj")(x), child("up_proj")(x)))
  }
}

/// silu(gate)·up, which keeps its two inputs and nothing between them.
private struct SwiGLU: Function {
  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
    context.saveForBackward(inputs[0], inputs[1])
    return inputs[0].silu().mul_(inputs[1])
  }

  func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
    let (gate, up) = (context.savedTensors[0], context.savedTensors[1])
    let open = gate.sigmoid()
    let passed = gate * open
    // silu′ = σ + silu·(1 − σ)
    let slope = open + passed * (1 - open)
    return [slope.mul_(up).mul_(gradient), passed.mul_(gradient)]
  }
}
