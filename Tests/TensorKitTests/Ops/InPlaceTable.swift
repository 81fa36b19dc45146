@testable import TensorKit

/// Changes in place of a tensor that was computed, which go into the graph.
enum InPlaceTable {
  static var all: [OperationCase] {
    [
      binary("add_", { $0.add_($1) }, +),
      binary("add_ alpha", { $0.add_($1, alpha: -0.5) }, { $0 - 0.5 * $1 }),
      binary("sub_", { $0.sub_($1) }, -),
      binary("sub_ alpha", { $0.sub_($1, alpha: 3) }, { $0 - 3 * $1 }),
      binary("mul_", { $0.mul_($1) }, *),
      binary("div_", in: 0.5...2, { $0.div_($1) }, /),
      binary("copy_", { $0.copy_($1) }, { $1 }),
      changed("add_ scalar", { $0.add_(1.5) }, { $0 + 1.5 }),
      changed("sub_ scalar", { $0.sub_(1.5) }, { $0 - 1.5 }),
      changed("mul_ scalar", { $0.mul_(-0.75) }, { $0 * -0.75 }),
      changed("div_ scalar", { $0.div_(4) }, { $0 / 4 }),
      changed("fill_", { $0.fill_(3) }, { _ in 3 }),
      changed("zero_", { $0.zero_() }, { _ in 0 }),
      placed,
    ].flatMap { $0 }
  }

  private static var list: Tensor { Tensor(ints: [2, 0]) }
  private static var index: Tensor { Tensor(ints: [2, 2, 0, 0], shape: [2, 2]) }

  /// Elements that go to places: to row 2, and to row 0.
  private static var placed: [OperationCase] {
    func placing(
      _ name: String, adds: Bool, _ change: @escaping @Sendable (Tensor, Tensor) -> Tensor
    ) -> OperationCase {
      OperationCase(
        name, [[3, 2], [2, 2]], gives: [3, 2],
        { inputs in
          let y = inputs[0] * 2
          return change(y, inputs[1])
        }
      ) { grids, at in
        let before = 2 * grids[0][at]
        if at[0] == 1 { return before }
        return (adds ? before : 0) + grids[1][[1 - at[0] / 2, at[1]]]
      }
    }
    return [
      placing("scatter_", adds: false) { $0.scatter_(dim: 0, index: index, src: $1) },
      placing("scatterAdd_", adds: true) { $0.scatterAdd_(dim: 0, index: index, src: $1) },
      placing("indexAdd_", adds: true) { $0.indexAdd_(dim: 0, index: list, source: $1) },
      placing("indexPut_", adds: false) { $0.indexPut_(indices: [list], values: $1) },
    ]
  }

  private static func changed(
    _ name: String, _ change: @escaping @Sendable (Tensor) -> Tensor,
    _ value: @escaping @Sendable (Double) -> Double
  ) -> [OperationCase] {
    Cases.pointwise(
      name,
      { x in
        let y = x * 2
        return change(y)
      }, { value(2 * $0) })
  }

  private static func binary(
    _ name: String, in range: ClosedRange<Double> = -2...2,
    _ change: @escaping @Sendable (Tensor, Tensor) -> Tensor,
    _ value: @escaping @Sendable (Double, Double) -> Double
  ) -> [OperationCase] {
    let shapes: [[[Int]]] = [
      [[], []], [[3], [3]], [[2, 3], [3]], [[2, 3], [2, 1]], [[2, 2, 3], []], [[0, 2], [2]],
      [[2, 1, 2, 3], [2, 1]],
    ]
    return shapes.map { pair in
      OperationCase(
        name, pair, in: range, gives: pair[0],
        { inputs in
          let y = inputs[0] * 2
          return change(y, inputs[1])
        }
      ) { value(2 * $0[0][$1], $0[1].stretched($1)) }
    }
  }
}
