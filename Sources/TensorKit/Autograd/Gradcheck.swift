/// Where ``gradcheck(_:_:eps:atol:rtol:)`` found a gradient that is not the slope.
///
/// PyTorch: `torch.autograd.gradcheck.GradcheckError`.
public enum GradcheckError: Error, Equatable, CustomStringConvertible {
  /// The derivative of element `output` of the result by element `element` of input `input`, both
  /// counted in row-major order: by `backward`, and by differences.
  case mismatch(input: Int, element: Int, output: Int, backward: Double, difference: Double)
  /// Two backward passes through the same values gave input `input` different gradients.
  case notRepeatable(input: Int)
  /// The result has no gradient, although an input requires one.
  case noGradient

  /// What differs, and where to look.
  public var description: String {
    switch self {
    case .mismatch(let input, let element, let output, let backward, let difference):
      "gradcheck: the derivative of result element \(output) by element \(element) of input \(input) "
        + "is \(difference) by differences and \(backward) by backward. Check the rule for that input."
    case .notRepeatable(let input):
      "gradcheck: two backward passes give input \(input) different gradients. Does the rule draw "
        + "random numbers, or change what was saved?"
    case .noGradient:
      "gradcheck: the result does not depend on an input that requires a gradient. Was it computed "
        + "under noGrad, or detached?"
    }
  }
}

/// Compares what `backward` says of a function with what moving each input a little says:
/// (f(x + eps) − f(x − eps))/(2·eps), for each element of the result by each of the inputs that
/// require a gradient.
///
/// PyTorch: `torch.autograd.gradcheck`.
///
/// - `function`: computes its result from the tensors it is given, which stand for `inputs`.
/// - Precondition: an input requires a gradient, and those that do are float64, as differences of
///   float32 are mostly rounding.
/// - Throws: ``GradcheckError`` where the two differ by more than `atol` + `rtol`·|difference|.
public func gradcheck(
  _ function: ([Tensor]) -> Tensor, _ inputs: [Tensor], eps: Double = 1e-6, atol: Double = 1e-5,
  rtol: Double = 1e-3
) throws(GradcheckError) {
  let checked = inputs.indices.filter { inputs[$0].requiresGrad }
  precondition(
    !checked.isEmpty,
    "gradcheck: no input requires a gradient: set requiresGrad, or use a Parameter")
  for index in checked {
    precondition(
      inputs[index].dtype == .float64,
      """
      gradcheck: input \(index) is \(inputs[index].dtype), in which differences are mostly rounding: \
      convert it with to(.float64) first
      """)
  }
  let slopes = try Slopes(function, inputs, checked)
  if let index = try slopes.unequal(Slopes(function, inputs, checked)) {
    throw .notRepeatable(input: index)
  }
  for index in checked {
    for element in 0..<inputs[index].count {
      let differences = centralDifference(function, inputs, index, element, eps)
      for (output, difference) in differences.enumerated() {
        let backward = slopes[index, element, output]
        // Not `>`, which is false of nan.
        if !((backward - difference).magnitude <= atol + rtol * difference.magnitude) {
          throw .mismatch(
            input: index, element: element, output: output, backward: backward,
            difference: difference)
        }
      }
    }
  }
}

/// The derivative of each element of the result by each of the inputs, by `backward`.
private struct Slopes {
  /// By input, then by element of the result: the gradient of that input.
  private var gradients: [Int: [[Double]]] = [:]

  init(
    _ function: ([Tensor]) -> Tensor, _ inputs: [Tensor], _ checked: [Int]
  ) throws(GradcheckError) {
    let leaves = inputs.map { Parameter($0.detach().clone(), requiresGrad: $0.requiresGrad) }
    let result = function(leaves)
    if !result.requiresGrad { throw .noGradient }
    for output in 0..<result.count {
      let seed = Tensor.zeros([result.count], dtype: result.dtype)
      seed.select(dim: 0, output).fill_(1)
      for leaf in leaves { leaf.grad = nil }
      result.backward(seed.reshape(result.shape), retainGraph: true)
      for index in checked {
        let none = [Double](repeating: 0, count: leaves[index].count)
        gradients[index, default: []].append(leaves[index].grad?.doubles() ?? none)
      }
    }
  }

  subscript(input: Int, element: Int, output: Int) -> Double {
    gradients[input]?[output][element] ?? 0
  }

  /// An input whose gradients differ in the two, if there is one. nan is equal to nan.
  func unequal(_ other: Slopes) -> Int? {
    gradients.keys.sorted().first { index in
      let (a, b) = (gradients[index] ?? [], other.gradients[index] ?? [])
      return zip(a.joined(), b.joined()).contains { $0 != $1 && !($0.isNaN && $1.isNaN) }
    }
  }
}

/// How every element of the result changes with one element of one input.
private func centralDifference(
  _ function: ([Tensor]) -> Tensor, _ inputs: [Tensor], _ index: Int, _ element: Int, _ eps: Double
) -> [Double] {
  func moved(_ distance: Double) -> [Double] {
    var (values, tensors) = (inputs[index].doubles(), inputs.map { $0.detach().clone() })
    values[element] += distance
    tensors[index] = Tensor(values, shape: inputs[index].shape, dtype: .float64)
    return noGrad { function(tensors) }.doubles()
  }
  return zip(moved(eps), moved(-eps)).map { ($0 - $1) / (2 * eps) }
}
