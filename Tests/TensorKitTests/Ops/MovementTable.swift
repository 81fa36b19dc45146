@testable import TensorKit

/// Operations that only move elements, or take some of them.
enum MovementTable {
  static var all: [OperationCase] { reshaped + reordered + taken + joined + converted + turned }

  static func moving(
    _ name: String, _ shape: [Int], gives result: [Int],
    _ body: @escaping @Sendable (Tensor) -> Tensor,
    from source: @escaping @Sendable ([Int]) -> [Int]
  ) -> OperationCase {
    OperationCase(name, [shape], gives: result, { body($0[0]) }) { $0[0][source($1)] }
  }

  /// The same elements in the same order.
  private static func reshaping(
    _ name: String, _ shape: [Int], _ result: [Int], _ body: @escaping @Sendable (Tensor) -> Tensor
  ) -> OperationCase {
    OperationCase(name, [shape], gives: result, { body($0[0]) }) { grids, index in
      grids[0].values[zip(result, index).reduce(0) { $0 * $1.0 + $1.1 }]
    }
  }

  private static var reshaped: [OperationCase] {
    [
      reshaping("reshape", [2, 6], [3, 4], { $0.reshape(3, 4) }),
      reshaping("reshape", [2, 3, 2], [-1, 2].map { $0 < 0 ? 6 : $0 }, { $0.reshape(-1, 2) }),
      reshaping("reshape", [2, 0], [0, 5], { $0.reshape(0, 5) }),
      reshaping("reshape", [1], [], { $0.reshape([]) }),
      reshaping("reshape", [], [1, 1], { $0.reshape(1, 1) }),
      reshaping("reshape of a transpose", [2, 3], [2, 3], { $0.T.reshape(6).reshape(3, 2).T }),
      reshaping("view", [2, 3, 2], [6, 2], { $0.contiguous().view(6, 2) }),
      reshaping("flatten", [2, 3, 2], [12], { $0.flatten() }),
      reshaping("flatten from 1", [2, 3, 2], [2, 6], { $0.flatten(1) }),
      reshaping("flatten to 1", [2, 1, 3, 2], [2, 3, 2], { $0.flatten(0, 1) }),
      reshaping("flatten", [], [1], { $0.flatten() }),
      reshaping("squeeze", [2, 1, 3, 1], [2, 3], { $0.squeeze() }),
      reshaping("squeeze 1", [2, 1, 3, 1], [2, 3, 1], { $0.squeeze(1) }),
      reshaping("squeeze what is not 1", [2, 3], [2, 3], { $0.squeeze(0) }),
      reshaping("unsqueeze 0", [3], [1, 3], { $0.unsqueeze(0) }),
      reshaping("unsqueeze 1", [2, 3], [2, 1, 3], { $0.unsqueeze(1) }),
      reshaping("unsqueeze -1", [2, 3], [2, 3, 1], { $0.unsqueeze(-1) }),
      reshaping("unsqueeze", [], [1], { $0.unsqueeze(0) }),
    ]
  }

  private static var reordered: [OperationCase] {
    [
      moving("T", [2, 3], gives: [3, 2], { $0.T }, from: { [$0[1], $0[0]] }),
      moving("transposed", [2, 3], gives: [3, 2], { $0.transposed() }, from: { [$0[1], $0[0]] }),
      moving(
        "transposed 0 2", [2, 3, 4], gives: [4, 3, 2], { $0.transposed(0, 2) },
        from: { [$0[2], $0[1], $0[0]] }),
      moving(
        "transposed 1 1", [2, 3], gives: [2, 3], { $0.transposed(1, -1) }, from: { $0 }),
      moving(
        "transposed", [2, 0], gives: [0, 2], { $0.transposed(0, 1) }, from: { [$0[1], $0[0]] }),
      moving(
        "permute", [2, 3, 4], gives: [4, 2, 3], { $0.permute(2, 0, 1) },
        from: { [$0[1], $0[2], $0[0]] }),
      moving(
        "permute", [2, 1, 3, 2], gives: [2, 3, 2, 1], { $0.permute(-1, 2, 0, 1) },
        from: { [$0[2], $0[3], $0[1], $0[0]] }),
      moving("permute", [4], gives: [4], { $0.permute(0) }, from: { $0 }),
      moving("expand", [3, 1], gives: [3, 4], { $0.expand(-1, 4) }, from: { [$0[0], 0] }),
      moving(
        "expand", [1, 3], gives: [2, 2, 3], { $0.expand(2, 2, 3) }, from: { [0, $0[2]] }),
      moving("expand", [], gives: [2, 3], { $0.expand(2, 3) }, from: { _ in [] }),
      moving("expand", [1, 3], gives: [0, 3], { $0.expand(0, 3) }, from: { [0, $0[1]] }),
    ]
  }

  private static var taken: [OperationCase] {
    [
      moving("subscript", [4, 3], gives: [3], { $0[2] }, from: { [2, $0[0]] }),
      moving("subscript", [4], gives: [], { $0[-1] }, from: { _ in [3] }),
      moving(
        "select", [2, 3, 4], gives: [2, 4], { $0.select(dim: 1, -2) }, from: { [$0[0], 1, $0[1]] }),
      moving(
        "narrow", [4, 5], gives: [4, 2], { $0.narrow(dim: 1, start: 2, length: 2) },
        from: { [$0[0], $0[1] + 2] }),
      moving(
        "narrow to nothing", [4, 5], gives: [0, 5], { $0.narrow(dim: 0, start: 4, length: 0) },
        from: { $0 }),
      moving(
        "slice", [4, 2, 5], gives: [2, 2, 5], { $0.slice(from: 1, to: -1) },
        from: { [$0[0] + 1, $0[1], $0[2]] }),
      moving(
        "slice beyond the end", [5], gives: [2], { $0.slice(dim: -1, from: 3, to: 99) },
        from: { [$0[0] + 3] }),
      OperationCase(
        "embedding", [[4, 3]], gives: [2, 3, 3],
        { embedding(Tensor(ints: [0, 2, 2, 3, 0, 2], shape: [2, 3]), $0[0]) }
      ) { $0[0][[[0, 2, 2, 3, 0, 2][$1[0] * 3 + $1[1]], $1[2]]] },
      OperationCase(
        "embedding of nothing", [[4, 3]], gives: [0, 3],
        { embedding(Tensor(ints: [], shape: [0]), $0[0]) }
      ) { _, _ in 0 },
      OperationCase("triu", [[3, 4]], gives: [3, 4], { $0[0].triu() }) {
        $1[1] >= $1[0] ? $0[0][$1] : 0
      },
      OperationCase("triu 1", [[2, 3, 3]], gives: [2, 3, 3], { $0[0].triu(1) }) {
        $1[2] >= $1[1] + 1 ? $0[0][$1] : 0
      },
      OperationCase("tril -1", [[4, 3]], gives: [4, 3], { $0[0].tril(-1) }) {
        $1[1] <= $1[0] - 1 ? $0[0][$1] : 0
      },
      OperationCase("tril", [[0, 3]], gives: [0, 3], { $0[0].tril() }) { _, _ in 0 },
    ]
  }

  private static var joined: [OperationCase] {
    [
      OperationCase("cat", [[2], [3]], gives: [5], { Tensor.cat($0) }) {
        $1[0] < 2 ? $0[0][$1] : $0[1][[$1[0] - 2]]
      },
      OperationCase("cat 1", [[2, 1], [2, 3]], gives: [2, 4], { Tensor.cat($0, dim: 1) }) {
        $1[1] < 1 ? $0[0][$1] : $0[1][[$1[0], $1[1] - 1]]
      },
      OperationCase(
        "cat -2", [[1, 2, 2], [1, 0, 2]], gives: [1, 2, 2], { Tensor.cat($0, dim: -2) }
      ) { $0[0][$1] },
      OperationCase("cat of one", [[1]], gives: [1], { Tensor.cat($0) }) { $0[0][$1] },
      OperationCase("stack", [[3], [3]], gives: [2, 3], { Tensor.stack($0) }) {
        $0[$1[0]][[$1[1]]]
      },
      OperationCase(
        "stack -1", [[2, 2], [2, 2]], gives: [2, 2, 2], { Tensor.stack($0, dim: -1) }
      ) {
        $0[$1[2]][[$1[0], $1[1]]]
      },
      OperationCase(
        "repeat", [[2, 3]], gives: [4, 3, 9],
        { $0[0].repeat(4, 3, 3).narrow(dim: 1, start: 0, length: 3) }
      ) {
        $0[0][[$1[1] % 2, $1[2] % 3]]
      },
      OperationCase("repeat", [[]], gives: [3], { $0[0].repeat(3) }) { grids, _ in grids[0][[]] },
      OperationCase("repeat nothing", [[2]], gives: [0], { $0[0].repeat(0) }) { _, _ in 0 },
      OperationCase("stack of scalars", [[], []], gives: [2], { Tensor.stack($0) }) {
        $0[$1[0]][[]]
      },
    ]
  }

  private static var converted: [OperationCase] {
    [
      Cases.pointwise("clone", { $0.clone() }, { $0 }),
      Cases.pointwise("contiguous", { $0.contiguous() }, { $0 }),
      Cases.pointwise("detach beside", { $0 * 2 + $0.detach() * 0 }, { $0 * 2 }),
    ].flatMap { $0 }
  }

  /// Each shape of x with those of cos and sin: rows that fill whole vectors, and that do not.
  private static var turned: [OperationCase] {
    let shapes: [[[Int]]] = [
      [[3, 4], [3, 4], [3, 4]], [[2, 2, 3, 6], [3, 6], [3, 6]],
      [[2, 3, 18], [2, 1, 18], [3, 1]],
      [[2], [], [1]], [[0, 4], [4], [4]],
    ]
    return shapes.map { shapes in
      OperationCase(
        "rotaryEmbedding", shapes, gives: shapes[0],
        { rotaryEmbedding($0[0], cos: $0[1], sin: $0[2]) }
      ) { grids, index in
        let half = shapes[0][shapes[0].count - 1] / 2
        let (d, at) = (index.count - 1, index[index.count - 1])
        var partner = index
        partner[d] = at < half ? at + half : at - half
        return grids[0][index] * grids[1].stretched(index)
          + (at < half ? -1 : 1) * grids[0][partner] * grids[2].stretched(index)
      }
    }
  }
}
