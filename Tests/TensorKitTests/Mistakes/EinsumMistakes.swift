import TensorKit

/// Equations that cannot be read, and products of shapes that do not fit.
enum EinsumMistakes {
  static let all = read + products

  private static let read = [
    Mistake("einsum: there is no operand") { _ = einsum("", []) },
    Mistake("einsum: \"ij->i\" speaks of 1 operands, and there are 2") {
      _ = einsum("ij->i", .ones(2, 3), .ones(3))
    },
    Mistake("einsum: \"ij-i\" has a \"-\" that begins no arrow: the result is named behind \"->\"")
    {
      _ = einsum("ij-i", .ones(2, 3))
    },
    Mistake(
      "einsum: \"ijk->i\" names 3 dimensions of an operand of shape [2, 3], which has 2"
    ) { _ = einsum("ijk->i", .ones(2, 3)) },
    Mistake(
      "einsum: \"i..->i\" has dots that are no \"...\", or two of them for one operand"
    ) { _ = einsum("i..->i", .ones(2, 3)) },
    Mistake("einsum: \"i1->i\" has the sign \"1\": dimensions are letters from a to z and A to Z") {
      _ = einsum("i1->i", .ones(2, 3))
    },
    Mistake("einsum: \"ij->k\" names \"k\" in the result, and no operand has it") {
      _ = einsum("ij->k", .ones(2, 3))
    },
    Mistake("einsum: \"ij->ii\" names \"i\" twice in the result") {
      _ = einsum("ij->ii", .ones(2, 3))
    },
    Mistake(
      """
      einsum: "ii->i" gives dimensions 0 and 1 of shape [2, 3] one letter: they must be equal
      """
    ) { _ = einsum("ii->i", .ones(2, 3)) },
    Mistake(
      """
      einsum: in "ij,jk" one dimension has extent 3 in one operand and 4 in another of shape [4, 2]: \
      they must be equal, or one of them 1
      """
    ) { _ = einsum("ij,jk", .ones(2, 3), .ones(4, 2)) },
  ]

  private static let products = [
    Mistake("outer: shapes [2, 3] and [3] must both be of one dimension") {
      _ = Tensor.ones(2, 3).outer(.ones(3))
    },
    Mistake("dot: shapes [2] and [3] must be of one dimension, and equal") {
      _ = Tensor.ones(2).dot(.ones(3))
    },
    Mistake("mv: shapes [2, 3] and [3, 1] must be a matrix and a vector; see matmul") {
      _ = Tensor.ones(2, 3).mv(.ones(3, 1))
    },
    Mistake("mm: shapes [2, 3] and [3] must be two matrices; see matmul") {
      _ = Tensor.ones(2, 3).mm(.ones(3))
    },
    Mistake(
      "bmm: shapes [1, 2, 3] and [2, 3, 1] must be [b, m, k] and [b, k, n] of one b; see matmul"
    ) {
      _ = Tensor.ones(1, 2, 3).bmm(.ones(2, 3, 1))
    },
    Mistake("addmm: shapes [2, 3] and [3] must be two matrices; see baddbmm") {
      _ = Tensor.ones(2).addmm(.ones(2, 3), .ones(3))
    },
    Mistake("addmm: shape [3, 2, 2] does not broadcast to the product's, [2, 2]") {
      _ = Tensor.ones(3, 2, 2).addmm(.ones(2, 3), .ones(3, 2))
    },
    Mistake("tensordot: shapes [2, 3] and [3] do not both have 2 dimensions to be summed over") {
      _ = tensordot(.ones(2, 3), .ones(3))
    },
    Mistake("tensordot: 1 dimensions do not go with 2: name as many of both") {
      _ = tensordot(.ones(2, 3), .ones(2, 3), dims: ([0], [0, 1]))
    },
    Mistake(
      """
      tensordot: dimensions [0] of shape [2, 3] and [1] of shape [2, 3] must be equal in extent
      """
    ) { _ = tensordot(.ones(2, 3), .ones(2, 3), dims: ([0], [1])) },
  ]
}
