// How it differs: expressions only (reduce, flatMap, zip, forEach, tuples); loading runs a dictionary of named checks, each a closure; matrix products by matmul and transposed views.
import TensorKit

struct LoRAError: Error {
  var problem: String
}

private func demand(_ condition: Bool, _ text: @autoclosure () -> String) throws {
  if !condition { throw LoRAError(problem: text()) }
}

final class LoRALinear: Module {
  let options: (r: Int, alpha: Float)

  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    try demand(r >= 1, "r: \(r)")
    try demand(alpha.isFinite, "alpha: \(alpha)")
    try demand((0..<1).contains(dropout), "dropout: \(dropout)")
    options = (r, alpha)
    super.init()
    register("base", base)
    zip(["lora_A", "lora_B"], [[r, base.inFeatures], [base.outFeatures, r]]).forEach {
      register($0, Parameter(Tensor.zeros($1, dtype: base.weight.dtype)))
    }
    Init.kaimingUniform(parameter("lora_A"), a: 5.0.squareRoot())
    register("dropout", Dropout(dropout))
    (freezeBase ? base.parameters() : []).forEach { $0.requiresGrad = false }
  }

  override func forward(_ x: Tensor) -> Tensor {
    ["lora_A", "lora_B"]
      .reduce(child("dropout")(x)) { $0.matmul(parameter($1).transposed()) }
      * (options.alpha / Float(options.r)) + child("base")(x)
  }
}

extension LoRALinear {
  func merge() {
    noGrad {
      let pair = ["lora_B", "lora_A"].map { parameter($0) }
      parameter("base.weight").add_(pair[0].matmul(pair[1]).mul_(options.alpha / Float(options.r)))
      pair.forEach { $0.fill_(0) }
    }
  }
}

func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  let all = model.namedModules()
  let owned = all.compactMap { ($0.module as? LoRALinear)?.child("base") }.map(
    ObjectIdentifier.init)
  let hits = all.filter { entry in
    targetModules.contains { entry.name == $0 || entry.name.hasSuffix(".\($0)") }
      && !owned.contains(ObjectIdentifier(entry.module))
      && (entry.module is Linear || entry.module is LoRALinear)
  }
  try demand(!hits.isEmpty, "no Linear for \(targetModules)")
  try hits
    .compactMap { entry in (entry.module as? Linear).map { (entry.name, $0) } }
    .map { ($0, $1.training, try LoRALinear($1, r: r, alpha: alpha, dropout: dropout)) }
    .forEach { name, mode, layer in
      layer.train(mode)
      model.replace(name, with: layer)
    }
  model.namedParameters().forEach { name, p in
    p.requiresGrad = ["lora_A", "lora_B"].contains(
      name.split(separator: ".").reduce("") { _, part in String(part) })
  }
}

private typealias Entry = (key: String, target: Parameter, note: String)

private func entries(_ model: Module) -> [Entry] {
  model.namedModules()
    .compactMap { name, module in (module as? LoRALinear).map { (name, $0) } }
    .flatMap { name, layer in
      ["lora_A", "lora_B"].map {
        (
          key: name.isEmpty ? $0 : [name, $0].joined(separator: "."),
          target: layer.parameter($0),
          note: "alpha=\(layer.options.alpha) r=\(layer.options.r)"
        )
      }
    }
}

func loraStateDict(_ model: Module) -> StateDict {
  entries(model).reduce(into: StateDict()) { state, entry in
    state[entry.key] = entry.target.detach().clone()
    state.metadata[entry.key] = entry.note
  }
}

func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  let own = entries(model)
  let checks: [String: () -> [String]] = [
    "missing": { own.map(\.key).filter { state[$0] == nil } },
    "unexpected": { state.keys.filter { key in !own.contains { $0.key == key } } },
    "of another shape": {
      own.filter { entry in state[entry.key].map { $0.shape != entry.target.shape } ?? false }
        .map(\.key)
    },
    "of another alpha or r": {
      own.filter { state.metadata[$0.key] != $0.note }.map(\.key)
    },
  ]
  let faults = checks.mapValues { $0() }.filter { !$0.value.isEmpty }
  try demand(faults.isEmpty, "the adapter does not fit: \(faults)")
  noGrad {
    own.forEach { entry in _ = state[entry.key].map { entry.target.copy_($0) } }
  }
}
