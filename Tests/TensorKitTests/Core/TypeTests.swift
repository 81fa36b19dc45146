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

  static let pairs: [Pair] = PromotionTable.text.split(separator: "\n").map { line in
    let types = line.split { " :".contains($0) }.map { name in
      DType.allCases.first { $0.description == name } ?? .bool
    }
    let sums = Array(types.dropFirst(2))
    return Pair(
      a: types[0], b: types[1], sums: sums.count == 1 ? Array(repeating: sums[0], count: 4) : sums)
  }

  @Test func everyPairIsInTheTable() {
    #expect(Self.pairs.count == DType.allCases.count * DType.allCases.count)
  }

  private static let ranks: [([Int], [Int])] = [([2], [2]), ([2], []), ([], [2]), ([], [])]

  @Test(arguments: pairs)
  func theTypeOfTwo(pair: Pair) {
    for (sum, (shapeA, shapeB)) in zip(pair.sums, Self.ranks) {
      let (a, b) = (Tensor.ones(shapeA, dtype: pair.a), Tensor.ones(shapeB, dtype: pair.b))
      #expect((a + b).dtype == sum)
      #expect((a * b).dtype == sum)
      if pair.a != .bool && pair.b != .bool { #expect((a - b).dtype == sum) }
      #expect((a / b).dtype == (sum.isFloatingPoint ? sum : .float32))
      #expect(Tensor.where(Tensor(bools: [true, false]), a, b).dtype == sum)
      #expect(a.eq(b).all())
      #expect((a + b).doubles().allSatisfy { $0 == (sum == .bool ? 1 : 2) })
      #expect((a / b).doubles().allSatisfy { $0 == 1 })
    }
  }

  @Test func theTypeWithANumber() {
    for (dtype, whole) in [
      (DType.float32, DType.float32), (.float64, .float64), (.int64, .int64), (.int8, .int8),
      (.uint8, .uint8), (.float16, .float16), (.bfloat16, .bfloat16),
    ] {
      let x = Tensor.ones([2], dtype: dtype)
      let fraction = dtype.isFloatingPoint ? dtype : .float32
      #expect((x + 2).dtype == whole && (2 - x).dtype == whole && (x * 3).dtype == whole)
      #expect((x + 2.5).dtype == fraction && (x * 0.5).dtype == fraction)
      #expect((x / 2).dtype == fraction && (2 / x).dtype == fraction)
      #expect(x.exp().dtype == fraction)
      #expect(x.sum().dtype == (dtype.isFloatingPoint ? dtype : .int64))
      #expect((x + 2.5).doubles() == [3.5, 3.5])
      #expect((3 - x).doubles() == [2, 2])
    }
  }

  @Test func boolWithANumber() {
    let x = Tensor(bools: [true, false])
    #expect((x + 2).dtype == .int64 && (x * 3).ints() == [3, 0])
    #expect((x + true).dtype == .bool && (x * true).bools() == [true, false])
    #expect((x + 2.5).dtype == .float32 && (x / 2).scalars == [0.5, 0])
    #expect((x + x).dtype == .bool && (x * x).bools() == [true, false])
    #expect((x / x).dtype == .float32)
  }

  /// A number is rounded once, to the type of the operation.
  @Test func numbersKeepWhatTheyAre() {
    let double = Tensor([0.1], dtype: .float64)
    #expect((Tensor([1], dtype: .float64) * 0.1).item() == 0.1)
    #expect((0.1 + Tensor([0], dtype: .float64)).item() == 0.1)
    #expect((Tensor([0], dtype: .float64) - 0.1).item() == -0.1)
    #expect((Tensor([1], dtype: .float64) / 0.1).item() == 10)
    #expect(double.ge(0.1).bools() == [true] && double.eq(0.1).bools() == [true])
    #expect(Tensor([0.1]).eq(0.1).bools() == [true])
    #expect(double.maskedFill(Tensor(bools: [true]), 0.3).item() == 0.3)
    #expect(double.clone().fill_(0.7).item() == 0.7)
    #expect(double.clone().mul_(0.1).item() == 0.1 * 0.1)
    #expect((Tensor(ints: [0]) + 16_777_217).ints() == [16_777_217])
    #expect((Tensor(ints: [1]) * 9_007_199_254_740_993).ints() == [9_007_199_254_740_993])
    #expect(Tensor(ints: [3]).lt(9_007_199_254_740_993).bools() == [true])
    let mixed = Tensor.where(Tensor(bools: [false]), Tensor(ints: [1]), 2.5)
    #expect(mixed.dtype == .float32 && mixed.scalars == [2.5])
    let float: Float = 0.1
    #expect((Tensor([1], dtype: .float64) * float).item() == Double(float))
  }

  @Test func storedTypesAreComputedWithWider() {
    let bytes = Tensor([100, 200, 255], dtype: .uint8)
    #expect((bytes + bytes).ints() == [200, 144, 254])
    #expect((Tensor([100, -128], dtype: .int8) * 2).ints() == [-56, 0])
    #expect((bytes + Tensor([-1, -1, -1], dtype: .int8)).dtype == .int16)
    let half = Tensor([1, 2049, 65504], dtype: .float16)
    #expect(half.doubles() == [1, 2048, 65504])
    #expect((half + half).doubles() == [2, 4096, .infinity])
    #expect((half + Tensor([1], dtype: .bfloat16)).dtype == .float32)
    #expect((half * Tensor([2])).dtype == .float32)
    #expect(half.gt(1).bools() == [false, true, true])
    #expect(half.exp().dtype == .float16 && bytes.exp().dtype == .float32)
    #expect(
      half.reshape(3, 1).dtype == .float16
        && half.narrow(dim: 0, start: 1, length: 1).item() == 2048)
  }

  @Test func whatAHalfCannotHoldIsRoundedFirst() {
    let whole = Tensor(ints: [16_777_217])
    #expect((Tensor([2.5], dtype: .float16) / whole).item() == 0)
    #expect((-Tensor([2.5], dtype: .float16)).dtype == .float16)
    #expect((-Tensor([3], dtype: .uint8)).ints() == [253])
    // PyTorch rounds the number only where it stands on the left of a minus.
    #expect((1.0 / 3 - Tensor([0.5], dtype: .bfloat16)).item() == -0.166015625)
  }

  @Test func stretchedGradientsOfStoredTypes() {
    let x = Parameter(Tensor([2], dtype: .bfloat16))
    (x * Tensor([1, 2, 3], dtype: .bfloat16)).sum().backward()
    #expect(x.grad?.dtype == .bfloat16 && x.grad?.doubles() == [6])
  }

  @Test func gradientsOfStoredTypesAreStored() {
    let x = Parameter(Tensor([1, 2, 3], dtype: .bfloat16))
    (x.to(.float32) * x).sum().backward()
    #expect(x.grad?.dtype == .bfloat16 && x.grad?.doubles() == [2, 4, 6])
  }

  @Test func aNumberThatNoIntegerHoldsMakesFloats() {
    #expect((Tensor(ints: [1]) + 1e20).scalars == [1e20])
    #expect((Tensor(ints: [1]) * .infinity).scalars == [.infinity])
    #expect((Tensor(bools: [true]) * .infinity).scalars == [.infinity])
  }

  @Test func conversions() {
    let x = Tensor([-1.7, 0, 2.9, .nan])
    // What no Int holds: C leaves it open; this is what PyTorch gives on x86.
    #expect(x.to(.int64).ints() == [-1, 0, 2, .min])
    #expect(x.to(.bool).bools() == [true, false, true, true])
    #expect(Tensor(bools: [true, false]).to(.float64).doubles() == [1, 0])
    #expect(Tensor(ints: [1 << 53 + 1]).to(.int64).ints() == [1 << 53 + 1])
    #expect(Tensor([1e20, -1e20]).to(.int64).ints() == [.min, .min])
    #expect(x.to(.float64).to(.float32).dtype == .float32)
  }

  @Test func truthsAreCounted() {
    #expect(Tensor(bools: [true, false, true]).sum().ints() == [2])
    #expect(Tensor(bools: [true, false, true]).scalars == [1, 0, 1])
    #expect(Tensor(bools: [false, true]).amax(dim: 0).dtype == .bool)
  }
}
