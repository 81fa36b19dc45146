import TensorKit

/// Shapes that cannot be, and places that are not there.
enum ShapeMistakes {
  static let all = asked + made + viewed + taken + joined

  private static let asked = [
    Mistake("size: a tensor of shape [] has no dimensions, so no size of 0") {
      _ = Tensor(3).size(0)
    },
    Mistake("t: shape [2, 3, 4] is no matrix; use transpose(a, b) to say which dimensions") {
      _ = Tensor.zeros(2, 3, 4).t()
    },
  ]

  private static let made = [
    Mistake("Tensor: shape [2, -1] has a negative extent: all must be at least 0") {
      _ = Tensor.zeros(2, -1)
    },
    Mistake(
      "Tensor: shape [4611686018427387904, 4] has more elements than memory can hold"
    ) { _ = Tensor.zeros(1 << 62, 4) },
    Mistake("Tensor: shape [2305843009213693952] has more elements than memory can hold") {
      _ = Tensor.zeros([1 << 61], dtype: .float64)
    },
    Mistake("Tensor: shape [2, 2] holds 4 values, and there are 3") {
      _ = Tensor([1, 2, 3], shape: [2, 2])
    },
    Mistake("Tensor: row 1 has 1 values and row 0 has 2: make them equal") {
      _ = Tensor([[1, 2], [3]])
    },
    Mistake("Tensor: shape [3] holds 3 values, and there are 1") {
      _ = Tensor(ints: [1], shape: [3])
    },
    Mistake("Tensor: shape [] holds 1 values, and there are 2") {
      _ = Tensor(bools: [true, true], shape: [])
    },
    Mistake("arange: there are no -1 numbers: n must be at least 0") { _ = Tensor.arange(-1) },
    Mistake("randint: there is no integer in 3 ..< 3") { _ = Tensor.randint(3, 3, [2]) },
    Mistake("randperm: -1 is negative") { _ = Tensor.randperm(-1) },
    Mistake("uniform_: 2.0 ..< 1.0 is no interval") { _ = Tensor.zeros(2).uniform_(2.0, 1.0) },
    Mistake("uniform_: the tensor is int64, not floating-point") {
      _ = Tensor(ints: [1]).uniform_()
    },
    Mistake("normal_: the tensor is bool, not floating-point") {
      _ = Tensor(bools: [true]).normal_()
    },
    Mistake("normal_: the standard deviation -1.0 is negative or not a number") {
      _ = Tensor.zeros(2).normal_(std: -1)
    },
    Mistake("bernoulli_: 1.5 is no probability: it lies in 0...1") {
      _ = Tensor.zeros(2).bernoulli_(1.5)
    },
  ]

  private static let viewed = [
    Mistake("reshape: shape [4] holds 4 elements, the tensor has 6") {
      _ = Tensor.ones(2, 3).reshape(4)
    },
    Mistake(
      """
      reshape: 6 elements do not divide into shape [-1, 4]: the other extents must divide 6
      """
    ) { _ = Tensor.ones(2, 3).reshape(-1, 4) },
    Mistake("reshape: only one extent of [-1, -1] may be -1") {
      _ = Tensor.ones(2, 3).reshape(-1, -1)
    },
    Mistake("reshape: shape [-2, 3] has a negative extent: all must be at least 0") {
      _ = Tensor.ones(2, 3).reshape(-2, 3)
    },
    Mistake("view: shape [5] holds 5 elements, the tensor has 6") { _ = Tensor.ones(2, 3).view(5) },
    Mistake(
      """
      view: a tensor of shape [3, 2] and strides [1, 3] has no view of shape [6], as its elements \
      are not in that order in memory: use reshape, which copies
      """
    ) { _ = Tensor.ones(2, 3).T.view(6) },
    Mistake("flatten: startDim 1 lies behind endDim 0") { _ = Tensor.ones(2, 3).flatten(1, 0) },
    Mistake("flatten: there is no dimension 2 in shape [2, 3]: it must lie between -2 and 1") {
      _ = Tensor.ones(2, 3).flatten(2)
    },
    Mistake("squeeze: there is no dimension 2 in shape [2, 1]: it must lie between -2 and 1") {
      _ = Tensor.ones(2, 1).squeeze(2)
    },
    Mistake("unsqueeze: 4 is no place for a dimension in shape [2, 3]: use -3...2") {
      _ = Tensor.ones(2, 3).unsqueeze(4)
    },
    Mistake("transposed: there is no dimension -2 in shape [3]: it must lie between -1 and 0") {
      _ = Tensor.ones(3).transposed()
    },
    Mistake("T: shape [2, 3, 4] is no matrix; use transposed(a, b) to say which dimensions") {
      _ = Tensor.ones(2, 3, 4).T
    },
    Mistake("permute: [0, 0] does not name each dimension of shape [2, 3] once") {
      _ = Tensor.ones(2, 3).permute(0, 0)
    },
    Mistake("permute: there is no dimension 2 in shape [2, 3]: it must lie between -2 and 1") {
      _ = Tensor.ones(2, 3).permute(2, 0)
    },
    Mistake(
      """
      expand: shape [2, 3] does not stretch to [4, 3]: counted from the end, each extent must be \
      equal or 1
      """
    ) { _ = Tensor.ones(2, 3).expand(4, 3) },
    Mistake(
      """
      expand: shape [2, 3] does not stretch to [3]: counted from the end, each extent must be equal \
      or 1
      """
    ) { _ = Tensor.ones(2, 3).expand(3) },
    Mistake(
      """
      expand: shape [3] does not stretch to [-1, 3]: counted from the end, each extent must be equal \
      or 1
      """
    ) { _ = Tensor.ones(3).expand(-1, 3) },
    Mistake("triu: shape [3] holds no matrices: it needs two dimensions") {
      _ = Tensor.ones(3).triu()
    },
    Mistake("tril: shape [] holds no matrices: it needs two dimensions") { _ = Tensor(1).tril() },
  ]

  private static let taken = [
    Mistake("select: index 2 is out of range: dimension 0 of shape [2, 3] has 2 elements") {
      _ = Tensor.ones(2, 3)[2]
    },
    Mistake("select: index -4 is out of range: dimension 1 of shape [2, 3] has 3 elements") {
      _ = Tensor.ones(2, 3).select(dim: 1, -4)
    },
    Mistake("select: a scalar has no dimension to take an element from") { _ = Tensor(1)[0] },
    Mistake("select: there is no dimension 2 in shape [2, 3]: it must lie between -2 and 1") {
      _ = Tensor.ones(2, 3).select(dim: 2, 0)
    },
    Mistake("narrow: 3 elements from 1 do not lie in dimension 1 of shape [2, 3], which has 3") {
      _ = Tensor.ones(2, 3).narrow(dim: 1, start: 1, length: 3)
    },
    Mistake(
      """
      narrow: 9223372036854775807 elements from 1 do not lie in dimension 0 of shape [2], which has 2
      """
    ) { _ = Tensor.ones(2).narrow(dim: 0, start: 1, length: .max) },
    Mistake("narrow: a scalar has no dimension to cut") {
      _ = Tensor(1).narrow(dim: 0, start: 0, length: 1)
    },
    Mistake("slice: a scalar has no dimension to cut") { _ = Tensor(1).slice(to: 1) },
    Mistake("slice: there is no dimension 1 in shape [2]: it must lie between -1 and 0") {
      _ = Tensor.ones(2).slice(dim: 1)
    },
  ]

  private static let joined = [
    Mistake("cat: there is nothing to join") { _ = Tensor.cat([]) },
    Mistake("cat: scalars have no dimension to be joined along: use stack") {
      _ = Tensor.cat([Tensor(1), Tensor(2)])
    },
    Mistake("cat: shapes [2, 3] and [3, 2] must be equal but for dimension 0") {
      _ = Tensor.cat([.ones(2, 3), .ones(3, 2)])
    },
    Mistake("cat: there is no dimension 2 in shape [2, 3]: it must lie between -2 and 1") {
      _ = Tensor.cat([.ones(2, 3)], dim: 2)
    },
    Mistake("cat: int64 and float32 do not mix: convert one with to(…)") {
      _ = Tensor.cat([.ones(1), Tensor(ints: [1])])
    },
    Mistake("stack: there is nothing to join") { _ = Tensor.stack([]) },
    Mistake("stack: shapes [2, 3] and [3, 2] must be equal") {
      _ = Tensor.stack([.ones(2, 3), .ones(3, 2)])
    },
    Mistake("stack: 3 is no place for a dimension in shape [2]: use -2...1") {
      _ = Tensor.stack([.ones(2)], dim: 3)
    },
  ]
}
