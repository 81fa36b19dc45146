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
  ]
}
