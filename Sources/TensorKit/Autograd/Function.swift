/// An operation of one's own: what it computes, and how a gradient of its result becomes gradients
/// of its inputs. What is no tensor, such as an exponent, is a property.
///
/// ```swift
/// struct Cube: Function {
///   func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
///     context.saveForBackward(inputs[0])
///     return inputs[0] * inputs[0] * inputs[0]
///   }
///   func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
///     let x = context.savedTensors[0]
///     return [gradient * x * x * 3]
///   }
/// }
/// let y = Cube().apply(x)
/// ```
///
/// ``gradcheck(_:_:eps:atol:rtol:)`` says whether the two fit together.
///
/// PyTorch: `torch.autograd.Function`.
public protocol Function {
  /// The result. Nothing in here is recorded for a backward pass, and no input may be changed.
  ///
  /// PyTorch: `torch.autograd.Function.forward`.
  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor

  /// One gradient for each input, of its shape and type, given that of the result; nil where none
  /// flows, as to integers, or ``FunctionContext/needsInputGrad`` says that none is used.
  ///
  /// PyTorch: `torch.autograd.Function.backward`.
  func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?]
}

extension Function {
  /// Computes the result, and records how to differentiate it if an input requires a gradient.
  ///
  /// PyTorch: `torch.autograd.Function.apply`.
  public func apply(_ inputs: Tensor...) -> Tensor {
    let name = "\(Self.self)"
    let (results, saved) = computed(name, inputs) { [forward($0, inputs)] }
    let result = results[0]
    guard isRecording(inputs), result.dtype.isFloatingPoint else { return result }
    let gradients = FunctionGradients(name, inputs)
    result.node = Node("Function", called: "\(name)Backward", inputs: inputs, saving: saved) {
      gradient, step in
      let context = FunctionContext(step)
      return noGrad { gradients.checked(backward(context, gradient)) }
    }
    return result
  }
}

/// A ``Function`` with several results.
///
/// PyTorch: `torch.autograd.Function`.
public protocol MultiFunction {
  /// The results. Nothing in here is recorded for a backward pass, and no input may be changed.
  ///
  /// PyTorch: `torch.autograd.Function.forward`.
  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> [Tensor]

  /// One gradient for each input, as ``Function/backward(_:_:)``, given those of the results. A
  /// result that was not used has a gradient of zeros.
  ///
  /// PyTorch: `torch.autograd.Function.backward`.
  func backward(_ context: FunctionContext, _ gradients: [Tensor]) -> [Tensor?]
}

extension MultiFunction {
  /// Computes the results, and records how to differentiate them if an input requires a gradient.
  ///
  /// PyTorch: `torch.autograd.Function.apply`.
  public func apply(_ inputs: Tensor...) -> [Tensor] {
    let name = "\(Self.self)"
    let (results, saved) = computed(name, inputs) { forward($0, inputs) }
    guard isRecording(inputs) else { return results }
    let gradients = FunctionGradients(name, inputs)
    let arrived = ArrivedGradients(results)
    // A node has one gradient. Each result's node puts its own down in `arrived`, and sends on a
    // number that only says so; the node they all lead to runs when the last of them has.
    let joint = Tensor(0)
    joint.node = Node("Function", called: "\(name)Backward", inputs: inputs, saving: saved) {
      _, step in
      let context = FunctionContext(step)
      return noGrad { gradients.checked(backward(context, arrived.take())) }
    }
    for (index, result) in results.enumerated() where result.dtype.isFloatingPoint {
      result.node = Node("Function", called: "\(name)Backward", inputs: [joint], saving: []) {
        gradient, _ in
        arrived.gradients[index] = gradient
        return [Tensor(0)]
      }
    }
    return results
  }
}

/// The gradients of several results, while not all of them have arrived.
private final class ArrivedGradients {
  var gradients: [Tensor?]
  private let results: [(shape: [Int], dtype: DType)]

  init(_ results: [Tensor]) {
    gradients = results.map { _ in nil }
    self.results = results.map { ($0.shape, $0.dtype) }
  }

  /// All of them, zeros for those that did not arrive; the next walk finds none.
  func take() -> [Tensor] {
    defer { gradients = results.map { _ in nil } }
    return zip(gradients, results).map { $0 ?? Tensor.zeros($1.shape, dtype: $1.dtype) }
  }
}

extension FunctionContext {
  /// What `backward` may look at.
  fileprivate convenience init(_ step: borrowing Step) {
    let needed = (0..<step.inputCount).map { step.needs($0) }
    self.init(needsInputGrad: needed, savedTensors: step.saved)
  }
}

/// What a forward gives, unrecorded, as tensors that nobody else holds; and what it saves.
private func computed(
  _ name: String, _ inputs: [Tensor], _ forward: (FunctionContext) -> [Tensor]
) -> (results: [Tensor], saved: [Tensor]) {
  let records = isRecording(inputs)
  let context = FunctionContext(needsInputGrad: inputs.map { records && $0.requiresGrad })
  let before = inputs.map(\.storage.version)
  let results = noGrad { forward(context) }
  precondition(
    inputs.map(\.storage.version) == before,
    "\(name): forward changed an input in place, whose old values others may need: clone() it first"
  )
  // An input given back as it came must not become a node itself.
  let fresh = results.map { result in
    result.node != nil || result.leafRequiresGrad || inputs.contains { $0 === result }
      ? result.alias() : result
  }
  return (fresh, context.toSave)
}
