/// What a ``Function`` leaves in `forward` for its `backward`.
///
/// PyTorch: `torch.autograd.function.FunctionCtx`.
public final class FunctionContext {
  /// Whether the gradient of each input is used: that of a frozen weight need not be computed.
  ///
  /// PyTorch: `torch.autograd.function.FunctionCtx.needs_input_grad`.
  public let needsInputGrad: [Bool]

  /// In `backward`, what `forward` saved, in that order; empty before.
  ///
  /// PyTorch: `torch.autograd.function.FunctionCtx.saved_tensors`.
  public let savedTensors: [Tensor]

  private(set) var toSave: [Tensor] = []

  init(needsInputGrad: [Bool], savedTensors: [Tensor] = []) {
    (self.needsInputGrad, self.savedTensors) = (needsInputGrad, savedTensors)
  }

  /// Keeps inputs, results or what was computed on the way until `backward`, which stops the program
  /// if one of them was changed in place meanwhile. Called again, it replaces what was saved.
  ///
  /// PyTorch: `torch.autograd.function.FunctionCtx.save_for_backward`.
  public func saveForBackward(_ tensors: Tensor...) { toSave = tensors }
}

/// What a function's `backward` gave, checked against the inputs that it is for.
struct FunctionGradients {
  let function: String
  let inputs: [(shape: [Int], dtype: DType)]

  init(_ function: String, _ inputs: [Tensor]) {
    self.function = function
    self.inputs = inputs.map { ($0.shape, $0.dtype) }
  }

  func checked(_ gradients: [Tensor?]) -> [Tensor?] {
    precondition(
      gradients.count == inputs.count,
      """
      \(function): backward gave \(gradients.count) gradients, and apply was given \(inputs.count) \
      tensors: give one for each of them, nil where none flows
      """)
    for (index, (gradient, input)) in zip(gradients, inputs).enumerated() {
      guard let gradient else { continue }
      precondition(
        gradient.shape == input.shape && gradient.dtype == input.dtype,
        """
        \(function): backward gave input \(index), \(input.shape) of \(input.dtype), a gradient \
        \(gradient.shape) of \(gradient.dtype): it must have the input's shape and type
        """)
    }
    return gradients
  }
}
