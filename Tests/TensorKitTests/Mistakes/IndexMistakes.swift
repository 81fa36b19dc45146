import TensorKit

/// Places that are not there, and lists and masks that do not fit.
enum IndexMistakes {
  static let all = gathered + scattered + subscripts + put + masks

  private static func ids() -> Tensor { Tensor(ints: [0, 1], shape: [2, 1]) }

  private static let gathered = [
    Mistake(
      """
      gather: index 3 is out of range: dimension 1 of shape [2, 3] has 3 elements, so that indices \
      lie in 0..<3
      """
    ) { _ = Tensor.ones(2, 3).gather(dim: 1, index: Tensor(ints: [0, 3], shape: [2, 1])) },
    Mistake(
      """
      gather: index -1 is out of range: dimension 0 of shape [3] has 3 elements, so that indices lie \
      in 0..<3
      """
    ) { _ = Tensor.ones(3).gather(dim: 0, index: Tensor(ints: [-1])) },
    Mistake(
      """
      gather: the index is float32, and places are counted in int64: convert it with to(.int64)
      """
    ) { _ = Tensor.ones(3).gather(dim: 0, index: Tensor([1])) },
    Mistake(
      "gather: an index of shape [2] needs as many dimensions as the tensor of shape [2, 3]"
    ) { _ = Tensor.ones(2, 3).gather(dim: 1, index: Tensor(ints: [0, 1])) },
    Mistake(
      """
      gather: an index of shape [3, 1] reaches beyond a tensor of shape [2, 3] in dimension 0: only \
      dimension 1, the indexed one, may be longer
      """
    ) { _ = Tensor.ones(2, 3).gather(dim: 1, index: Tensor(ints: [0, 1, 2], shape: [3, 1])) },
    Mistake(
      """
      takeAlongDim: indices of shape [2] need as many dimensions as the tensor of shape [2, 3]
      """
    ) { _ = Tensor.ones(2, 3).takeAlongDim(Tensor(ints: [0, 1]), dim: 1) },
    Mistake("indexSelect: an index of shape [2, 1] is no list: it must have one dimension") {
      _ = Tensor.ones(2, 3).indexSelect(dim: 0, index: ids())
    },
    Mistake(
      """
      indexSelect: index 2 is out of range: dimension 0 of shape [2, 3] has 2 elements, so that \
      indices lie in 0..<2
      """
    ) { _ = Tensor.ones(2, 3).indexSelect(dim: 0, index: Tensor(ints: [0, 2])) },
    Mistake("indexSelect: a scalar has one element, and the index names 2: give it one") {
      _ = Tensor(1).indexSelect(dim: 0, index: Tensor(ints: [0, 0]))
    },
  ]

  private static let scattered = [
    Mistake("scatter: src is float64, and the tensor float32: convert src with to(.float32)") {
      _ = Tensor.ones(2, 3).scatter(
        dim: 1, index: ids(), src: Tensor.ones([2, 1], dtype: .float64))
    },
    Mistake(
      """
      scatterAdd: an index of shape [2, 1] needs a src of as many dimensions, none shorter, and this \
      is of shape [1, 1]
      """
    ) { _ = Tensor.ones(2, 3).scatterAdd(dim: 1, index: ids(), src: .ones(1, 1)) },
    Mistake(
      """
      indexAdd: source is int64, and the tensor float32: convert source with to(.float32)
      """
    ) { _ = Tensor.ones(2).indexAdd(dim: 0, index: Tensor(ints: [0]), source: Tensor(ints: [1])) },
    Mistake(
      """
      indexAdd: with an index of 1 places along dimension 0 of shape [2, 3], source must be of shape \
      [1, 3], and is of shape [3]
      """
    ) { _ = Tensor.ones(2, 3).indexAdd(dim: 0, index: Tensor(ints: [0]), source: .ones(3)) },
    Mistake("indexAdd: the factor 0.5 of values of int64 must be a whole number") {
      _ = Tensor(ints: [1]).indexAdd(
        dim: 0, index: Tensor(ints: [0]), source: Tensor(ints: [1]), alpha: 0.5)
    },
  ]

  private static let subscripts = [
    Mistake("slice: a step of 0 leads nowhere: it must be at least 1") {
      _ = Tensor.ones(4)[.slice(step: 0)]
    },
    Mistake(
      """
      subscript: the entries name 3 dimensions, and a tensor of shape [2, 3] has only 2
      """
    ) { _ = Tensor.ones(2, 3)[0, 1, 1] },
    Mistake(
      """
      subscript: there are 2 ellipses, and which dimensions each stands for cannot be told: leave one
      """
    ) { _ = Tensor.ones(2, 3)[.ellipsis, 0, .ellipsis] },
    Mistake("subscript: a tensor of float32 is no index: places are int64, masks bool") {
      _ = Tensor.ones(2, 3)[Tensor([0, 1])]
    },
    Mistake(
      """
      subscript: a mask of shape [2] does not fit dimensions of shape [3]: they must be equal
      """
    ) { _ = Tensor.ones(3)[Tensor(bools: [true, false])] },
    Mistake("subscript: place 3 is out of range: dimension 1 of shape [2, 3] has 3 elements") {
      _ = Tensor.ones(2, 3)[[0, 1], [-3, 3]]
    },
    Mistake(
      """
      subscript: shapes [2] and [3] do not broadcast: counted from the end, dimension 1 is 2 in one \
      and 3 in the other; they must be equal, or one of them 1
      """
    ) { _ = Tensor.ones(4, 4)[[0, 1], [0, 1, 2]] },
  ]

  private static let put = [
    Mistake(
      """
      subscript: values of shape [3] do not fit what is named, of shape [2]: counted from the end, \
      each extent must be equal, or 1 in the values
      """
    ) { Tensor.ones(4)[1..<3] = .ones(3) },
    Mistake(
      """
      indexPut_: the values are float64, and the tensor float32: convert them with to(.float32)
      """
    ) {
      Tensor.ones(4).indexPut_(
        indices: [Tensor(ints: [0])], values: Tensor.ones([1], dtype: .float64))
    },
  ]

  private static let masks = [
    Mistake(
      """
      maskedScatter: source is float64, and the tensor float32: convert source with to(.float32)
      """
    ) {
      _ = Tensor.ones(1).maskedScatter(
        Tensor(bools: [true]), Tensor.ones([1], dtype: .float64))
    },
    Mistake(
      "maskedScatter: the mask has 2 true elements, and source of shape [1] holds only 1"
    ) { _ = Tensor.ones(2).maskedScatter(Tensor(bools: [true, true]), .ones(1)) },
  ]
}
