import TensorKit

/// What you throw: `throw LoRAError(problem: "r is 0")`.
struct LoRAError: Error {
  var problem: String
}

// Block A

/// A frozen Linear and, beside it, a low-rank branch: y = base(x) + (α/r) · x Aᵀ Bᵀ.
///
/// The checks find what you register: "base", "lora_A" [r, in] and "lora_B" [out, r].
final class LoRALinear: Module {
  init(
    _ base: Linear, r: Int = 8, alpha: Float = 16, dropout: Float = 0, freezeBase: Bool = true
  ) throws {
    // TODO: Block A, step 1: check the options, keep what forward will need.
    super.init()
    // TODO: Block A, step 1: register the base.
    // TODO: Block A, step 2: register A and B as Parameters.
    // TODO: Block A, step 3: draw A, leave B zero.
    // TODO: Block A, step 4: register a Dropout.
    // TODO: Block A, step 6: freeze the base.
  }

  override func forward(_ x: Tensor) -> Tensor {
    // TODO: Block A, step 4: dropout, on the input of the branch only.
    let dropped = x
    // TODO: Block A, step 5: the base's output plus the scaled branch.
    return Tensor.zeros(dropped.shape)
  }
}

// Block B

/// Puts a LoRALinear around every target of the model and freezes everything else.
func wrapMiniGPTWithLoRA(
  _ model: Module, r: Int = 8, alpha: Float = 16,
  targetModules: [String] = ["q_proj", "k_proj", "v_proj", "o_proj", "mlp.fc1", "mlp.fc2"],
  dropout: Float = 0.05
) throws {
  // TODO: Block B, step 1: go through the named modules and collect the targets.
  // TODO: Block B, step 2: replace each Linear among them by a LoRALinear.
  // TODO: Block B, step 3: freeze everything except the lora_ parameters.
}

// Block C

/// Full parameter name → a copy of the tensor, for every A and B; α and r as metadata.
func loraStateDict(_ model: Module) -> StateDict {
  // TODO: Block C, step 1: collect A and B of every LoRALinear.
  StateDict()
}

/// Copies a state back into the model, or throws and changes nothing.
func loadLoRAStateDict(_ model: Module, _ state: StateDict) throws {
  // TODO: Block C, step 2: check names, shapes, α and r; then copy.
}

// Block D

extension LoRALinear {
  /// Adds the branch to the base's weight and leaves A and B at zero.
  func merge() {
    // TODO: Block D, step 1: add (α/r)·B·A to the base's weight, then zero A and B.
  }
}
