import Testing

@testable import TensorKit

/// What is recorded, what collects a gradient, and when.
@Suite struct GraphTests {
  @Test func gradientsAddUpUntilTheyAreForgotten() throws {
    let x = Parameter(Tensor([2, 3]))
    (x * x).sum().backward()
    let first = try #require(x.grad)
    (x * x).sum().backward()
    #expect(x.grad === first, "holders of the gradient see the sum")
    #expect(first.scalars == [8, 12])
    x.grad = nil
    (x * 1).sum().backward()
    #expect(x.grad?.scalars == [1, 1])
  }

  @Test func nothingIsRecordedInsideNoGradAndItNests() {
    let x = Parameter(Tensor([1]))
    #expect(isGradEnabled)
    noGrad {
      #expect(!isGradEnabled && !(x * 2).requiresGrad)
      withGrad { #expect((x * 2).requiresGrad) }
      #expect(!(x * 2).requiresGrad)
    }
    #expect((x * 2).requiresGrad)
  }

  @Test func anErrorLeavesNoGrad() {
    struct Stop: Error {}
    #expect(throws: Stop.self) { try noGrad { throw Stop() } }
    #expect(isGradEnabled)
  }

  @Test func anotherTaskDoesNotSeeNoGrad() async {
    let other = noGrad { Task.detached { isGradEnabled } }
    #expect(await other.value)
  }

  @Test func detachEndsTheGraphAndSharesTheElements() {
    let x = Parameter(Tensor([3]))
    let cut = x.detach()
    #expect(!cut.requiresGrad && cut.storage === x.storage)
    (x * cut).sum().backward()
    #expect(x.grad?.scalars == [3])
  }

  @Test func aGradientOfTheResultMayBeGiven() {
    let x = Parameter(Tensor([1, 2]))
    (x * x).backward(Tensor([10, 100]))
    #expect(x.grad?.scalars == [20, 400])
    let y = Parameter(Tensor([1, 2]))
    y.backward(Tensor([5, 6]))
    #expect(y.grad?.scalars == [5, 6])
  }

  @Test func aGradientIsACopyThatNobodyElseHolds() throws {
    let (x, y) = (Parameter(Tensor([1])), Parameter(Tensor([1])))
    (x + y).backward()
    noGrad { _ = x.grad?.mul_(7) }
    #expect(y.grad?.scalars == [1])
    #expect(try #require(x.grad).requiresGrad == false)
  }

  @Test func bothWaysThroughADiamondAreCounted() {
    let x = Parameter(Tensor([2]))
    let shared = x * 3
    let left = shared * shared
    ((left + shared) * left).sum().backward()
    // ((3x)² + 3x)·(3x)² = 81x⁴ + 27x³
    #expect(x.grad?.scalars == [Float(4 * 81 * 8 + 3 * 27 * 4)])
  }

  @Test func aBranchThatNeedsNoGradientIsNotRecorded() {
    let (frozen, x) = (Tensor([2, 3]), Parameter(Tensor([1, 1])))
    #expect((frozen * frozen).isLeaf)
    #expect((frozen * x).gradName == "MulBackward")
  }

  @Test func aConversionGivesTheGradientBackInTheOldType() {
    let x = Parameter(Tensor([1, 2], dtype: .float64))
    (x.to(.float32) * 3).sum().backward()
    #expect(x.grad?.dtype == .float64)
    #expect(x.grad?.doubles() == [3, 3])
    #expect(x.to(.float64) === x)
    #expect(!x.to(.int64).requiresGrad)
  }

  @Test func equalMaximaShareTheGradient() {
    let x = Parameter(Tensor([[1, 3, 3], [2, 2, 2]]))
    x.amax(dim: 1).backward(Tensor([1, 3]))
    #expect(x.grad?.scalars == [0, 0.5, 0.5, 1, 1, 1])
  }

  @Test func whereASlopeJumpsItIsZero() {
    let x = Parameter(Tensor([0, 0]))
    relu(x).sum().backward()
    x.abs().sum().backward()
    #expect(x.grad?.scalars == [0, 0])
  }
}
