#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import TensorKit

/// Operations that look along a dimension: sums, extremes, softmax, normalisation.
enum ReductionTable {
  static var all: [OperationCase] {
    sums + spreads + products + norms + extremes + overEverything + softmaxes + normalised
  }

  private static var sums: [OperationCase] {
    [
      Cases.reduction("sum", { $0.sum(dim: $1, keepDim: $2) }, total),
      Cases.reduction("sum of one dim", { $0.sum(dim: $1[0], keepDim: $2) }, total),
      Cases.reduction("mean", emptyToo: false, { $0.mean(dim: $1, keepDim: $2) }, mean),
      Cases.reduction(
        "variance, biased", emptyToo: false, { $0.variance(dim: $1, unbiased: false, keepDim: $2) }
      ) { squares($0) / Double($0.count) },
      severalAxes("sum", { $0.sum(dim: $1, keepDim: $2) }, total),
      severalAxes("mean", { $0.mean(dim: $1, keepDim: $2) }, mean),
      severalAxes("variance", { $0.variance(dim: $1, keepDim: $2) }) {
        squares($0) / Double($0.count - 1)
      },
    ].flatMap { $0 }
  }

  private static var spreads: [OperationCase] {
    [
      Cases.reduction("std", emptyToo: false, { $0.std(dim: $1[0], unbiased: false, keepDim: $2) })
      {
        (squares($0) / Double($0.count)).squareRoot()
      }.filter { $0.shapes[0] != [1] && $0.shapes[0] != [3, 1] },
      Cases.reduction(
        "variance corrected by -1", emptyToo: false,
        { $0.variance(dim: $1, correction: -1, keepDim: $2) }
      ) { squares($0) / Double($0.count + 1) },
      Cases.reduction(
        "varMean", emptyToo: false,
        { x, axes, keepDim in
          let found = x.varMean(dim: axes, correction: 0, keepDim: keepDim)
          return found.variance + found.mean * 2
        }
      ) { squares($0) / Double($0.count) + 2 * mean($0) },
      severalAxes("std", { $0.std(dim: $1, keepDim: $2) }) {
        (squares($0) / Double($0.count - 1)).squareRoot()
      },
      severalAxes(
        "stdMean",
        { x, axes, keepDim in
          let found = x.stdMean(dim: axes, keepDim: keepDim)
          return found.std - found.mean
        }
      ) { (squares($0) / Double($0.count - 1)).squareRoot() - mean($0) },
    ].flatMap { $0 }
  }

  private static var products: [OperationCase] {
    Cases.reduction("prod", { $0.prod(dim: $1[0], keepDim: $2) }) { $0.reduce(1, *) }
      + Cases.shapes.map { shape in
        OperationCase("prod of all", [shape], gives: [], { $0[0].prod() }) { grids, _ in
          grids[0].values.reduce(1, *)
        }
      }
  }

  private static var norms: [OperationCase] {
    let kinds: [(Double, @Sendable ([Double]) -> Double)] = [
      (1, { $0.reduce(0) { $0 + $1.magnitude } }),
      (2, { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }),
      (3, { pow($0.reduce(0) { $0 + pow($1.magnitude, 3) }, 1 / 3) }),
      (.infinity, { $0.reduce(0) { max($0, $1.magnitude) } }),
      (-.infinity, { $0.reduce(.infinity) { min($0, $1.magnitude) } }),
    ]
    return kinds.flatMap { p, value in
      Cases.reduction(
        "norm \(p)", emptyToo: false, { $0.norm(p, dim: $1[0], keepDim: $2) }, value)
        + severalAxes("norm \(p)", { $0.norm(p, dim: $1, keepDim: $2) }, value)
    }
  }

  private static func severalAxes(
    _ name: String, _ body: @escaping @Sendable (Tensor, [Int], Bool) -> Tensor,
    _ value: @escaping @Sendable ([Double]) -> Double
  ) -> [OperationCase] {
    let tried: [([Int], [Int])] = [
      ([2, 3, 4], [0, 2]), ([2, 3, 4], [-1, 1]), ([2, 3, 2, 2], [0, 1, 3]), ([2, 3], [0, 1]),
    ]
    return tried.flatMap { shape, axes in
      [false, true].map { Cases.reduced(name, shape, axes, $0, body, value) }
    }
  }

  private static var extremes: [OperationCase] {
    [
      Cases.reduction("amax", emptyToo: false, { $0.amax(dim: $1[0], keepDim: $2) }) {
        $0.reduce(-.infinity, max)
      },
      Cases.reduction("amin", emptyToo: false, { $0.amin(dim: $1[0], keepDim: $2) }) {
        $0.reduce(.infinity, min)
      },
      Cases.reduction("logSumExp", emptyToo: false, { $0.logSumExp(dim: $1[0], keepDim: $2) }) {
        log($0.map { exp($0) }.reduce(0, +))
      },
      severalAxes("logSumExp", { $0.logSumExp(dim: $1, keepDim: $2) }) {
        log($0.map { exp($0) }.reduce(0, +))
      },
      severalAxes("amax", { $0.amax(dim: $1, keepDim: $2) }) { $0.reduce(-.infinity, max) },
      severalAxes("amin", { $0.amin(dim: $1, keepDim: $2) }) { $0.reduce(.infinity, min) },
      Cases.reduction(
        "max and where", emptyToo: false, { $0.max(dim: $1[0], keepDim: $2).values }
      ) { $0.reduce(-.infinity, max) },
      Cases.reduction(
        "min and where", emptyToo: false, { $0.min(dim: $1[0], keepDim: $2).values }
      ) { $0.reduce(.infinity, min) },
      Cases.reduction(
        "median", emptyToo: false, { $0.median(dim: $1[0], keepDim: $2).values }
      ) { $0.sorted()[($0.count - 1) / 2] },
    ].flatMap { $0 }
  }

  private static var overEverything: [OperationCase] {
    [
      whole("sum", { $0.sum() }, total),
      whole("mean", { $0.mean() }, mean),
      whole("max", { $0.max() }) { $0.reduce(-.infinity, max) },
      whole("min", { $0.min() }) { $0.reduce(.infinity, min) },
      whole("median", { $0.median() }) { $0.sorted()[($0.count - 1) / 2] },
      whole("norm", { $0.norm() }) { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() },
      whole("biased variance", { $0.variance(unbiased: false) }) {
        squares($0) / Double($0.count)
      },
    ].flatMap { $0 }
  }

  private static func whole(
    _ name: String, _ body: @escaping @Sendable (Tensor) -> Tensor,
    _ value: @escaping @Sendable ([Double]) -> Double
  ) -> [OperationCase] {
    let shapes = Cases.shapes.filter { !$0.contains(0) || name == "sum" }
    return shapes.map { shape in
      OperationCase("\(name) of all", [shape], gives: [], { body($0[0]) }) { grids, _ in
        value(grids[0].values)
      }
    }
  }

  private static var softmaxes: [OperationCase] {
    [
      Cases.along("softmax", { $0.softmax(dim: $1) }) { exp($0[$1]) / exponentials($0) },
      Cases.along("softmax function", { softmax($0, dim: $1) }) { exp($0[$1]) / exponentials($0) },
      Cases.along("logSoftmax", { $0.logSoftmax(dim: $1) }) { $0[$1] - log(exponentials($0)) },
      Cases.along("logSoftmax function", { logSoftmax($0, dim: $1) }) {
        $0[$1] - log(exponentials($0))
      },
    ].flatMap { $0 }
  }

  private static var normalised: [OperationCase] {
    [[5], [1, 4], [3, 4], [2, 3, 4], [2, 1, 3, 4], [0, 4]].flatMap { shape -> [OperationCase] in
      let d = shape.last.map { [$0] } ?? []
      return [
        OperationCase("layerNorm", [shape], gives: shape, { layerNorm($0[0]) }) {
          normal($0[0], $1)
        },
        OperationCase(
          "layerNorm with weight", [shape, d], gives: shape, { layerNorm($0[0], weight: $0[1]) }
        ) { normal($0[0], $1) * $0[1].stretched($1) },
        OperationCase(
          "layerNorm with bias", [shape, d], gives: shape, { layerNorm($0[0], bias: $0[1]) }
        ) { normal($0[0], $1) + $0[1].stretched($1) },
        OperationCase(
          "rmsNorm", [shape], gives: shape, { rmsNorm($0[0], eps: 0.1) }
        ) { $0[0][$1] / rootMeanSquare($0[0], $1) },
        OperationCase(
          "rmsNorm with weight", [shape, d], gives: shape,
          { rmsNorm($0[0], weight: $0[1], eps: 0.1) }
        ) { $0[0][$1] / rootMeanSquare($0[0], $1) * $0[1].stretched($1) },
        OperationCase(
          "layerNorm with both", [shape, d, d], gives: shape,
          { layerNorm($0[0], weight: $0[1], bias: $0[2], eps: 0.1) }
        ) { normal($0[0], $1, eps: 0.1) * $0[1].stretched($1) + $0[2].stretched($1) },
      ]
    }
  }

  @Sendable private static func total(_ values: [Double]) -> Double { values.reduce(0, +) }

  @Sendable private static func mean(_ values: [Double]) -> Double {
    total(values) / Double(values.count)
  }

  private static func squares(_ values: [Double]) -> Double {
    let middle = mean(values)
    return values.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
  }

  private static func exponentials(_ values: [Double]) -> Double { total(values.map { exp($0) }) }

  private static func rootMeanSquare(_ x: Grid, _ index: [Int]) -> Double {
    let row = x.fiber(index, [index.count - 1])
    return (mean(row.map { $0 * $0 }) + 0.1).squareRoot()
  }

  private static func normal(_ x: Grid, _ index: [Int], eps: Double = 1e-5) -> Double {
    let row = x.fiber(index, [index.count - 1])
    return (x[index] - mean(row)) / (squares(row) / Double(row.count) + eps).squareRoot()
  }
}
