@testable import TensorKit

/// Sorted, largest, and what came together up to each element.
enum OrderTable {
  static var all: [OperationCase] {
    [
      Cases.along("sort", { $0.sort(dim: $1).values }) { $0.sorted()[$1] },
      Cases.along("sort, descending", { $0.sort(dim: $1, descending: true).values }) {
        $0.sorted(by: >)[$1]
      },
      Cases.along("cumsum", { $0.cumsum(dim: $1) }) { $0[...$1].reduce(0, +) },
      Cases.along("cumprod", { $0.cumprod(dim: $1) }) { $0[...$1].reduce(1, *) },
      Cases.along("cummax", { $0.cummax(dim: $1).values }) { $0[...$1].reduce(-9, max) },
      Cases.along("cummin", { $0.cummin(dim: $1).values }) { $0[...$1].reduce(9, min) },
      // More lines side by side than are scanned together.
      [[3, 70], [2, 3, 9]].flatMap { shape in
        [("cumsum", true), ("cumprod", false)].map { name, adds in
          let axis = shape.count - 2
          return OperationCase(
            "\(name) of many columns", [shape], gives: shape,
            { adds ? $0[0].cumsum(dim: axis) : $0[0].cumprod(dim: axis) }
          ) { grids, index in
            let fiber = grids[0].fiber(index, [axis])[...index[axis]]
            return adds ? fiber.reduce(0, +) : fiber.reduce(1, *)
          }
        }
      },
      scalars, best, kth, differences,
    ].flatMap { $0 }
  }

  private static var scalars: [OperationCase] {
    let bodies: [(String, @Sendable (Tensor) -> Tensor)] = [
      ("sort", { $0.sort().values }), ("cumsum", { $0.cumsum(dim: 0) }),
      ("cumprod", { $0.cumprod(dim: -1) }), ("cummax", { $0.cummax(dim: 0).values }),
      ("topk", { $0.topk(1).values }), ("kthvalue", { $0.kthvalue(1).values }),
    ]
    return bodies.map { name, body in
      OperationCase(name, [[]], gives: [], { body($0[0]) }) { $0[0][$1] }
    }
  }

  private static var best: [OperationCase] {
    let tried: [([Int], Int, Int)] = [
      ([7], 3, 0), ([7], 7, -1), ([7], 0, 0), ([2, 5], 2, 1), ([4, 3], 2, 0), ([2, 4, 3], 1, 1),
      ([0, 3], 2, 1), ([1], 1, 0),
    ]
    return tried.flatMap { shape, k, dim in
      [true, false].map { largest in
        let axis = dim < 0 ? dim + shape.count : dim
        var result = shape
        result[axis] = k
        return OperationCase(
          "topk \(k) along \(dim)\(largest ? "" : ", smallest")", [shape], gives: result,
          { $0[0].topk(k, dim: dim, largest: largest).values }
        ) { grids, index in
          let fiber = grids[0].fiber(index, [axis]).sorted()
          return largest ? fiber[fiber.count - 1 - index[axis]] : fiber[index[axis]]
        }
      }
    }
  }

  private static var kth: [OperationCase] {
    Cases.reduction(
      "kthvalue 1", { $0.kthvalue(1, dim: $1[0], keepDim: $2).values }, { $0.min() ?? 0 })
      + [
        OperationCase("kthvalue 3", [[5]], gives: [], { $0[0].kthvalue(3).values }) { grids, _ in
          grids[0].values.sorted()[2]
        },
        OperationCase(
          "kthvalue 2 along 0", [[4, 3]], gives: [3], { $0[0].kthvalue(2, dim: 0).values }
        ) { grids, index in grids[0].fiber([0] + index, [0]).sorted()[1] },
      ]
  }

  private static var differences: [OperationCase] {
    [
      OperationCase("diff", [[5]], gives: [4], { $0[0].diff() }) {
        $0[0][[$1[0] + 1]] - $0[0][$1]
      },
      OperationCase("diff 2 along 0", [[4, 2]], gives: [2, 2], { $0[0].diff(n: 2, dim: 0) }) {
        $0[0][[$1[0] + 2, $1[1]]] - 2 * $0[0][[$1[0] + 1, $1[1]]] + $0[0][$1]
      },
      OperationCase("diff of one", [[3, 1]], gives: [3, 0], { $0[0].diff() }) { _, _ in 0 },
      OperationCase("diff 9 times", [[3]], gives: [0], { $0[0].diff(n: 9) }) { _, _ in 0 },
      OperationCase("diff 0 times", [[3]], gives: [3], { $0[0].diff(n: 0) }) { $0[0][$1] },
    ]
  }
}
