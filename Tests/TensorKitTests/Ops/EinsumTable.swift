@testable import TensorKit

/// Sums of products by name: einsum and the products whose names say the shapes.
enum EinsumTable {
  static var all: [OperationCase] { equations.map { equation($0.0, $0.1, $0.2, $0.3) } + others }

  /// An equation, the extents of its letters, the letters of each operand and of the result. In the
  /// operands, a letter in brackets has extent 1.
  private static let equations: [(String, [Character: Int], [String], String)] = [
    ("ij,jk->ik", ["i": 2, "j": 3, "k": 4], ["ij", "jk"], "ik"),
    ("ij,jk", ["i": 2, "j": 3, "k": 4], ["ij", "jk"], "ik"),
    (" ij , kj -> ki ", ["i": 2, "j": 3, "k": 4], ["ij", "kj"], "ki"),
    ("ba", ["a": 2, "b": 3], ["ba"], "ab"),
    ("Ba->Ba", ["a": 2, "B": 3], ["Ba"], "Ba"),
    ("ii->i", ["i": 3], ["ii"], "i"),
    ("ii", ["i": 3], ["ii"], ""),
    ("iji->j", ["i": 3, "j": 2], ["iji"], "j"),
    ("ij->", ["i": 3, "j": 2], ["ij"], ""),
    ("i,j->ij", ["i": 3, "j": 2], ["i", "j"], "ij"),
    ("i,i->", ["i": 3], ["i", "i"], ""),
    ("i,i->i", ["i": 3], ["i", "i"], "i"),
    ("bij,bjk->bik", ["b": 2, "i": 2, "j": 3, "k": 2], ["bij", "bjk"], "bik"),
    ("bhid,bhjd->bhij", ["b": 2, "h": 2, "i": 2, "d": 3, "j": 2], ["bhid", "bhjd"], "bhij"),
    ("ij,kl->", ["i": 2, "j": 2, "k": 2, "l": 3], ["ij", "kl"], ""),
    ("ijk,jil->kl", ["i": 2, "j": 3, "k": 2, "l": 2], ["ijk", "jil"], "kl"),
    ("ij,jk,kl->il", ["i": 2, "j": 3, "k": 2, "l": 2], ["ij", "jk", "kl"], "il"),
    ("i,ij,j->", ["i": 2, "j": 3], ["i", "ij", "j"], ""),
    ("ij,ij->i", ["i": 2, "j": 3], ["ij", "(i)j"], "i"),
    ("ij,jk->ik", ["i": 2, "j": 3, "k": 2], ["ij", "(j)k"], "ik"),
    ("ij,ij->ij", ["i": 2, "j": 3], ["i(j)", "(i)j"], "ij"),
    ("...ij,...jk->...ik", ["a": 2, "i": 2, "j": 3, "k": 2], ["aij", "ajk"], "aik"),
    ("...ij,jk->...ik", ["a": 2, "b": 2, "i": 2, "j": 3, "k": 2], ["abij", "jk"], "abik"),
    ("...i,...i", ["a": 2, "b": 3, "i": 2], ["abi", "(a)bi"], "ab"),
    ("i...->i", ["a": 2, "b": 2, "i": 3], ["iab"], "i"),
    ("i...j->j...", ["a": 2, "i": 3, "j": 2], ["iaj"], "jai"),
    ("ij,jk->ik", ["i": 2, "j": 0, "k": 2], ["ij", "jk"], "ik"),
  ]

  private static func equation(
    _ text: String, _ extents: [Character: Int], _ operands: [String], _ result: String
  ) -> OperationCase {
    let letters = operands.map { $0.filter(\.isLetter) }
    let shapes = operands.map { operand in
      zip(operand.indices, operand).filter { $0.1.isLetter }.map { at, letter in
        at > operand.startIndex && operand[operand.index(before: at)] == "("
          ? 1 : extents[letter] ?? 0
      }
    }
    let isSummedJAI = result == "jai"
    let named = isSummedJAI ? "ja" : result
    let shape = named.map { extents[$0] ?? 0 }
    let free = extents.keys.filter { !named.contains($0) }.sorted()
    return OperationCase("einsum \(text)", shapes, gives: shape, { einsum(text, $0) }) {
      grids, index in
      Grid.indices(free.map { extents[$0] ?? 0 }).reduce(0) { sum, rest in
        let place = Dictionary(
          uniqueKeysWithValues: zip(named, index).map { ($0, $1) }
            + zip(free, rest).map { ($0, $1) })
        return sum
          + grids.indices.reduce(1) { product, operand in
            product * grids[operand].stretched(letters[operand].map { place[$0] ?? 0 })
          }
      }
    }
  }

  private static var others: [OperationCase] {
    func same(
      _ name: String, as text: String, _ extents: [Character: Int], _ operands: [String],
      _ result: String, _ body: @escaping @Sendable ([Tensor]) -> Tensor
    ) -> OperationCase {
      let known = equation(text, extents, operands, result)
      return OperationCase(name, known.shapes, gives: known.result, body, known.element)
    }
    return [
      same("outer", as: "", ["i": 3, "j": 2], ["i", "j"], "ij", { $0[0].outer($0[1]) }),
      same("dot", as: "", ["i": 3], ["i", "i"], "", { $0[0].dot($0[1]) }),
      same("mv", as: "", ["i": 3, "j": 2], ["ij", "j"], "i", { $0[0].mv($0[1]) }),
      same("mm", as: "", ["i": 3, "j": 2, "k": 4], ["ij", "jk"], "ik", { $0[0].mm($0[1]) }),
      same(
        "bmm", as: "", ["b": 2, "i": 3, "j": 2, "k": 2], ["bij", "bjk"], "bik",
        { $0[0].bmm($0[1]) }),
      same(
        "tensordot 1", as: "", ["i": 2, "j": 3, "k": 2], ["ij", "jk"], "ik",
        { tensordot($0[0], $0[1], dims: 1) }),
      same(
        "tensordot", as: "", ["i": 2, "j": 3, "k": 2, "l": 2], ["lij", "ijk"], "lk",
        { tensordot($0[0], $0[1]) }),
      same(
        "tensordot 0", as: "", ["i": 2, "j": 3], ["i", "j"], "ij",
        { tensordot($0[0], $0[1], dims: 0) }),
      same(
        "tensordot of named", as: "", ["i": 2, "j": 3, "k": 2, "l": 2], ["ijk", "jil"], "kl",
        { tensordot($0[0], $0[1], dims: ([0, 1], [1, -3])) }),
      OperationCase(
        "addmm", [[2], [3, 2], [2, 2]], gives: [3, 2],
        { $0[0].addmm($0[1], $0[2], beta: 0.5, alpha: -2) }
      ) { grids, at in
        0.5 * grids[0][[at[1]]]
          - 2 * (0..<2).reduce(0) { $0 + grids[1][[at[0], $1]] * grids[2][[$1, at[1]]] }
      },
      OperationCase(
        "baddbmm", [[2, 1, 2], [2, 2, 3], [2, 3, 2]], gives: [2, 2, 2],
        { $0[0].baddbmm($0[1], $0[2]) }
      ) { grids, at in
        grids[0].stretched(at)
          + (0..<3).reduce(0) {
            $0 + grids[1][[at[0], at[1], $1]] * grids[2][[at[0], $1, at[2]]]
          }
      },
      OperationCase("kron", [[2, 3], [2, 2]], gives: [4, 6], { $0[0].kron($0[1]) }) {
        $0[0][[$1[0] / 2, $1[1] / 2]] * $0[1][[$1[0] % 2, $1[1] % 2]]
      },
      OperationCase("kron of a vector", [[2, 2], [3]], gives: [2, 6], { $0[0].kron($0[1]) }) {
        $0[0][[$1[0], $1[1] / 3]] * $0[1][[$1[1] % 3]]
      },
    ]
  }
}
