import Testing

@testable import TensorKit

/// What type an operation's result has: torch.result_type, asked for every pair.
@Suite struct TypeTests {
  struct Pair: Sendable, CustomTestStringConvertible {
    let a: DType
    let b: DType
    /// The sum's type: of two vectors, of a vector and a scalar, of a scalar and a vector, of two
    /// scalars.
    let sums: [DType]

    var testDescription: String { "\(a) and \(b)" }
  }

  /// As PyTorch answered. A scalar gives way, unless it brings floating point to whole numbers.
  static let pairs: [Pair] = [
    Pair(a: .float32, b: .float32, sums: [.float32, .float32, .float32, .float32]),
    Pair(a: .float32, b: .float64, sums: [.float64, .float32, .float64, .float64]),
    Pair(a: .float32, b: .int64, sums: [.float32, .float32, .float32, .float32]),
    Pair(a: .float32, b: .bool, sums: [.float32, .float32, .float32, .float32]),
    Pair(a: .float64, b: .float32, sums: [.float64, .float64, .float32, .float64]),
    Pair(a: .float64, b: .float64, sums: [.float64, .float64, .float64, .float64]),
    Pair(a: .float64, b: .int64, sums: [.float64, .float64, .float64, .float64]),
    Pair(a: .float64, b: .bool, sums: [.float64, .float64, .float64, .float64]),
    Pair(a: .int64, b: .float32, sums: [.float32, .float32, .float32, .float32]),
    Pair(a: .int64, b: .float64, sums: [.float64, .float64, .float64, .float64]),
    Pair(a: .int64, b: .int64, sums: [.int64, .int64, .int64, .int64]),
    Pair(a: .int64, b: .bool, sums: [.int64, .int64, .int64, .int64]),
    Pair(a: .bool, b: .float32, sums: [.float32, .float32, .float32, .float32]),
    Pair(a: .bool, b: .float64, sums: [.float64, .float64, .float64, .float64]),
    Pair(a: .bool, b: .int64, sums: [.int64, .int64, .int64, .int64]),
  ]

  private static let ranks: [([Int], [Int])] = [([2], [2]), ([2], []), ([], [2]), ([], [])]

  @Test(arguments: pairs)
  func theTypeOfTwo(pair: Pair) {
    for (sum, (shapeA, shapeB)) in zip(pair.sums, Self.ranks) {
      let (a, b) = (Tensor.ones(shapeA, dtype: pair.a), Tensor.ones(shapeB, dtype: pair.b))
      #expect((a + b).dtype == sum)
      #expect((a - b).dtype == sum)
      #expect((a * b).dtype == sum)
      #expect((a / b).dtype == (sum == .int64 ? .float32 : sum))
      #expect(Tensor.where(Tensor(bools: [true, false]), a, b).dtype == sum)
      #expect((a + b).doubles().allSatisfy { $0 == 2 })
      #expect((a / b).doubles().allSatisfy { $0 == 1 })
    }
  }

  @Test func theTypeWithANumber() {
    for (dtype, whole) in [
      (DType.float32, DType.float32), (.float64, .float64), (.int64, .int64), (.bool, .int64),
    ] {
      let x = Tensor.ones([2], dtype: dtype)
      let fraction = dtype == .float64 ? DType.float64 : .float32
      #expect((x + 2).dtype == whole && (2 - x).dtype == whole && (x * 3).dtype == whole)
      #expect((x + 2.5).dtype == fraction && (x * 0.5).dtype == fraction)
      #expect((x / 2).dtype == fraction && (2 / x).dtype == fraction)
      #expect(x.exp().dtype == fraction)
      #expect(x.sum().dtype == whole)
      #expect((x + 2.5).doubles() == [3.5, 3.5])
      #expect((3 - x).doubles() == [2, 2])
    }
  }

  @Test func aNumberThatNoIntegerHoldsMakesFloats() {
    #expect((Tensor(ints: [1]) + 1e20).scalars == [1e20])
    #expect((Tensor(ints: [1]) * .infinity).scalars == [.infinity])
    #expect((Tensor(bools: [true]) * .infinity).scalars == [.infinity])
  }

  @Test func conversions() {
    let x = Tensor([-1.7, 0, 2.9, .nan])
    #expect(x.to(.int64).ints() == [-1, 0, 2, 0])
    #expect(x.to(.bool).bools() == [true, false, true, true])
    #expect(Tensor(bools: [true, false]).to(.float64).doubles() == [1, 0])
    #expect(Tensor(ints: [1 << 53 + 1]).to(.int64).ints() == [1 << 53 + 1])
    #expect(Tensor([1e20, -1e20]).to(.int64).ints() == [.max, .min])
    #expect(x.to(.float64).to(.float32).dtype == .float32)
  }

  @Test func truthsAreCounted() {
    #expect(Tensor(bools: [true, false, true]).sum().ints() == [2])
    #expect(Tensor(bools: [true, false, true]).scalars == [1, 0, 1])
    #expect(Tensor(bools: [false, true]).amax(dim: 0).dtype == .bool)
  }
}
