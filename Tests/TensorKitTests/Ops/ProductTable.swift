#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import TensorKit

/// Products of matrices, and losses.
enum ProductTable {
  static var all: [OperationCase] { matrices + vectors + linears + losses }

  private static var matrices: [OperationCase] {
    let shapes: [([Int], [Int], [Int])] = [
      ([2, 3], [3, 4], [2, 4]), ([1, 1], [1, 1], [1, 1]), ([3, 1], [1, 2], [3, 2]),
      ([2, 0], [0, 3], [2, 3]), ([0, 3], [3, 2], [0, 2]), ([2, 3], [3, 0], [2, 0]),
      ([2, 3, 2], [2, 4], [2, 3, 4]), ([2, 3, 2], [2, 2, 2], [2, 3, 2]),
      ([2, 1, 2, 3], [2, 3, 2], [2, 2, 2, 2]), ([2, 3], [2, 3, 2], [2, 2, 2]),
      ([1, 2, 3], [2, 1, 3, 2], [2, 1, 2, 2]), ([0, 2, 3], [3, 2], [0, 2, 2]),
      ([2, 3, 0], [0, 4], [2, 3, 4]), ([2, 1, 9], [9, 17], [2, 1, 17]),
    ]
    return shapes.flatMap { a, b, result in
      [
        OperationCase("matmul", [a, b], gives: result, { $0[0].matmul($0[1]) }, product),
        OperationCase("matmul function", [a, b], gives: result, { matmul($0[0], $0[1]) }, product),
      ]
    }
  }

  @Sendable private static func product(_ grids: [Grid], _ index: [Int]) -> Double {
    let (batch, row, column) = (index.dropLast(2), index[index.count - 2], index[index.count - 1])
    let depth = grids[0].shape[grids[0].shape.count - 1]
    return (0..<depth).reduce(0) {
      $0 + leading(grids[0], batch, [row, $1]) * leading(grids[1], batch, [$1, column])
    }
  }

  /// An element of a matrix in a stack of them; the stack may be stretched.
  private static func leading(_ grid: Grid, _ batch: [Int].SubSequence, _ at: [Int]) -> Double {
    let own = grid.shape.count - 2
    let stack = zip(grid.shape, batch.suffix(own)).map { $0 == 1 ? 0 : $1 }
    return grid[stack + at]
  }

  private static var vectors: [OperationCase] {
    [
      OperationCase("matmul", [[3], [3]], gives: [], { $0[0].matmul($0[1]) }) { grids, _ in
        (0..<3).reduce(0) { $0 + grids[0][[$1]] * grids[1][[$1]] }
      },
      OperationCase("matmul", [[2, 3], [3]], gives: [2], { $0[0].matmul($0[1]) }) { grids, index in
        (0..<3).reduce(0) { $0 + grids[0][[index[0], $1]] * grids[1][[$1]] }
      },
      OperationCase("matmul", [[3], [3, 2]], gives: [2], { $0[0].matmul($0[1]) }) { grids, index in
        (0..<3).reduce(0) { $0 + grids[0][[$1]] * grids[1][[$1, index[0]]] }
      },
      OperationCase("matmul", [[2, 2, 3], [3]], gives: [2, 2], { $0[0].matmul($0[1]) }) { g, at in
        (0..<3).reduce(0) { $0 + g[0][[at[0], at[1], $1]] * g[1][[$1]] }
      },
      OperationCase("matmul", [[3], [2, 3, 2]], gives: [2, 2], { $0[0].matmul($0[1]) }) { g, at in
        (0..<3).reduce(0) { $0 + g[0][[$1]] * g[1][[at[0], $1, at[1]]] }
      },
      OperationCase(
        "matmul with its transpose", [[2, 3]], gives: [2, 2], { $0[0].matmul($0[0].T) }
      ) { g, at in (0..<3).reduce(0) { $0 + g[0][[at[0], $1]] * g[0][[at[1], $1]] } },
    ]
  }

  private static var linears: [OperationCase] {
    [[3], [2, 3], [1, 3], [2, 2, 3], [2, 1, 2, 3], [0, 3]].flatMap { shape -> [OperationCase] in
      let result = Array(shape.dropLast()) + [2]
      return [
        OperationCase(
          "linear", [shape, [2, 3]], gives: result, { linear($0[0], $0[1]) }, rowProduct),
        OperationCase(
          "linear with bias", [shape, [2, 3], [2]], gives: result, { linear($0[0], $0[1], $0[2]) }
        ) { rowProduct($0, $1) + $0[2].stretched($1) },
      ]
    }
  }

  @Sendable private static func rowProduct(_ grids: [Grid], _ index: [Int]) -> Double {
    let (lead, out) = (Array(index.dropLast()), index[index.count - 1])
    let depth = grids[1].shape[1]
    return (0..<depth).reduce(0) { $0 + grids[0][lead + [$1]] * grids[1][[out, $1]] }
  }

  private static var losses: [OperationCase] {
    [[], [4], [2, 3], [1]].map { shape in
      OperationCase("mseLoss", [shape, shape], gives: [], { mseLoss($0[0], $0[1]) }) { grids, _ in
        let squares = zip(grids[0].values, grids[1].values).map { ($0 - $1) * ($0 - $1) }
        return squares.reduce(0, +) / Double(squares.count)
      }
    } + [
      OperationCase(
        "crossEntropy", [[3, 4]], gives: [], { crossEntropy($0[0], Tensor(ints: [1, 3, 1])) }
      ) { grids, _ in
        [1, 3, 1].enumerated().reduce(0) { $0 + surprise(grids[0], [$1.offset, $1.element]) } / 3
      },
      OperationCase(
        "nllLoss", [[3, 4]], gives: [], { nllLoss($0[0], Tensor(ints: [1, 3, 1])) }
      ) { grids, _ in -(grids[0][[0, 1]] + grids[0][[1, 3]] + grids[0][[2, 1]]) / 3 },
      OperationCase(
        "crossEntropy of one row", [[4]], gives: [],
        { crossEntropy($0[0], Tensor(ints: [2], shape: [])) }
      ) { grids, _ in surprise(grids[0], [2]) },
    ]
  }

  /// −log softmax at an index.
  private static func surprise(_ logits: Grid, _ index: [Int]) -> Double {
    log(logits.fiber(index, [index.count - 1]).reduce(0) { $0 + exp($1) }) - logits[index]
  }
}
