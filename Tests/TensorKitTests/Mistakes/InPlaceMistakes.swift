import TensorKit

/// Changes in place that would lose something.
enum InPlaceMistakes {
  static let all = leaves + fits

  private static let changes: [(name: String, change: @Sendable (Tensor) -> Void)] = [
    ("add_", { $0.add_(1) }), ("sub_", { $0.sub_(1) }), ("mul_", { $0.mul_(Tensor([2, 2])) }),
    ("div_", { $0.div_(2) }), ("fill_", { $0.fill_(1) }), ("copy_", { $0.copy_(Tensor([1, 1])) }),
  ]

  private static let leaves = changes.map { name, change in
    Mistake(
      """
      \(name): this leaf of shape [2] requires a gradient and cannot be changed in place while \
      operations are recorded: put the change inside noGrad { … }
      """
    ) { change(Parameter(Tensor([1, 2]))) }
  }

  private static let fits = [
    Mistake(
      """
      add_: the result, of shape [2, 3], does not fit in place into shape [3]: the other operand \
      must broadcast to [3]
      """
    ) { Tensor.ones(3).add_(.ones(2, 3)) },
    Mistake(
      "copy_: a source of shape [2, 3] does not fit into shape [3]: it must broadcast to [3]"
    ) { Tensor.ones(3).copy_(.ones(2, 3)) },
    Mistake(
      """
      copy_: shapes [3] and [4] do not broadcast: counted from the end, dimension 1 is 3 in one and \
      4 in the other; they must be equal, or one of them 1
      """
    ) { Tensor.ones(3).copy_(.ones(4)) },
    Mistake(
      """
      mul_: the result is float32, and the tensor in place is int64 and cannot hold it: convert with \
      to(.float32) first
      """
    ) { Tensor(ints: [1, 2]).mul_(0.5) },
    Mistake(
      """
      add_: shape [2, 3] is stretched by expand, so several elements are one in memory: clone() it \
      first
      """
    ) { Tensor.ones(3).expand(2, 3).add_(1) },
    Mistake(
      """
      mul_: this tensor of shape [2] shares its elements with a view, or with what an operation \
      saved for backward, so that a change in place would lose gradients: use the operation without \
      "_", or wrap the change in noGrad { … }
      """
    ) {
      let y = Parameter(Tensor([1, 2])).exp()
      y.mul_(2)
    },
  ]
}
