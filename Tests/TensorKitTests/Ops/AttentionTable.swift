#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import TensorKit

/// Scaled dot product attention, with and without sight of what comes later.
enum AttentionTable {
  static var all: [OperationCase] {
    // Leading dimensions, L, S, E, V.
    let tried: [([Int], Int, Int, Int, Int)] = [
      ([], 1, 1, 1, 1), ([], 3, 3, 2, 2), ([], 2, 4, 3, 1), ([2], 3, 2, 2, 3),
      ([2, 2], 3, 3, 2, 2),
      ([1], 4, 4, 1, 2), ([0], 2, 2, 2, 2),
    ]
    return tried.flatMap { lead, queries, keys, width, valueWidth in
      [false, true].map { isCausal in
        OperationCase(
          "attention\(isCausal ? ", causal" : "")",
          [lead + [queries, width], lead + [keys, width], lead + [keys, valueWidth]],
          gives: lead + [queries, valueWidth],
          { scaledDotProductAttention($0[0], $0[1], $0[2], isCausal: isCausal) }
        ) { element($0, $1, isCausal) }
      }
    }
  }

  private static func element(_ grids: [Grid], _ index: [Int], _ isCausal: Bool) -> Double {
    let lead = Array(index.dropLast(2))
    let (row, column) = (index[index.count - 2], index[index.count - 1])
    let (query, key, value) = (grids[0], grids[1], grids[2])
    let (keys, width) = (key.shape[lead.count], key.shape[lead.count + 1])
    let seen = isCausal ? min(row + 1, keys) : keys
    let weights = (0..<seen).map { j in
      let score = (0..<width).reduce(0) { $0 + query[lead + [row, $1]] * key[lead + [j, $1]] }
      return exp(score / Double(width).squareRoot())
    }
    let mixed = weights.enumerated().reduce(0) {
      $0 + $1.element * value[lead + [$1.offset, column]]
    }
    return mixed / weights.reduce(0, +)
  }
}
