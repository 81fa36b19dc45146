#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import TensorKit

/// Scaled dot product attention: with and without sight of what comes later, with masks, grouped
/// heads, leading dimensions that broadcast, and a scale.
enum AttentionTable {
  static var all: [OperationCase] { plain + masked + grouped + stretched }

  private static var plain: [OperationCase] {
    // Leading dimensions, L, S, E, V.
    let tried: [([Int], Int, Int, Int, Int)] = [
      ([], 1, 1, 1, 1), ([], 3, 3, 2, 2), ([], 2, 4, 3, 1), ([2], 3, 2, 2, 3),
      ([2, 2], 3, 3, 2, 2),
      ([1], 4, 4, 1, 2), ([0], 2, 2, 2, 2), ([], 0, 2, 2, 2), ([2], 2, 3, 2, 0),
    ]
    return tried.flatMap { lead, queries, keys, width, valueWidth in
      [false, true].map { isCausal in
        OperationCase(
          "attention\(isCausal ? ", causal" : "")",
          [lead + [queries, width], lead + [keys, width], lead + [keys, valueWidth]],
          gives: lead + [queries, valueWidth],
          { scaledDotProductAttention($0[0], $0[1], $0[2], isCausal: isCausal) }
        ) { Mix($0, $1, seen: { !isCausal || $1 <= $0 }).value }
      }
    } + [
      OperationCase("attention to nothing", [[2, 3], [0, 3], [0, 2]], gives: [2, 2], call) { _, _ in
        0
      },
      OperationCase(
        "attention with a scale", [[3, 2], [4, 2], [4, 2]], gives: [3, 2],
        { scaledDotProductAttention($0[0], $0[1], $0[2], scale: -0.3) }
      ) { Mix($0, $1, scale: -0.3).value },
    ]
  }

  /// Query 1 sees nothing.
  private static let sight = [true, false, true, false, false, false, false, true, true]

  private static var masked: [OperationCase] {
    let shapes = [[2, 3, 2], [2, 3, 2], [2, 3, 2]]
    return [
      OperationCase(
        "attention with a mask", shapes, gives: [2, 3, 2],
        {
          scaledDotProductAttention(
            $0[0], $0[1], $0[2], attnMask: Tensor(bools: sight, shape: [3, 3]))
        }
      ) { Mix($0, $1, seen: { sight[$0 * 3 + $1] }).value }
    ]
      + [[3, 3], [3], [2, 1, 3], [1, 3, 3]].map { mask in
        OperationCase(
          "attention with an added mask", shapes + [mask], gives: [2, 3, 2],
          { scaledDotProductAttention($0[0], $0[1], $0[2], attnMask: $0[3]) }
        ) { grids, index in
          Mix(grids, index, added: { grids[3].stretched([index[0], $0, $1]) }).value
        }
      }
  }

  private static var grouped: [OperationCase] {
    // Heads of queries, of keys, of values, and L.
    [(4, 2, 2, 3), (2, 1, 1, 1), (4, 4, 4, 2), (4, 2, 1, 2), (6, 2, 2, 1)].flatMap {
      heads, keyHeads, valueHeads, queries in
      [[], [2]].map { lead in
        OperationCase(
          "attention of grouped heads",
          [
            lead + [heads, queries, 2], lead + [keyHeads, 3, 2], lead + [valueHeads, 3, 2],
          ], gives: lead + [heads, queries, 2],
          { scaledDotProductAttention($0[0], $0[1], $0[2], enableGQA: true) }
        ) { Mix($0, $1, groups: [1, heads / keyHeads, heads / valueHeads]).value }
      }
    }
  }

  private static var stretched: [OperationCase] {
    [
      [[2, 3, 2], [1, 4, 2], [4, 2]], [[3, 2], [2, 4, 2], [2, 4, 2]],
      [[1, 2, 3, 2], [2, 1, 4, 2], [1, 4, 2]],
    ].map { shapes in
      let lead = shapes.map { $0.dropLast(2) }.max { $0.count < $1.count } ?? []
      let full = lead.enumerated().map { position, _ in
        shapes.map { shape in
          let own = position - (lead.count - shape.count + 2)
          return own < 0 ? 1 : shape[own]
        }.max() ?? 1
      }
      return OperationCase(
        "attention, broadcast", shapes, gives: full + [3, 2], call
      ) { Mix($0, $1).value }
    }
  }

  @Sendable private static func call(_ inputs: [Tensor]) -> Tensor {
    scaledDotProductAttention(inputs[0], inputs[1], inputs[2])
  }
}

/// One element of the result: a mix of a column of values.
private struct Mix {
  var value = 0.0

  init(
    _ grids: [Grid], _ index: [Int], scale: Double? = nil, groups: [Int] = [1, 1, 1],
    seen: (Int, Int) -> Bool = { _, _ in true }, added: (Int, Int) -> Double = { _, _ in 0 }
  ) {
    let (lead, row, column) = (index.dropLast(2), index[index.count - 2], index[index.count - 1])
    func at(_ operand: Int, _ tail: [Int]) -> Double {
      var lead = Array(lead)
      if let head = lead.last { lead[lead.count - 1] = head / groups[operand] }
      let own = lead.suffix(grids[operand].shape.count - 2)
      return grids[operand][zip(grids[operand].shape, own).map { $0 == 1 ? 0 : $1 } + tail]
    }
    let (keys, width) = (
      grids[1].shape[grids[1].shape.count - 2], grids[1].shape[grids[1].shape.count - 1]
    )
    var total = 0.0
    for j in 0..<keys where seen(row, j) {
      let product = (0..<width).reduce(0) { $0 + at(0, [row, $1]) * at(1, [j, $1]) }
      let weight = exp(product * (scale ?? 1 / Double(width).squareRoot()) + added(row, j))
      value += weight * at(2, [j, column])
      total += weight
    }
    if total > 0 { value /= total }
  }
}
