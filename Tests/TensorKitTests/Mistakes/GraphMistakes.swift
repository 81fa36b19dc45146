import TensorKit

/// Walks through a graph that cannot give a gradient.
enum GraphMistakes {
  static let all = [
    Mistake(
      """
      backward: this tensor of shape [2] does not depend on a tensor that requires a gradient, or \
      was computed inside noGrad
      """
    ) { Tensor([1, 2]).backward() },
    Mistake(
      """
      backward: only a tensor of one element has a gradient by itself; shape [2, 3] needs \
      backward(gradient) with a gradient of that shape, or a sum() first
      """
    ) { (Parameter(.ones(2, 3)) * 2).backward() },
    Mistake("backward: a gradient of shape [3] does not fit a tensor of shape [2, 3]") {
      (Parameter(.ones(2, 3)) * 2).backward(.ones(3))
    },
    Mistake(
      """
      backward: this graph was walked before, and ExpBackward gave up what it had saved. Compute the \
      result again, or ask the first walk for backward(retainGraph: true)
      """
    ) {
      let y = Parameter(Tensor([1])).exp()
      y.backward()
      y.backward()
    },
    Mistake(
      """
      MulBackward: a tensor of shape [1] that it saved for backward was changed in place afterwards \
      (version 1, saved at 0). Use the operation without "_", or clone() the tensor before changing it
      """
    ) {
      let x = Parameter(Tensor([1]))
      let y = x * x
      noGrad { _ = x.add_(1) }
      y.backward()
    },
    Mistake("grad: a gradient of shape [3] does not fit a tensor of shape [2]") {
      Parameter(Tensor([1, 2])).grad = .ones(3)
    },
    Mistake("requiresGrad: int64 values have no gradient; only float32 and float64 do") {
      Tensor(ints: [1]).requiresGrad = true
    },
    Mistake(
      """
      requiresGrad: a tensor computed by MulBackward follows its inputs; use detach() to take it out \
      of the graph
      """
    ) {
      let y = Parameter(Tensor([1])) * 2
      y.requiresGrad = false
    },
    Mistake(
      """
      Twice: backward gave 2 gradients, and apply was given 1 tensors: give one for each of them, nil \
      where none flows
      """
    ) { Twice { [$0, $0] }.apply(Parameter(.ones(2))).sum().backward() },
    Mistake(
      """
      Twice: backward gave input 0, [2] of float32, a gradient [] of float32: it must have the \
      input's shape and type
      """
    ) { Twice { [$0.sum()] }.apply(Parameter(.ones(2))).sum().backward() },
    Mistake(
      "Twice: forward changed an input in place, whose old values others may need: clone() it first"
    ) { _ = Twice(inPlace: true) { [$0] }.apply(Parameter(.ones(2))) },
    Mistake("gradcheck: no input requires a gradient: set requiresGrad, or use a Parameter") {
      try? gradcheck({ $0[0] }, [.ones(2)])
    },
    Mistake(
      """
      gradcheck: input 0 is float32, in which differences are mostly rounding: convert it with \
      to(.float64) first
      """
    ) { try? gradcheck({ $0[0] * 2 }, [Parameter(.ones(2))]) },
  ]

  private struct Twice: Function {
    var inPlace = false
    var gradients: (Tensor) -> [Tensor?]

    func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
      inPlace ? inputs[0].mul_(2) : inputs[0] * 2
    }

    func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
      gradients(gradient)
    }
  }
}
