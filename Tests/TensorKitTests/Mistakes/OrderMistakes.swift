import TensorKit

/// Orders, parts and diagonals that there cannot be.
enum OrderMistakes {
  static let all = sorted + repeated + split + axes + counted

  private static let sorted = [
    Mistake(
      "topk: there are no 4 elements in dimension 1 of shape [2, 3]: k must lie in 0...3"
    ) { _ = Tensor.ones(2, 3).topk(4) },
    Mistake(
      "kthvalue: there is no element 0 in dimension 0 of shape [3]: k must lie in 1...3"
    ) { _ = Tensor.ones(3).kthvalue(0) },
    Mistake("diff: a scalar has no neighbours to differ from") { _ = Tensor(1).diff() },
    Mistake("diff: differences are not taken -1 times: n must be at least 0") {
      _ = Tensor.ones(3).diff(n: -1)
    },
  ]

  private static let repeated = [
    Mistake("roll: 2 shifts for 1 dimensions: give one for each") {
      _ = Tensor.ones(2, 3).roll([1, 2], dims: [0])
    },
    Mistake("tile: [-1] holds a negative number of times: use 0 or more") {
      _ = Tensor.ones(2).tile(-1)
    },
    Mistake("repeatInterleave: -1 is no number of times: use 0 or more") {
      _ = Tensor.ones(2).repeatInterleave(-1)
    },
    Mistake(
      """
      repeatInterleave: 2 numbers of times for the 3 elements of dimension 0 of shape [3]: give one \
      for each
      """
    ) { _ = Tensor.ones(3).repeatInterleave(Tensor(ints: [1, 2])) },
    Mistake("repeatInterleave: [1, -2] holds a negative number of times: use 0 or more") {
      _ = Tensor.ones(2).repeatInterleave(Tensor(ints: [1, -2]))
    },
  ]

  private static let split = [
    Mistake("unbind: a scalar has no dimension to be taken apart along") { _ = Tensor(1).unbind() },
    Mistake("split: a scalar has no dimension to be taken apart along") {
      _ = Tensor(1).split(1)
    },
    Mistake(
      """
      split: parts of 0 never make up the 3 elements of dimension 0 of shape [3]: use a size of at \
      least 1
      """
    ) { _ = Tensor.ones(3).split(0) },
    Mistake(
      """
      split: sizes [1, 1] do not make up dimension 0 of shape [3]: none may be negative, and their \
      sum must be 3
      """
    ) { _ = Tensor.ones(3).split([1, 1]) },
    Mistake("split: there is no dimension 1 in shape [3]: it must lie between -1 and 0") {
      _ = Tensor.ones(3).split([1, 2], dim: 1)
    },
    Mistake("chunk: a scalar has no dimension to be taken apart along") { _ = Tensor(1).chunk(1) },
    Mistake("chunk: a tensor does not fall into 0 parts: use at least 1") {
      _ = Tensor.ones(3).chunk(0)
    },
    Mistake("tensorSplit: a scalar has no dimension to be taken apart along") {
      _ = Tensor(1).tensorSplit(1)
    },
    Mistake("tensorSplit: a tensor does not fall into 0 parts: use at least 1") {
      _ = Tensor.ones(3).tensorSplit(0)
    },
  ]

  private static let axes = [
    Mistake("movedim: 1 dimensions do not go to 2 places: name one place for each") {
      _ = Tensor.ones(2, 3).movedim([0], [0, 1])
    },
    Mistake("movedim: dimension 1 is named twice in [1, -1]") {
      _ = Tensor.ones(2, 3).movedim([0, 1], [1, -1])
    },
    Mistake("unflatten: a scalar has no dimension to become several") {
      _ = Tensor(1).unflatten(0, [1])
    },
    Mistake("unflatten: shape [2, 2] holds 4 elements, the tensor has 6") {
      _ = Tensor.ones(2, 6).unflatten(1, [2, 2])
    },
    Mistake(
      "diagonal: dim1 and dim2 are both dimension 0: a diagonal runs through two"
    ) { _ = Tensor.ones(2, 3).diagonal(dim1: 0, dim2: -2) },
    Mistake("diag: shape [2, 3, 4] is neither a vector nor a matrix; see diagonal and diagEmbed") {
      _ = Tensor.ones(2, 3, 4).diag()
    },
    Mistake("diagEmbed: a scalar is no diagonal: reshape it to one dimension") {
      _ = Tensor(1).diagEmbed()
    },
    Mistake(
      "diagEmbed: dim1 and dim2 are both dimension 1: a diagonal runs through two"
    ) { _ = Tensor.ones(3).diagEmbed(dim1: 1, dim2: -1) },
    Mistake("trace: shape [3] is no matrix: it needs two dimensions") {
      _ = Tensor.ones(3).trace()
    },
  ]

  private static let counted = [
    Mistake("bincount: shape [1, 1] is no vector: flatten() it to count all elements") {
      _ = Tensor(ints: [1], shape: [1, 1]).bincount()
    },
    Mistake("bincount: minlength -1 is negative: use 0 or more") {
      _ = Tensor(ints: [1]).bincount(minlength: -1)
    },
    Mistake("bincount: weights of shape [2] for elements of shape [1]: give one for each") {
      _ = Tensor(ints: [1]).bincount(weights: .ones(2))
    },
    Mistake("bincount: an element is negative, and only 0, 1, 2 … are counted") {
      _ = Tensor(ints: [1, -1]).bincount()
    },
    Mistake("meshgrid: there is no vector to span a grid") { _ = Tensor.meshgrid([]) },
    Mistake("meshgrid: shape [2, 3] is no vector: flatten() it first") {
      _ = Tensor.meshgrid([.ones(2, 3)])
    },
    Mistake("oneHot: without ids, numClasses must be said: nothing shows how many there are") {
      _ = oneHot(Tensor(ints: []))
    },
    Mistake("oneHot: id 3 is no class: ids must lie in 0..<3") {
      _ = oneHot(Tensor(ints: [0, 3]), numClasses: 3)
    },
  ]
}
