@testable import TensorKit

/// Elements taken from places that numbers, ranges, tensors and masks name, and put there.
enum IndexingTable {
  static var all: [OperationCase] {
    gathered + subscripts + lists + masks + scattered + assigned
  }

  private static var ids: Tensor { Tensor(ints: [2, 0, 1, 1, 1, 0], shape: [3, 2]) }
  private static let idRows = [[2, 0], [1, 1], [1, 0]]
  private static var mask: Tensor {
    Tensor(bools: [true, false, false, true, true, false], shape: [2, 3])
  }

  private static func moving(
    _ name: String, _ shape: [Int], gives result: [Int],
    _ body: @escaping @Sendable (Tensor) -> Tensor,
    from source: @escaping @Sendable ([Int]) -> [Int]
  ) -> OperationCase {
    MovementTable.moving(name, shape, gives: result, body, from: source)
  }

  private static var gathered: [OperationCase] {
    let rows = idRows
    return [
      moving(
        "gather 0", [3, 2], gives: [3, 2],
        { $0.gather(dim: 0, index: Tensor(ints: rows.joined().map { $0 }, shape: [3, 2])) },
        from: { [rows[$0[0]][$0[1]], $0[1]] }),
      moving(
        "gather -1 of a larger one", [4, 3, 5], gives: [3, 2, 1],
        { $0.gather(dim: -1, index: Tensor(ints: [2, 0, 1, 1, 4, 0], shape: [3, 2, 1])) },
        from: { [$0[0], $0[1], [2, 0, 1, 1, 4, 0][$0[0] * 2 + $0[1]]] }),
      moving(
        "gather with more than there are", [2], gives: [5],
        { $0.gather(dim: 0, index: Tensor(ints: [1, 1, 0, 1, 0])) },
        from: { [[1, 1, 0, 1, 0][$0[0]]] }),
      moving(
        "gather", [], gives: [], { $0.gather(dim: 0, index: Tensor(ints: [0], shape: [])) },
        from: { _ in [] }),
      moving(
        "gather nothing", [3, 2], gives: [0, 2],
        { $0.gather(dim: 0, index: Tensor(ints: [], shape: [0, 2])) }, from: { $0 }),
      moving(
        "takeAlongDim", [3, 4], gives: [3, 1],
        { $0.takeAlongDim(Tensor(ints: [3, 0, 2], shape: [3, 1]), dim: 1) },
        from: { [$0[0], [3, 0, 2][$0[0]]] }),
      moving(
        "takeAlongDim, stretched", [3, 1, 2], gives: [2, 4, 2],
        { $0.takeAlongDim(Tensor(ints: [2, 0, 1, 1, 0, 0, 2, 1], shape: [2, 4, 1]), dim: 0) },
        from: { [[2, 0, 1, 1, 0, 0, 2, 1][$0[0] * 4 + $0[1]], 0, $0[2]] }),
      moving(
        "indexSelect", [4, 3], gives: [5, 3],
        { $0.indexSelect(dim: 0, index: Tensor(ints: [3, 0, 0, 2, 3])) },
        from: { [[3, 0, 0, 2, 3][$0[0]], $0[1]] }),
      moving(
        "indexSelect -1", [2, 2, 4], gives: [2, 2, 2],
        { $0.indexSelect(dim: -1, index: Tensor(ints: [3, 1])) },
        from: { [$0[0], $0[1], 3 - 2 * $0[2]] }),
      moving(
        "indexSelect 1", [2, 3, 20], gives: [2, 4, 20],
        { $0.indexSelect(dim: 1, index: Tensor(ints: [2, 2, 0, 1])) },
        from: { [$0[0], [2, 2, 0, 1][$0[1]], $0[2]] }),
      moving(
        "indexSelect nothing", [3], gives: [0],
        { $0.indexSelect(dim: 0, index: Tensor(ints: [])) }, from: { $0 }),
      moving(
        "indexSelect", [], gives: [], { $0.indexSelect(dim: 0, index: Tensor(ints: [0])) },
        from: { $0 }),
    ]
  }

  private static var subscripts: [OperationCase] {
    [
      moving("x[1, 2]", [2, 3], gives: [], { $0[1, 2] }, from: { _ in [1, 2] }),
      moving("x[-1, 0]", [2, 3, 2], gives: [2], { $0[-1, 0] }, from: { [1, 0, $0[0]] }),
      moving("x[1..<3]", [4, 2], gives: [2, 2], { $0[1..<3] }, from: { [$0[0] + 1, $0[1]] }),
      moving("x[1...2]", [4, 2], gives: [2, 2], { $0[1...2] }, from: { [$0[0] + 1, $0[1]] }),
      moving("x[-3 ... -1]", [4], gives: [3], { $0[-3 ... -1] }, from: { [$0[0] + 1] }),
      moving("x[2...]", [4], gives: [2], { $0[2...] }, from: { [$0[0] + 2] }),
      moving("x[..<(-1)]", [4], gives: [3], { $0[..<(-1)] }, from: { $0 }),
      moving("x[...1]", [4], gives: [2], { $0[...1] }, from: { $0 }),
      moving("x[3..<99]", [4], gives: [1], { $0[3..<99] }, from: { [$0[0] + 3] }),
      moving("x[.all, 1]", [2, 3], gives: [2], { $0[.all, 1] }, from: { [$0[0], 1] }),
      moving("x[..., 1]", [2, 3, 2], gives: [2, 3], { $0[..., 1] }, from: { $0 + [1] }),
      moving("x[0, ..., 1]", [2, 3, 2], gives: [3], { $0[0, ..., 1] }, from: { [0, $0[0], 1] }),
      moving("x[...]", [2, 3], gives: [2, 3], { $0[...] }, from: { $0 }),
      moving(
        "x[.ellipsis, .newAxis]", [2, 3], gives: [2, 3, 1], { $0[.ellipsis, .newAxis] },
        from: { [$0[0], $0[1]] }),
      moving(
        "x[.newAxis, 1]", [2, 3], gives: [1, 3], { $0[.newAxis, 1] }, from: { [1, $0[1]] }),
      moving(
        "x[.slice(from: 1, step: 2)]", [6, 2], gives: [3, 2], { $0[.slice(from: 1, step: 2)] },
        from: { [1 + 2 * $0[0], $0[1]] }),
      moving(
        "x[.all, .slice(to: -1, step: 3)]", [2, 6], gives: [2, 2],
        { $0[.all, .slice(to: -1, step: 3)] }, from: { [$0[0], 3 * $0[1]] }),
      moving(
        "x[.slice(from: 5, to: 2, step: 2)]", [6], gives: [0],
        { $0[.slice(from: 5, to: 2, step: 2)] }, from: { $0 }),
    ]
  }

  private static var lists: [OperationCase] {
    [
      moving(
        "x[[2, 0]]", [3, 2], gives: [2, 2], { $0[[2, 0]] }, from: { [2 - 2 * $0[0], $0[1]] }),
      moving(
        "x[ids]", [3, 4], gives: [3, 2, 4],
        { $0[Tensor(ints: [2, 0, 1, 1, 1, 0], shape: [3, 2])] },
        from: { [[[2, 0], [1, 1], [1, 0]][$0[0]][$0[1]], $0[2]] }),
      moving(
        "x[[-1, 0, -2]]", [3], gives: [3], { $0[[-1, 0, -2]] }, from: { [[2, 0, 1][$0[0]]] }),
      moving(
        "x[.all, [1, 1]]", [2, 3, 2], gives: [2, 2, 2], { $0[.all, [1, 1]] },
        from: { [$0[0], 1, $0[2]] }),
      moving(
        "x[[0, 1], [2, 0]]", [2, 3, 2], gives: [2, 2], { $0[[0, 1], [2, 0]] },
        from: { [$0[0], 2 - 2 * $0[0], $0[1]] }),
      moving(
        "x[column, row]", [3, 4], gives: [2, 3],
        { $0[Tensor(ints: [2, -3], shape: [2, 1]), [1, 3, 1]] },
        from: { [2 - 2 * $0[0], [1, 3, 1][$0[1]]] }),
      moving(
        "x[[0, 1], .all, [1, 0]]", [2, 3, 2], gives: [2, 3], { $0[[0, 1], .all, [1, 0]] },
        from: { [$0[0], $0[1], 1 - $0[0]] }),
      moving(
        "x[1, .all, [1, 0]]", [2, 3, 2], gives: [3, 2], { $0[1, .all, [1, 0]] },
        from: { [1, $0[0], 1 - $0[1]] }),
      moving(
        "x[..., [1, 0]]", [2, 3, 2], gives: [2, 3, 2], { $0[..., [1, 0]] },
        from: { [$0[0], $0[1], 1 - $0[2]] }),
      moving(
        "x[id]", [3, 2], gives: [2], { $0[Tensor(ints: [1], shape: [])] }, from: { [1, $0[0]] }),
      moving(
        "x[nothing]", [3, 2], gives: [0, 2], { $0[Tensor(ints: [])] }, from: { $0 }),
    ]
  }

  private static var masks: [OperationCase] {
    let places = [[0, 0], [1, 0], [1, 1]]
    return [
      moving("x[mask]", [2, 3], gives: [3], { $0[mask] }, from: { places[$0[0]] }),
      moving(
        "x[mask of two]", [2, 3, 2], gives: [3, 2], { $0[mask] },
        from: { places[$0[0]] + [$0[1]] }),
      moving(
        "x[.all, mask of two]", [2, 2, 3], gives: [2, 3], { $0[.all, mask] },
        from: { [$0[0]] + places[$0[1]] }),
      moving(
        "x[mask, list]", [3, 4], gives: [2],
        { $0[Tensor(bools: [true, false, true]), [3, 1]] }, from: { [2 * $0[0], 3 - 2 * $0[0]] }),
      moving(
        "x[mask of none]", [3], gives: [0], { $0[Tensor.zeros([3], dtype: .bool)] },
        from: { $0 }),
      moving(
        "x[true]", [3], gives: [1, 3], { $0[Tensor(bools: [true], shape: [])] },
        from: { [$0[1]] }),
      moving(
        "maskedSelect", [2, 3], gives: [3], { $0.maskedSelect(mask) }, from: { places[$0[0]] }),
      moving(
        "maskedSelect, stretched mask", [2, 3], gives: [4],
        { $0.maskedSelect(Tensor(bools: [true, false, true])) },
        from: { [$0[0] / 2, 2 * ($0[0] % 2)] }),
      moving(
        "maskedSelect, stretched tensor", [3], gives: [3], { $0.maskedSelect(mask) },
        from: { [places[$0[0]][1]] }),
      OperationCase(
        "maskedScatter", [[2, 3], [2, 2]], gives: [2, 3], { $0[0].maskedScatter(mask, $0[1]) }
      ) { grids, index in
        places.firstIndex(of: index).map { grids[1].values[$0] } ?? grids[0][index]
      },
    ]
  }

  private static var scattered: [OperationCase] {
    // No place is named twice: which of two stays is left open.
    let (rows, columns) = ([[2, 0], [1, 2]], [0, 3, 1])
    return [
      OperationCase(
        "scatter", [[3, 2], [2, 2]], gives: [3, 2],
        { $0[0].scatter(dim: 0, index: Tensor(ints: [2, 0, 1, 2], shape: [2, 2]), src: $0[1]) }
      ) { grids, at in
        (0..<2).first { rows[$0][at[1]] == at[0] }.map { grids[1][[$0, at[1]]] } ?? grids[0][at]
      },
      OperationCase(
        "scatter from a larger one", [[1, 4], [2, 5]], gives: [1, 4],
        { $0[0].scatter(dim: -1, index: Tensor(ints: [0, 3, 1], shape: [1, 3]), src: $0[1]) }
      ) { grids, at in
        columns.firstIndex(of: at[1]).map { grids[1][[0, $0]] } ?? grids[0][at]
      },
      OperationCase(
        "scatter a number", [[1, 4]], gives: [1, 4],
        { $0[0].scatter(dim: 1, index: Tensor(ints: [0, 3, 1], shape: [1, 3]), value: 7) }
      ) { columns.contains($1[1]) ? 7 : $0[0][$1] },
      OperationCase(
        "scatter", [[], []], gives: [],
        { $0[0].scatter(dim: 0, index: Tensor(ints: [0], shape: []), src: $0[1]) }
      ) { $0[1][$1] },
      OperationCase(
        "scatterAdd", [[3, 2], [3, 2]], gives: [3, 2],
        { $0[0].scatterAdd(dim: 0, index: ids, src: $0[1]) }
      ) { grids, at in
        (0..<3).reduce(grids[0][at]) {
          $0 + (idRows[$1][at[1]] == at[0] ? grids[1][[$1, at[1]]] : 0)
        }
      },
      OperationCase(
        "indexAdd", [[3, 2], [4, 2]], gives: [3, 2],
        { $0[0].indexAdd(dim: 0, index: Tensor(ints: [2, 0, 2, 2]), source: $0[1], alpha: -2) }
      ) { grids, at in
        (0..<4).reduce(grids[0][at]) {
          $0 - ([2, 0, 2, 2][$1] == at[0] ? 2 * grids[1][[$1, at[1]]] : 0)
        }
      },
      OperationCase(
        "indexAdd 1", [[2, 3, 2], [2, 2, 2]], gives: [2, 3, 2],
        { $0[0].indexAdd(dim: 1, index: Tensor(ints: [1, 1]), source: $0[1]) }
      ) { grids, at in
        grids[0][at]
          + (at[1] == 1 ? grids[1][[at[0], 0, at[2]]] + grids[1][[at[0], 1, at[2]]] : 0)
      },
    ]
  }

  private static var assigned: [OperationCase] {
    func assigning(
      _ name: String, _ shapes: [[Int]], _ change: @escaping @Sendable (Tensor, Tensor) -> Void,
      _ source: @escaping @Sendable (_ at: [Int]) -> [Int]?
    ) -> OperationCase {
      OperationCase(
        name, shapes, gives: shapes[0],
        { inputs in
          let y = inputs[0] * 2
          change(y, inputs[1])
          return y
        }
      ) { grids, at in source(at).map { grids[1].stretched($0) } ?? 2 * grids[0][at] }
    }
    return [
      assigning("x[1] =", [[3, 2], [2]], { $0[1] = $1 }, { $0[0] == 1 ? [$0[1]] : nil }),
      assigning(
        "x[1..., 0] =", [[3, 2], [2]], { $0[1..., 0] = $1 },
        { $0[0] > 0 && $0[1] == 0 ? [$0[0] - 1] : nil }),
      assigning(
        "x[..., 1] = one", [[3, 2], []], { $0[..., 1] = $1 }, { $0[1] == 1 ? [] : nil }),
      assigning(
        "x[[2, 0]] =", [[3, 2], [2, 2]], { $0[[2, 0]] = $1 },
        { $0[0] == 1 ? nil : [1 - $0[0] / 2, $0[1]] }),
      assigning(
        "x[.all, [-1]] = stretched", [[2, 3], [1]], { $0[.all, [-1]] = $1 },
        { $0[1] == 2 ? [0] : nil }),
      assigning(
        "x[mask] =", [[2, 3], [3]], { $0[mask] = $1 },
        { at in [[0, 0], [1, 0], [1, 1]].firstIndex(of: at).map { [$0] } }),
      assigning(
        "x[mask] = one", [[2, 3], []], { $0[mask] = $1 },
        { [[0, 0], [1, 0], [1, 1]].contains($0) ? [] : nil }),
      OperationCase(
        "indexPut", [[3, 2], [2]], gives: [3, 2],
        { $0[0].indexPut(indices: [Tensor(ints: [2, 0]), Tensor(ints: [1, 0])], values: $0[1]) }
      ) { $1 == [2, 1] ? $0[1][[0]] : $1 == [0, 0] ? $0[1][[1]] : $0[0][$1] },
      OperationCase(
        "indexPut, accumulated", [[3, 2], [3, 2]], gives: [3, 2],
        { $0[0].indexPut(indices: [Tensor(ints: [2, 0, 2])], values: $0[1], accumulate: true) }
      ) { grids, at in
        (0..<3).reduce(grids[0][at]) {
          $0 + ([2, 0, 2][$1] == at[0] ? grids[1][[$1, at[1]]] : 0)
        }
      },
    ]
  }
}
