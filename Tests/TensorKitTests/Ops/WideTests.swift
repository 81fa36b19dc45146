import Testing

@testable import TensorKit

/// Lengths beyond the tables': single precision has kernels that work on many elements at once, with
/// whole vectors, rests and panels. Double precision, which the tables prove, says what is right.
@Suite struct WideTests {
  struct Function: Sendable, CustomTestStringConvertible {
    let name: String
    let range: ClosedRange<Double>
    let body: @Sendable (Tensor) -> Tensor

    var testDescription: String { name }
  }

  static let functions = [
    Function(name: "exp", range: -80...80) { $0.exp() },
    Function(name: "log", range: 1e-30...1e3) { $0.log() },
    Function(name: "sqrt", range: 0...1e6) { $0.sqrt() },
    Function(name: "rsqrt", range: 1e-3...1e6) { $0.rsqrt() },
    Function(name: "tanh", range: -12...12) { $0.tanh() },
    Function(name: "sigmoid", range: -30...30) { $0.sigmoid() },
    Function(name: "silu", range: -20...20) { $0.silu() },
    Function(name: "gelu", range: -5...8) { gelu($0) },
    Function(name: "gelu tanh", range: -5...8) { gelu($0, approximate: .tanh) },
    Function(name: "relu", range: -3...3) { relu($0) },
    Function(name: "abs", range: -3...3) { $0.abs() },
    Function(name: "pow 3", range: -3...3) { $0.pow(3) },
    Function(name: "neg", range: -3...3) { -$0 },
    Function(name: "scalar chain", range: -3...3) { (2 - $0 * 3 + 1) / 7 },
    Function(name: "square", range: -3...3) { $0 * $0 },
  ]

  static let lengths = Array(1...67) + [127, 128, 129, 255, 256, 257, 1000, 4099]

  private func spread(_ shape: [Int], _ range: ClosedRange<Double>) -> Tensor {
    let count = shape.reduce(1, *)
    let width = range.upperBound - range.lowerBound
    // Steps of the golden section: every length meets all of the range, in no order.
    let values = (0..<count).map { index in
      range.lowerBound + width * (Double(index) * 0.6180339887).truncatingRemainder(dividingBy: 1)
    }
    return Tensor(values, shape: shape, dtype: .float32)
  }

  /// Expects each element within a few units in the last place of single precision, or, where it has
  /// come out of larger numbers, within `absolute`.
  private func expectNear(
    _ found: Tensor, _ expected: Tensor, absolute: Double = 1e-6, _ what: String
  ) {
    let worst = zip(found.doubles(), expected.doubles()).map { x, y in
      x == y ? 0 : (x - y).magnitude / (y.magnitude * 1e-6 + absolute)
    }.reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }
    #expect(found.dtype == .float32 && found.shape == expected.shape, "\(what)")
    #expect(worst <= 1, "\(what): \(worst) times what is allowed")
  }

  private func compare(
    _ values: [Tensor], absolute: Double = 1e-6, _ what: String, _ body: ([Tensor]) -> Tensor
  ) {
    let single = values.map { Parameter($0) }
    let double = values.map { Parameter($0.to(.float64)) }
    let (found, expected) = (body(single), body(double))
    expectNear(found, expected, absolute: absolute, what)
    let weights = Differences.cotangent(of: found)
    found.backward(weights)
    expected.backward(weights.to(.float64))
    for (leaf, other) in zip(single, double) {
      guard let gradient = leaf.grad, let right = other.grad else {
        Issue.record("\(what): an input has no gradient")
        continue
      }
      expectNear(gradient, right, absolute: absolute, "\(what), gradient")
    }
  }

  @Test(arguments: functions)
  func everyLengthOfAFunction(function: Function) {
    for length in Self.lengths {
      compare([spread([length], function.range)], "length \(length)") { function.body($0[0]) }
    }
  }

  /// Infinities and NaN come out as they do of the mathematics, wherever in a vector they stand.
  @Test(arguments: functions.filter { !$0.name.hasPrefix("gelu") && $0.name != "silu" })
  func whatIsNotFinite(function: Function) {
    for special in [Float.nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, 1e38] {
      for place in [0, 7, 16, 38] {
        var values = [Float](repeating: 1, count: 39)
        values[place] = special
        let x = Tensor(values)
        let found = function.body(x).doubles()
        let right = function.body(x.to(.float64)).doubles().map { Double(Float($0)) }
        #expect(
          Self.isSame(found[place], right[place]),
          "\(special) at \(place): \(found[place]), and should be \(right[place])")
        for other in found.indices where other != place {
          #expect(
            Self.isSame(found[other], right[other]),
            "\(special) at \(place) reaches \(other): \(found[other])")
        }
      }
    }
  }

  /// Both no number, or the same infinity, or finite and near.
  private static func isSame(_ found: Double, _ right: Double) -> Bool {
    if right.isNaN || right.isInfinite { return right.isNaN ? found.isNaN : found == right }
    return (found - right).magnitude <= right.magnitude * 1e-6 + 1e-6
  }

  /// 1 to any power is 1, and an infinite power is 0, 1 or infinite by the size alone.
  @Test func infinitePowers() {
    let x = Tensor([0.5, 1, -1, 2, -3, 0])
    #expect(x.pow(.infinity).scalars == [0, 1, 1, .infinity, .infinity, 0])
    #expect(x.pow(-Double.infinity).scalars == [.infinity, 1, 1, 0, 0, .infinity])
    #expect(Tensor([1, .nan]).pow(.nan).scalars[0] == 1)
  }

  @Test func everyLengthOfARow() {
    for length in Self.lengths where length < 1000 {
      let x = spread([3, length], -4...4)
      compare([x], "softmax \(length)") { $0[0].softmax(dim: -1) }
      compare([x], "logSoftmax \(length)") { $0[0].logSoftmax(dim: -1) }
      compare([x], "logSumExp \(length)") { $0[0].logSumExp(dim: -1) }
      compare([x], absolute: 1e-5, "sum \(length)") { $0[0].sum(dim: 1) }
      compare([x], absolute: 1e-5, "sum \(length), first") { $0[0].T.sum(dim: 0) }
      compare([x], "mean \(length)") { $0[0].mean(dim: 1) }
      compare([x], "amax \(length)") { $0[0].amax(dim: 1) }
      compare([x], "norm \(length)") { $0[0].norm(dim: 1) }
      let columns = x.T.contiguous().reshape([length, 3]).expand([2, length, 3])
      let wide = Tensor.cat(Array(repeating: columns, count: 7), dim: 2) + x.sum() * 1e-3
      compare([wide], "softmax \(length), first") { $0[0].softmax(dim: 1) }
      compare([wide], "logSoftmax \(length), first") { $0[0].logSoftmax(dim: 1) }
      compare([wide], "logSumExp \(length), first") { $0[0].logSumExp(dim: 1) }
      guard length > 1 else { continue }
      let (weight, bias) = (spread([length], 0.5...1.5), spread([length], -1...1))
      compare([x, weight, bias], absolute: 1e-5, "layerNorm \(length)") {
        layerNorm($0[0], weight: $0[1], bias: $0[2])
      }
    }
  }

  /// Sides below, at and above whatever a kernel's tiles may be.
  @Test func everySideOfAProduct() {
    let sides = [1, 2, 5, 12, 13, 16, 31, 32, 33, 48, 65, 100]
    for m in sides {
      for (n, k) in zip(sides, sides.reversed()) + [(33, 7), (64, 64), (129, 40), (7, 300)] {
        let (a, b) = (spread([m, k], -1...1), spread([k, n], -1...1))
        compare([a, b], absolute: 1e-5, "\(m)×\(k)×\(n)") { $0[0].matmul($0[1]) }
        compare([a.T.contiguous(), b], absolute: 1e-5, "ᵀ\(m)×\(k)×\(n)") { $0[0].T.matmul($0[1]) }
        let (weight, bias) = (spread([n, k], -1...1), spread([n], -1...1))
        compare([a, weight, bias], absolute: 1e-5, "linear \(m)×\(k)→\(n)") {
          linear($0[0], $0[1], $0[2])
        }
      }
    }
  }

  @Test func stacksOfProducts() {
    for (m, k, n) in [(1, 1, 1), (17, 16, 33), (32, 16, 32), (5, 70, 3)] {
      let (a, b) = (spread([2, 3, m, k], -1...1), spread([3, k, n], -1...1))
      compare([a, b], absolute: 1e-5, "\(m)×\(k)×\(n)") { $0[0].matmul($0[1]) }
      compare([a, b], absolute: 1e-5, "\(m)×\(k)×\(n), transposed") {
        $0[1].transposed().matmul($0[0].transposed())
      }
    }
  }

  @Test func everySizeOfAttention() {
    for (queries, keys, width) in [(1, 1, 1), (17, 33, 16), (64, 64, 16), (5, 70, 3), (40, 9, 31)] {
      let (q, k) = (spread([2, 3, queries, width], -1...1), spread([2, 3, keys, width], -1...1))
      let v = spread([2, 3, keys, width + 1], -1...1)
      for isCausal in [false, true] {
        compare([q, k, v], absolute: 1e-5, "\(queries), \(keys), \(width), \(isCausal)") {
          scaledDotProductAttention($0[0], $0[1], $0[2], isCausal: isCausal)
        }
      }
    }
  }

  @Test func everyLengthOfABroadcast() {
    for length in Self.lengths where length < 300 {
      let (x, row, column) = (
        spread([4, length], -2...2), spread([length], -2...2), spread([4, 1], 0.5...2)
      )
      compare([x, row, column], absolute: 1e-5, "\(length)") { ($0[0] + $0[1]) * $0[0] / $0[2] }
      compare([x, row], absolute: 1e-5, "\(length), where") {
        Tensor.where($0[0].detach().gt(0), $0[0], $0[1])
      }
    }
  }
}
