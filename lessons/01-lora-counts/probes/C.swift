import ProbeKit
import TensorKit

// Block C: models that are really built, walked, and wrapped. What a count on paper is held against
// comes from their tensors.

/// A module with any children under any names.
private final class ShelfC: Probes.Shelf {}

/// A Linear with two thin matrices beside it, as the model of lab 00 has.
private final class ThinPairC: Module {
  init(_ base: Linear, r: Int) {
    super.init()
    base.requiresGrad(false)
    register("base", base)
    register("lora_A", Parameter(Tensor.zeros(r, base.inFeatures)))
    register("lora_B", Parameter(Tensor.zeros(base.outFeatures, r)))
  }
}

/// A head that computes with the token embedding's own table, and a mask that nobody trains.
private final class TiedC: Module {
  init(_ vocab: Int, _ dim: Int) {
    super.init()
    let embedding = Embedding(vocab, dim)
    register("tok_emb", embedding)
    let head = ShelfC([])
    head.register("weight", embedding.weight)
    register("head", head)
    register("proj", Linear(dim, dim + 2))
    registerBuffer("mask", Tensor.ones(dim, dim))
  }
}

private enum BenchC {
  static let targets = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"]

  static func counted(_ model: Module, _ isCounted: (String, Parameter) -> Bool) -> Int {
    var count = 0
    for (name, parameter) in model.namedParameters() where isCounted(name, parameter) {
      count += parameter.count
    }
    return count
  }

  static func linears(_ model: Module) -> [(name: String, layer: Linear)] {
    model.namedModules().compactMap { name, module in
      guard let layer = module as? Linear else { return nil }
      return targets.contains { name.hasSuffix("." + $0) } ? (name, layer) : nil
    }
  }

  /// How many numbers a model trains when all six targets are wrapped and the rest is frozen.
  static func trainedAfterWrapping(_ model: Module, r: Int) -> Int {
    for (name, layer) in linears(model) { model.replace(name, with: ThinPairC(layer, r: r)) }
    for (name, parameter) in model.namedParameters() where !name.contains("lora_") {
      parameter.requiresGrad = false
    }
    return counted(model) { $1.requiresGrad }
  }

  static func tensorsAfterWrapping(_ model: Module) -> Int {
    model.parameters().count { $0.requiresGrad }
  }

  /// Layers whose middle is not four times as wide.
  static func narrow(width: Int, dFF: Int, layers: Int) -> Module {
    let blocks = (0..<layers).map { _ -> Module in
      let heads = ["q_proj", "k_proj", "v_proj", "o_proj"].map { ($0, Linear(width, width)) }
      let mlp = ShelfC([("fc1", Linear(width, dFF)), ("fc2", Linear(dFF, width))])
      return ShelfC([("ln", LayerNorm(width)), ("attn", ShelfC(heads)), ("mlp", mlp)])
    }
    return ShelfC([("blocks", ModuleList(blocks)), ("head", Linear(width, 11, bias: false))])
  }

  static func weights(_ model: Module) -> Int {
    linears(model).reduce(0) { $0 + $1.layer.weight.count }
  }

  static func decoys() -> Module {
    let attention = ShelfC([
      ("q_proj", Linear(12, 20)), ("v_proj", Linear(12, 9, bias: false)),
      ("xq_proj", Linear(12, 12)), ("q_proj_extra", Linear(12, 12)), ("k_proj", LayerNorm(12)),
    ])
    let mlp = ShelfC([("fc1", Linear(12, 31)), ("fc2", Linear(31, 12))])
    return ShelfC([
      ("tok_emb", Embedding(50, 12)), ("attn", attention), ("mlp", mlp),
      ("fc1", Linear(12, 12)), ("o_proj", Linear(5, 3)), ("head", Linear(12, 50, bias: false)),
    ])
  }

  /// Names like those of targets, in containers and beside them; the targets' sides add up to 102.
  static func maze() -> Module {
    let attention = ShelfC([
      ("q_proj", Linear(6, 10)), ("Q_proj", Linear(2, 2)), ("v_proj", Dropout(0.5)),
      ("o_proj", LayerNorm(6)), ("k_proj", Embedding(7, 6)),
    ])
    let mlp = ShelfC([
      ("fc1", Linear(6, 25)), ("act", Dropout(0.5)), ("fc2", Linear(25, 6, bias: false)),
    ])
    let maze = ShelfC([
      ("q_proj", Linear(3, 4)),
      ("stack", Sequential([ModuleList([ShelfC([("attn", attention), ("mlp", mlp)])])])),
      ("xmlp", ShelfC([("fc1", Linear(6, 6))])), ("mlpxfc1", Linear(6, 6)),
      ("q_proj_extra", Linear(4, 6)),
      ("k_proj", ShelfC([("inner", Linear(8, 8)), ("k_proj", Linear(8, 9))])),
      ("mlp", ShelfC([("fc1", ShelfC([("inner", Linear(4, 4))]))])), ("o_proj", Dropout(0.5)),
    ])
    maze.register("lora_A", Parameter(Tensor.zeros(5, 3)))
    return maze
  }

  /// A model that is six modules deep, and how many elements its parameters have.
  static func deep(_ dice: Generator) -> (model: Module, elements: Int) {
    let (a, b) = (Probes.randint(2..<9, dice), Probes.randint(2..<9, dice))
    let inner = Sequential([
      Linear(a, b), Dropout(0.1),
      Sequential([LayerNorm(b), ModuleList([ShelfC([("out", Linear(b, a, bias: false))])])]),
    ])
    let model = ShelfC([("inner", inner)])
    model.register("scale", Parameter(Tensor.ones([1])))
    model.register("lora_A", Parameter(Tensor.zeros(3, a)))
    model.register("cube", Parameter(Tensor.zeros(2, a, b)))
    return (model, a * b + b + 2 * b + b * a + 1 + 3 * a + 2 * a * b)
  }

  /// Models of which some modules are in training and some parameters frozen, and others not.
  static func mixed() -> [Module] {
    let gpt = MiniGPT(vocab: 11, ctx: 8, dim: 12, heads: 2, layers: 2)
    let first = ShelfC([("gpt", gpt), ("drop", Dropout(0.5))])
    gpt.child("blocks.0").eval()
    gpt.child("tok_emb").requiresGrad(false)
    gpt.parameter("blocks.1.mlp.fc2.bias").requiresGrad = false
    for parameter in gpt.child("blocks.1.attn").parameters() {
      parameter.grad = Tensor.ones(parameter.shape)
    }
    let second = maze()
    second.registerBuffer("mask", Tensor.ones(4, 4))
    second.to(.float64)
    second.eval()
    second.child("stack").train()
    second.child("stack").requiresGrad(false)
    return [first, second]
  }

  /// Counts in the mixed models, and records what else that did to them.
  static func record(_ out: Recorder, whatChangesAt count: (Module) -> [Int]) {
    var (counted, again): ([Int], [Int]) = ([], [])
    var (new, lost, modes, switches, values): ([String], [String], [String], [String], [String]) =
      ([], [], [], [], [])
    var drawn = 0
    for model in mixed() {
      let (modules, parameters) = (model.namedModules(), model.namedParameters())
      let training: [Bool] = modules.map { $0.module.training }
      let trained: [Bool] = parameters.map { $0.parameter.requiresGrad }
      let state: [State] = parameters.map { State(of: $0.parameter) }
      let buffers: [State] = model.namedBuffers().map { State(of: $0.buffer) }
      manualSeed(out.seed)
      counted += count(model)
      if Generator.current.nextUInt64() != Generator(seed: out.seed).nextUInt64() { drawn += 1 }
      let (later, laterParameters) = (model.namedModules(), model.namedParameters())
      func told(_ name: String) -> String { name.isEmpty ? "the model" : name }
      new += later.filter { now in
        !modules.contains { $0.name == now.name && $0.module === now.module }
      }.map { told($0.name) }
      lost += modules.filter { before in
        !later.contains { $0.name == before.name && $0.module === before.module }
      }.map { told($0.name) }
      for ((name, module), wasTraining) in zip(modules, training)
      where module.training != wasTraining {
        modes.append(told(name))
      }
      for ((name, parameter), wasTrained) in zip(parameters, trained)
      where parameter.requiresGrad != wasTrained {
        switches.append(name)
      }
      for ((name, parameter), before) in zip(parameters, state) {
        let isThere = laterParameters.contains { $0.name == name && $0.parameter === parameter }
        if !isThere || State(of: parameter) != before { values.append(name) }
      }
      values += laterParameters.filter { now in !parameters.contains { $0.name == now.name } }
        .map { $0.name }
      if model.namedBuffers().map({ State(of: $0.buffer) }) != buffers { values.append("buffers") }
      again += count(model)
    }
    out.record("counted", Tensor(ints: counted))
    out.record("new_modules", new)
    out.record("lost_modules", lost)
    out.record("changed_modes", modes)
    out.record("frozen_or_unfrozen", switches)
    out.record("changed_parameters", values)
    out.record("draws_of_random_numbers", drawn)
    out.record("counted_again", Tensor(ints: again))
  }

  /// What a tensor holds, and its gradient.
  struct State: Equatable {
    let type: DType
    let values: [Double]
    let gradient: [Double]?

    init(of tensor: Tensor) {
      type = tensor.dtype
      values = tensor.doubles()
      gradient = tensor.grad?.doubles()
    }
  }

  struct Size {
    let vocab: Int
    let context: Int
    let width: Int
    let layers: Int
  }

  /// Sizes that nobody can have written down beforehand.
  static func sizes(_ out: Recorder) -> [Size] {
    out.surprises(3) { draw in
      Size(
        vocab: draw(3..<40), context: draw(2..<40), width: draw(2..<32), layers: draw(1..<5))
    }
  }
}

func probesC(_ probe: Probes) {
  probe("parameter_count_real") { out in
    let model = MiniGPT()
    out.record("parameterCount(MiniGPT())", parameterCount(model))
    out.record("parameterCount(Linear(48, 96))", parameterCount(Linear(48, 96)))
    let bare = MiniGPT(vocab: 11, ctx: 8, dim: 12, heads: 2, layers: 0)
    out.record("parameterCount(MiniGPT(dim: 12, layers: 0, …))", parameterCount(bare))
    out.record("parameterCount(Dropout(0.1))", parameterCount(Dropout(0.1)))
    // A view of one number: large, and not in memory.
    let large = ShelfC([])
    large.register("table", Parameter(Tensor.zeros(1, 1).expand(3, 8_388_609)))
    out.record("table_of_3_times_8_388_609", parameterCount(large))
    let dice = Generator(seed: out.seed)
    var (yours, elements): ([Int], [Int]) = ([], [])
    for type in [DType.float32, .float64] {
      let deep = BenchC.deep(dice)
      deep.model.to(type)
      for trainableOnly in [false, true] {
        yours.append(parameterCount(deep.model, trainableOnly: trainableOnly))
        elements.append(deep.elements)
      }
    }
    out.record("deep_models", Tensor(ints: yours))
    out.record("elements_in_them", Tensor(ints: elements))
  }

  probe("parameter_count_shared") { out in
    let model = TiedC(50, 12)
    out.record("tied_head_and_buffer", parameterCount(model))
    out.record("trained_with_a_tied_head", parameterCount(model, trainableOnly: true))
    model.child("tok_emb").requiresGrad(false)
    out.record("trained_beside_a_frozen_table", parameterCount(model, trainableOnly: true))
    let layer = Linear(5, 4)
    out.record("one_layer_twice", parameterCount(ShelfC([("a", layer), ("b", layer)])))
    let twins = ShelfC([])
    for name in ["a", "b"] { twins.register(name, Parameter(Tensor.zeros(5, 4))) }
    out.record("two_equal_tables", parameterCount(twins))
  }

  probe("parameter_count_trainable") { out in
    let model = MiniGPT()
    model.child("tok_emb").requiresGrad(false)
    model.parameter("blocks.1.mlp.fc2.bias").requiresGrad = false
    out.record("trained", parameterCount(model, trainableOnly: true))
    out.record("all", parameterCount(model))
    model.eval()
    out.record("trained_in_eval_mode", parameterCount(model, trainableOnly: true))
    model.requiresGrad(false)
    model.train()
    out.record("nothing_trained", parameterCount(model, trainableOnly: true))
    out.record("all_of_a_frozen_model", parameterCount(model))
    let dice = Generator(seed: out.seed)
    let small = MiniGPT(vocab: 11, ctx: 8, dim: 12, heads: 2, layers: 2)
    var left = 0
    for parameter in small.parameters() {
      parameter.requiresGrad = Probes.randint(0..<2, dice) == 0
      if parameter.requiresGrad { left += parameter.count }
    }
    out.record("any_half_frozen", parameterCount(small, trainableOnly: true))
    out.record("the_other_half", left)
  }

  probe("parameter_count_changes_nothing") { out in
    BenchC.record(out) { [parameterCount($0), parameterCount($0, trainableOnly: true)] }
  }

  probe("minigpt_on_paper") { out in
    out.record(
      "miniGPTParameters(vocab: 65, context: 64, width: 64, layers: 2)",
      miniGPTParameters(vocab: 65, context: 64, width: 64, layers: 2))
    out.record(
      "miniGPTParameters(vocab: 11, context: 8, width: 12, layers: 0)",
      miniGPTParameters(vocab: 11, context: 8, width: 12, layers: 0))
    out.record(
      "miniGPTParameters(vocab: 11, context: 8, width: 12, layers: 1)",
      miniGPTParameters(vocab: 11, context: 8, width: 12, layers: 1))
    out.record(
      "miniGPTParameters(vocab: 1, context: 1, width: 1, layers: 1)",
      miniGPTParameters(vocab: 1, context: 1, width: 1, layers: 1))
    out.record(
      "miniGPTParameters(vocab: 5, context: 100, width: 12, layers: 3)",
      miniGPTParameters(vocab: 5, context: 100, width: 12, layers: 3))
    out.record(
      "miniGPTParameters(vocab: 50_257, context: 2048, width: 12_289, layers: 96)",
      miniGPTParameters(vocab: 50_257, context: 2048, width: 12_289, layers: 96))
    var (paper, real): ([Int], [Int]) = ([], [])
    for size in BenchC.sizes(out) {
      paper.append(
        miniGPTParameters(
          vocab: size.vocab, context: size.context, width: size.width, layers: size.layers))
      let model = MiniGPT(
        vocab: size.vocab, ctx: size.context, dim: size.width, heads: 1, layers: size.layers)
      real.append(BenchC.counted(model) { _, _ in true })
    }
    out.record("on_paper", Tensor(ints: paper))
    out.record("in_real_models", Tensor(ints: real))
  }

  probe("lora_count_real") { out in
    let model = MiniGPT()
    let predicted: Int = loraCount(model, r: 8)
    out.record("before_wrapping", predicted)
    out.record("after_wrapping", BenchC.trainedAfterWrapping(model, r: 8))
    let odd = BenchC.narrow(width: 10, dFF: 27, layers: 3)
    out.record("narrow_before_wrapping", loraCount(odd, r: 7))
    out.record("narrow_after_wrapping", BenchC.trainedAfterWrapping(odd, r: 7))
    let dice = Generator(seed: out.seed)
    var (before, after): ([Int], [Int]) = ([], [])
    for _ in 0..<3 {
      let other = BenchC.narrow(
        width: Probes.randint(2..<20, dice), dFF: Probes.randint(2..<60, dice),
        layers: Probes.randint(1..<4, dice))
      let r: Int = Probes.randint(1..<30, dice)
      before.append(loraCount(other, r: r))
      after.append(BenchC.trainedAfterWrapping(other, r: r))
    }
    out.record("others_before_wrapping", Tensor(ints: before))
    out.record("others_after_wrapping", Tensor(ints: after))
  }

  probe("lora_count_targets") { out in
    let model = BenchC.decoys()
    out.record("six_targets", loraCount(model, r: 5))
    out.record("q_proj_and_v_proj", loraCount(model, r: 5, targetModules: ["q_proj", "v_proj"]))
    out.record("no_such_target", loraCount(model, r: 5, targetModules: ["c_attn"]))
    out.record("no_target", loraCount(model, r: 5, targetModules: []))
    let maze: Module = BenchC.maze()
    func inMaze(_ targets: [String]) -> Int { loraCount(maze, r: 5, targetModules: targets) }
    out.record("in_containers", loraCount(maze, r: 5))
    out.record("in_containers_r_1", loraCount(maze, r: 1))
    // More than a Float holds, and no more than must be: a count that builds A and B stays small.
    let one = ShelfC([("q_proj", Linear(8, 9))])
    out.record("q_proj_alone_r_1_000_003", loraCount(one, r: 1_000_003))
    out.record("attn.q_proj", inMaze(["attn.q_proj"]))
    out.record("0.attn.q_proj", inMaze(["0.attn.q_proj"]))
    out.record("stack.0.0.attn.q_proj", inMaze(["stack.0.0.attn.q_proj"]))
    out.record("q_proj_and_attn.q_proj", inMaze(["q_proj", "attn.q_proj", "q_proj"]))
    let tower = ShelfC([("tower", ModuleList((0...10).map { Linear(2, $0 + 1) }))])
    let many = ["mlp.fc1", "a", "b", "c", "d", "e", "f", "attn.q_proj"]
    out.record("two_of_eight_targets", inMaze(many))
    out.record("tower_0_and_not_10", loraCount(tower, r: 5, targetModules: ["0"]))
    out.record("a_linear_alone", loraCount(Linear(3, 4), r: 5))
    maze.to(.float64)
    maze.eval()
    out.record("in_eval_mode", loraCount(maze, r: 5))
    maze.requiresGrad(false)
    out.record("frozen_before", loraCount(maze, r: 5))
  }

  probe("lora_count_changes_nothing") { out in
    BenchC.record(out) { [loraCount($0, r: 3)] }
  }

  probe("paper_meets_model") { out in
    let dice = Generator(seed: out.seed)
    let any: (Int, Int, Int, Int) = (
      Probes.randint(2..<20, dice), Probes.randint(2..<60, dice), Probes.randint(1..<4, dice),
      Probes.randint(1..<30, dice)
    )
    for (name, width, dFF, layers, r) in [
      ("h24", 24, 96, 2, 5), ("h10", 10, 27, 3, 7), ("other", any.0, any.1, any.2, any.3),
    ] {
      let model: Module =
        dFF == 4 * width && width % 2 == 0
        ? MiniGPT(vocab: 11, ctx: 8, dim: width, heads: 2, layers: layers)
        : BenchC.narrow(width: width, dFF: dFF, layers: layers)
      out.record("\(name)_weights_on_paper", layers * targetWeights(width: width, dFF: dFF))
      out.record("\(name)_weights_in_model", BenchC.weights(model))
      out.record(
        "\(name)_lora_on_paper", loraPerModel(width: width, dFF: dFF, layers: layers, r: r))
      out.record("\(name)_lora_in_model", BenchC.trainedAfterWrapping(model, r: r))
      out.record("\(name)_tensors_on_paper", loraTensors(layers: layers))
      out.record("\(name)_tensors_in_model", BenchC.tensorsAfterWrapping(model))
    }
  }
}
