import Testing

@testable import TensorKit

/// A product in double precision, one term after the other, and what rounding may do to it.
struct ReferenceProduct {
  let values: [Double]
  /// For each element k·2⁻²⁴·Σ|a·b|: k roundings of a sum of floats, each of half a unit.
  let bounds: [Double]

  /// a [m, k] · b [k, n] + addend, all of them with any strides.
  init(_ a: Tensor, _ b: Tensor, adding addend: [Double]? = nil, roundoff: Double = 0x1p-24) {
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    let (x, y) = (a.doubles(), b.doubles())
    var (values, bounds): ([Double], [Double]) = ([], [])
    for i in 0..<m {
      for j in 0..<n {
        var (sum, size) = (addend?[i * n + j] ?? 0, (addend?[i * n + j] ?? 0).magnitude)
        for l in 0..<k {
          let term = x[i * k + l] * y[l * n + j]
          sum += term
          size += term.magnitude
        }
        values.append(sum)
        bounds.append(Double(k + 1) * roundoff * size)
      }
    }
    (self.values, self.bounds) = (values, bounds)
  }

  /// Whether every element lies within its bound; the first that does not is named.
  func expect(
    _ found: [Double], _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == values.count, "\(what)", sourceLocation: sourceLocation)
    let wrong = zip(found.indices, zip(found, zip(values, bounds))).first {
      !(($0.1.0 - $0.1.1.0).magnitude <= $0.1.1.1)
    }
    if let wrong {
      Issue.record(
        "\(what): element \(wrong.0) is \(wrong.1.0), not \(wrong.1.1.0)",
        sourceLocation: sourceLocation)
    }
  }
}
