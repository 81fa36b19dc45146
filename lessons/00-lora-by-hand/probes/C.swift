import ProbeKit
import TensorKit

// Block C: an adapter out of one model, through a file, into another.

/// A module with any children under any names.
private final class ShelfC: Probes.Shelf {}

/// A base whose only parameter has a name that begins like an adapter's.
private final class LookalikeC: Module {
  override init() {
    super.init()
    register("lorax", Parameter(Tensor.zeros([2])))
  }
}

/// What the scenarios of this file share.
private enum BenchC {
  /// A wrapped model in eval mode; those of one scenario have the same base, whatever was drawn
  /// between them.
  static func model(_ out: Recorder, r: Int = 4, alpha: Float = 16) throws -> MiniGPT {
    manualSeed(out.seed)
    let model = MiniGPT(vocab: 11, ctx: 8, dim: 16, heads: 2, layers: 2)
    try wrapMiniGPTWithLoRA(model, r: r, alpha: alpha)
    model.eval()
    return model
  }

  /// Two models with the same base, of which the first has a random adapter.
  static func pair(
    _ out: Recorder, _ dice: Generator
  ) throws -> (first: MiniGPT, second: MiniGPT) {
    let (first, second) = (try model(out), try model(out))
    try fill(first, dice)
    return (first, second)
  }

  /// Two targets beside names that only look like an adapter's.
  static func decoys() throws -> ShelfC {
    let model = ShelfC([
      ("q_proj", Linear(16, 16)), ("lora_head", Linear(16, 16)), ("explora", Linear(16, 16)),
      ("lora", ShelfC([("norm", LayerNorm(16))])), ("my_lora_A", Linear(16, 16)),
      ("like", LookalikeC()),
      ("v_proj", Linear(16, 24)),
    ])
    try wrapMiniGPTWithLoRA(model, r: 4, targetModules: ["q_proj", "v_proj"])
    return model
  }

  /// The keys of a state but for buffers: a scale that is kept as one may come along.
  static func keys(_ model: Module) -> [String] {
    let buffers: Set<String> = Set(model.namedBuffers().map { $0.name })
    return loraStateDict(model).keys.filter { !buffers.contains($0) }
  }

  /// The tensors of a state under these names, in the order that it has.
  static func ordered(_ state: StateDict, _ names: [String]) throws -> StateDict {
    var other = StateDict()
    for (name, key) in zip(names, state.keys) { other[name] = try saved(state, key) }
    other.metadata = state.metadata
    return other
  }

  static func training(_ model: Module) -> [String] {
    model.namedModules().filter { $0.module.training }
      .map { $0.name.isEmpty ? "the model" : $0.name }
  }

  static func tokens(_ dice: Generator) -> Tensor {
    Tensor.randint(0, 11, [2, 8], generator: dice)
  }

  /// The A and B of every LoRALinear, sorted by name.
  static func matrices(_ model: Module) throws -> [(name: String, value: Parameter)] {
    var found: [(name: String, value: Parameter)] = []
    for (name, module) in model.namedModules() where module is LoRALinear {
      for matrix in ["lora_A", "lora_B"] {
        guard let value = module.parameterIfPresent(matrix) else {
          throw Probes.Missing(
            "no parameter \"\(matrix)\" in \(name.isEmpty ? "LoRALinear" : name)")
        }
        found.append((name: name.isEmpty ? matrix : "\(name).\(matrix)", value: value))
      }
    }
    if found.isEmpty { throw Probes.Missing("no LoRALinear is in the model") }
    return found.sorted { $0.name < $1.name }
  }

  static func fill(_ model: Module, _ dice: Generator) throws {
    for (name, value) in try matrices(model) {
      let bound: Double = name.hasSuffix("A") ? 0.2 : 0.1
      let values: Tensor = Tensor.zeros(value.shape).uniform_(-bound, bound, generator: dice)
      noGrad { _ = value.copy_(values) }
    }
  }

  /// All A and B in one row.
  static func adapter(_ model: Module) throws -> Tensor {
    var values: [Double] = []
    for (_, matrix) in try matrices(model) { values += matrix.doubles() }
    return Tensor(values, dtype: .float64)
  }

  /// All other parameters in one row.
  static func base(_ model: Module) -> Tensor {
    var values: [Double] = []
    for (name, parameter) in model.namedParameters() where !name.contains("lora_") {
      values += parameter.doubles()
    }
    return Tensor(values, dtype: .float64)
  }

  static func saved(_ state: StateDict, _ key: String) throws -> Tensor {
    guard let tensor = state[key] else { throw Probes.Missing("no \"\(key)\" in the state") }
    return tensor
  }

  static func parameterNow(_ model: Module, _ name: String) throws -> Tensor {
    guard let found = model.parameterIfPresent(name) else {
      throw Probes.Missing("no parameter \"\(name)\"")
    }
    return noGrad { found.detach().clone() }
  }

  static func trainable(_ model: Module) -> [String] {
    model.namedParameters().filter { $0.parameter.requiresGrad }.map { $0.name }
  }

  /// Who loads nothing does not pass.
  static func recordAdapters(_ out: Recorder, of first: Module, loadedInto second: Module) throws {
    out.record("adapter", try adapter(first))
    out.record("adapter_loaded", try adapter(second))
  }

  /// Tries to load what does not fit, and records whether that threw and what is in the model
  /// before and after.
  static func refused(
    _ out: Recorder, _ name: String, _ state: StateDict, by model: Module
  ) throws {
    out.record("\(name)_before", try adapter(model))
    out.rejects(name) { try loadLoRAStateDict(model, state) }
    out.record("\(name)_after", try adapter(model))
  }
}

func probesC(_ probe: Probes) {
  probe("state_dict_keys") { out in
    let model = try BenchC.model(out)
    out.record("keys", BenchC.keys(model))
    // What is trainable says nothing about what belongs to the adapter.
    for (name, parameter) in model.namedParameters() {
      parameter.requiresGrad = !name.contains("lora_")
    }
    out.record("keys_when_frozen", BenchC.keys(model))
    out.record("keys_beside_decoys", BenchC.keys(try BenchC.decoys()))
  }

  probe("state_dict_values") { out in
    let model = try BenchC.model(out)
    try BenchC.fill(model, Generator(seed: out.seed))
    let state: StateDict = loraStateDict(model)
    for name in ["blocks.0.attn.v_proj", "blocks.1.mlp.fc1"] {
      for matrix in ["lora_A", "lora_B"] {
        let key = "\(name).\(matrix)"
        out.record(key, try BenchC.saved(state, key))
        out.record("\(key) in the model", try BenchC.parameterNow(model, key))
      }
    }
    // All of them, and as they are in training.
    model.train()
    let later: StateDict = loraStateDict(model)
    var values: [Double] = []
    for (name, _) in try BenchC.matrices(model) {
      values += try BenchC.saved(later, name).doubles()
    }
    out.record("all", Tensor(values, dtype: .float64))
    out.record("adapter", try BenchC.adapter(model))
    model.to(.float64)
    let wide: Tensor = try BenchC.saved(loraStateDict(model), "blocks.1.mlp.fc1.lora_A")
    out.record("dtype_of_a_float64_A", "\(wide.dtype)")
  }

  probe("state_dict_copies") { out in
    let dice = Generator(seed: out.seed)
    let model = try BenchC.model(out)
    try BenchC.fill(model, dice)
    let state: StateDict = loraStateDict(model)
    let tensor: Tensor = try BenchC.saved(state, "blocks.1.mlp.fc1.lora_B")
    out.record("saved", tensor)
    out.record("requires_grad", tensor.requiresGrad)
    try BenchC.fill(model, dice)
    out.record("saved_later", tensor)
    out.record("model", try BenchC.adapter(model))
    noGrad { for (_, value) in state { value.zero_() } }
    out.record("model_later", try BenchC.adapter(model))
    let another: Tensor = try BenchC.saved(loraStateDict(model), "blocks.1.mlp.fc1.lora_B")
    out.record("another", another)
    out.record("model_now", try BenchC.parameterNow(model, "blocks.1.mlp.fc1.lora_B"))
  }

  probe("roundtrip_forward") { out in
    let dice = Generator(seed: out.seed)
    let (first, second) = try BenchC.pair(out, dice)
    let ids: Tensor = BenchC.tokens(dice)
    out.record("saved", first(ids))
    out.record("before", second(ids))
    try loadLoRAStateDict(second, loraStateDict(first))
    try BenchC.recordAdapters(out, of: first, loadedInto: second)
    out.record("loaded", second(ids))
    // Once more, and then another one over it.
    try loadLoRAStateDict(second, loraStateDict(first))
    out.record("loaded_twice", second(ids))
    let third = try BenchC.model(out)
    try BenchC.fill(third, dice)
    out.record("another", third(ids))
    try loadLoRAStateDict(second, loraStateDict(third))
    out.record("another_loaded", second(ids))
    // A name says whose values they are, not the place.
    let state: StateDict = loraStateDict(first)
    var turned = StateDict()
    for key in state.keys.reversed() { turned[key] = try BenchC.saved(state, key) }
    turned.metadata = state.metadata
    try loadLoRAStateDict(second, turned)
    out.record("loaded_from_a_turned_state", second(ids))
  }

  probe("load_keeps_parameters") { out in
    let (first, second) = try BenchC.pair(out, Generator(seed: out.seed))
    let before = try BenchC.matrices(second)
    let state: StateDict = loraStateDict(first)
    try loadLoRAStateDict(second, state)
    var replaced: [String] = []
    for (name, value) in before where second.parameterIfPresent(name) !== value {
      replaced.append(name)
    }
    out.record("replaced", replaced)
    try BenchC.recordAdapters(out, of: first, loadedInto: second)
    // What becomes of the state later is no matter of the model's, nor the reverse.
    noGrad { for (_, value) in state { value.zero_() } }
    out.record("adapter_when_state_changed", try BenchC.adapter(second))
    let again: StateDict = loraStateDict(first)
    try loadLoRAStateDict(second, again)
    noGrad { for (_, value) in before { _ = value.zero_() } }
    var values: [Double] = []
    for (name, _) in before { values += try BenchC.saved(again, name).doubles() }
    out.record("state_when_model_changed", Tensor(values, dtype: .float64))
  }

  probe("load_keeps_modes") { out in
    let (first, second) = try BenchC.pair(out, Generator(seed: out.seed))
    second.train()
    second.child("blocks.0").eval()
    // One matrix is frozen for some reason of its owner.
    second.parameterIfPresent("blocks.1.mlp.fc1.lora_A")?.requiresGrad = false
    out.record("training_before", BenchC.training(second))
    out.record("trainable_before", BenchC.trainable(second))
    try loadLoRAStateDict(second, loraStateDict(first))
    out.record("training_after", BenchC.training(second))
    out.record("trainable_after", BenchC.trainable(second))
    try BenchC.recordAdapters(out, of: first, loadedInto: second)
  }

  probe("roundtrip_file") { out in
    let dice = Generator(seed: out.seed)
    let (first, second) = try BenchC.pair(out, dice)
    let ids: Tensor = BenchC.tokens(dice)
    out.record("saved", first(ids))
    out.record("before", second(ids))
    let path = "adapter-\(UInt64.random(in: 0 ... .max)).safetensors"
    try loraStateDict(first).save(to: path)
    try loadLoRAStateDict(second, try StateDict.load(from: path))
    out.record("loaded", second(ids))
    try BenchC.recordAdapters(out, of: first, loadedInto: second)
  }

  probe("roundtrip_keeps_base") { out in
    let (first, second) = try BenchC.pair(out, Generator(seed: out.seed))
    out.record("base", BenchC.base(second))
    try loadLoRAStateDict(second, loraStateDict(first))
    out.record("base_loaded", BenchC.base(second))
    try BenchC.recordAdapters(out, of: first, loadedInto: second)
  }

  probe("freeze_survives_load") { out in
    let (first, second) = try BenchC.pair(out, Generator(seed: out.seed))
    out.record("before", BenchC.trainable(second))
    try loadLoRAStateDict(second, loraStateDict(first))
    out.record("after", BenchC.trainable(second))
    try BenchC.recordAdapters(out, of: first, loadedInto: second)
  }

  probe("roundtrip_missing_key") { out in
    let (first, second) = try BenchC.pair(out, Generator(seed: out.seed))
    var state: StateDict = loraStateDict(first)
    state.removeValue(forKey: "blocks.1.mlp.fc2.lora_B")
    try BenchC.refused(out, "without_B", state, by: second)
    var first_A: StateDict = loraStateDict(first)
    first_A.removeValue(forKey: "blocks.0.attn.q_proj.lora_A")
    try BenchC.refused(out, "without_A", first_A, by: second)
    try BenchC.refused(out, "empty", StateDict(), by: second)
  }

  probe("roundtrip_unexpected_key") { out in
    let (first, second) = try BenchC.pair(out, Generator(seed: out.seed))
    var state: StateDict = loraStateDict(first)
    state["blocks.2.attn.q_proj.lora_A"] = Tensor.zeros([4, 16])
    try BenchC.refused(out, "another_layer", state, by: second)
    var base: StateDict = loraStateDict(first)
    base["head.weight"] = Tensor.zeros([11, 16])
    try BenchC.refused(out, "base_weight", base, by: second)
    // As many tensors as there should be, one of them under another name.
    let whole: StateDict = loraStateDict(first)
    let names: [String] = whole.keys.map {
      $0.replacing("1.mlp.fc2.lora_B", with: "1.mlp.fc3.lora_B")
    }
    try BenchC.refused(out, "renamed", try BenchC.ordered(whole, names), by: second)
  }

  probe("roundtrip_shape") { out in
    let (first, second) = try BenchC.pair(out, Generator(seed: out.seed))
    for (name, key) in [
      ("transposed_A", "blocks.0.attn.q_proj.lora_A"), ("transposed_B", "blocks.1.mlp.fc1.lora_B"),
    ] {
      var state: StateDict = loraStateDict(first)
      let tensor: Tensor = try BenchC.saved(state, key)
      state[key] = tensor.T.contiguous()
      try BenchC.refused(out, name, state, by: second)
    }
    // One column each, which copy_ would broadcast into all of them.
    for (name, key) in [
      ("one_column_of_A", "blocks.0.attn.q_proj.lora_A"),
      ("one_column_of_B", "blocks.1.mlp.fc1.lora_B"),
    ] {
      var state: StateDict = loraStateDict(first)
      let whole: Tensor = try BenchC.saved(state, key)
      state[key] = whole.narrow(dim: 1, start: 0, length: 1).contiguous()
      try BenchC.refused(out, name, state, by: second)
    }
    // The same numbers in one dimension, and in three.
    for (name, shape) in [("flat", [64]), ("with_a_dimension_more", [1, 4, 16])] {
      var state: StateDict = loraStateDict(first)
      let key = "blocks.0.attn.q_proj.lora_A"
      state[key] = try BenchC.saved(state, key).reshape(shape)
      try BenchC.refused(out, name, state, by: second)
    }
  }

  probe("roundtrip_nothing_half_applied") { out in
    let (first, second) = try BenchC.pair(out, Generator(seed: out.seed))
    // One tensor does not fit: the first one met, or the last one met.
    for (name, key) in [
      ("first", "blocks.0.attn.q_proj.lora_A"), ("last", "blocks.1.mlp.fc2.lora_B"),
    ] {
      var state: StateDict = loraStateDict(first)
      let tensor: Tensor = try BenchC.saved(state, key)
      state[key] = Tensor.zeros([tensor.shape[0] + 1, tensor.shape[1]])
      try BenchC.refused(out, name, state, by: second)
    }
  }

  probe("roundtrip_alpha") { out in
    let (first, weaker) = (try BenchC.model(out, alpha: 16), try BenchC.model(out, alpha: 8))
    try BenchC.fill(first, Generator(seed: out.seed))
    try BenchC.refused(out, "other_alpha", loraStateDict(first), by: weaker)
    let path = "adapter-\(UInt64.random(in: 0 ... .max)).safetensors"
    try loraStateDict(first).save(to: path)
    try BenchC.refused(out, "other_alpha_file", try StateDict.load(from: path), by: weaker)
    // Nearly the same, and not whole.
    let broken = try BenchC.model(out, alpha: 16.0625)
    try BenchC.refused(out, "other_by_a_sixteenth", loraStateDict(first), by: broken)
    let source = try BenchC.model(out, alpha: 16.0625)
    try BenchC.fill(source, Generator(seed: out.seed))
    var refusal = "loaded"
    do { try loadLoRAStateDict(broken, loraStateDict(source)) } catch { refusal = "refused" }
    out.record("same_alpha_that_is_not_whole", refusal)
  }

  probe("roundtrip_rank") { out in
    // The scale is 4 in all: only the rank differs. copy_ broadcasts a side of 1 without an error, and
    // stops the program on any other, so that comes last.
    let thin = try BenchC.model(out, r: 1, alpha: 4)
    let first = try BenchC.model(out, r: 4, alpha: 16)
    let other = try BenchC.model(out, r: 2, alpha: 8)
    try BenchC.fill(thin, Generator(seed: out.seed))
    try BenchC.fill(first, Generator(seed: out.seed))
    var state: StateDict = loraStateDict(thin)
    try BenchC.refused(out, "rank_one", state, by: other)
    state.metadata = loraStateDict(other).metadata
    try BenchC.refused(out, "rank_one_labelled_two", state, by: other)
    try BenchC.refused(out, "other_rank", loraStateDict(first), by: other)
  }

  probe("roundtrip_single_layer") { out in
    let dice = Generator(seed: out.seed)
    let base = Linear(16, 24)
    let (first, second) = (try LoRALinear(base), try LoRALinear(base))
    first.eval()
    second.eval()
    try BenchC.fill(first, dice)
    let state: StateDict = loraStateDict(first)
    let buffers: Set<String> = Set(first.namedBuffers().map { $0.name })
    out.record("keys", state.keys.filter { !buffers.contains($0) })
    let x: Tensor = Tensor.rand([3, 16], generator: dice)
    let same: Tensor = noGrad { x.clone() }
    out.record("saved", first(x))
    try loadLoRAStateDict(second, state)
    out.record("loaded", second(same))
  }
}
