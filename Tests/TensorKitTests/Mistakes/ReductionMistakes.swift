import TensorKit

/// Reductions of what has no such value.
enum ReductionMistakes {
  static let all = [
    Mistake("median: shape [0] of int64 has no elements") { _ = Tensor(ints: []).median() },
    Mistake("median: dimension 0 of shape [0, 2] is empty: it must hold an element") {
      _ = Tensor.zeros(0, 2).median(dim: 0)
    },
    Mistake("median: bool has no order: convert with to(.int64) first") {
      _ = Tensor(bools: [true]).median()
    },
    Mistake("norm: int64 has no norm: convert with to(.float32) first") {
      _ = Tensor(ints: [1]).norm()
    },
    Mistake("norm: shape [2, 0] has no elements along [1], and of none there is no norm inf") {
      _ = Tensor.zeros(2, 0).norm(.infinity, dim: 1)
    },
    Mistake("max: dimension 1 of shape [2, 0] is empty: it must hold an element") {
      _ = Tensor.zeros(2, 0).max(dim: 1)
    },
    Mistake("std: int64 has none: convert with to(.float32) first") {
      _ = Tensor(ints: [1]).std()
    },
    Mistake("prod: there is no dimension 2 in shape [2, 3]: it must lie between -2 and 1") {
      _ = Tensor.zeros(2, 3).prod(dim: 2)
    },
    Mistake("any: dimension 0 is named twice in [0, -2]") {
      _ = Tensor.zeros(2, 3).any(dim: [0, -2])
    },
  ]
}
