import Testing

@testable import TensorKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A hundred thousand operations in a row, on a stack of 128 KB: too small for one frame each.
@Suite struct DeepGraphTests {
  private static let depth = 100_000

  /// x, grown by `step` a hundred thousand times.
  private static func chain(_ x: Tensor, _ step: (Tensor) -> Tensor) -> Tensor {
    (0..<depth).reduce(x) { grown, _ in step(grown) }
  }

  @Test func aChainIsWalkedAndReleased() throws {
    let found = try SmallStack.run {
      let x = Parameter(Tensor([1]))
      Self.chain(x) { $0 + 1 }.backward()
      return x.grad?.scalars
    }
    #expect(found == [1])
  }

  @Test func aChainThatSavesIsWalkedAndReleased() throws {
    let found = try SmallStack.run {
      let x = Parameter(Tensor([1]))
      let one = Tensor([1])
      Self.chain(x) { $0 * one }.backward(retainGraph: true)
      return x.grad?.scalars
    }
    #expect(found == [1])
  }

  @Test func aChainThatNobodyWalksIsReleased() throws {
    let found = try SmallStack.run { Self.chain(Parameter(Tensor([1]))) { -$0 }.scalars }
    #expect(found == [1])
  }

  @Test func aChainOfViewsIsWalkedAndReleased() throws {
    let found = try SmallStack.run {
      let x = Parameter(Tensor([[1, 2]]))
      Self.chain(x) { $0.T }.sum().backward()
      return x.grad?.scalars
    }
    #expect(found == [1, 1])
  }

  /// Each step uses the one before twice, so every node is met by two ways.
  @Test func aChainOfDiamondsIsWalkedAndReleased() throws {
    let found = try SmallStack.run {
      let x = Parameter(Tensor([1]))
      Self.chain(x) { $0 * 0.5 + $0 * 0.5 }.backward()
      return x.grad?.scalars
    }
    #expect(found == [1])
  }

  @Test func aChainOfChangesInPlaceIsWalkedAndReleased() throws {
    let (value, gradient) = try SmallStack.run {
      let x = Parameter(Tensor([1]))
      let y = x * 1
      for _ in 0..<Self.depth { y.add_(1) }
      y.backward()
      return (y.scalars, x.grad?.scalars)
    }
    #expect(value == [Float(Self.depth + 1)])
    #expect(gradient == [1])
  }

  @Test func aWideGraphIsWalkedAndReleased() throws {
    let found = try SmallStack.run {
      let x = Parameter(Tensor([1]))
      Tensor.stack((0..<Self.depth).map { _ in x * 2 }).sum().backward()
      return x.grad?.scalars
    }
    #expect(found == [Float(2 * Self.depth)])
  }
}

/// A thread whose stack is small.
private enum SmallStack {
  static let byteCount = 128 << 10

  /// What `body` returns there. An expectation belongs outside: a thread of its own has no test.
  static func run<Result>(_ body: @escaping () -> Result) throws -> Result {
    var result: Result?
    withoutActuallyEscaping({ result = body() }) { start($0) }
    return try #require(result)
  }

  /// Runs `body` and waits for it.
  private static func start(_ body: @escaping () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    #expect(pthread_attr_setstacksize(&attributes, byteCount) == 0)
    let boxed = Unmanaged.passRetained(Box(body)).toOpaque()
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let failed = pthread_create(
      &thread, &attributes,
      { argument in
        #if canImport(Glibc)
          guard let argument else { return nil }
        #endif
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, boxed)
    #expect(failed == 0)
    #if canImport(Glibc)
      pthread_join(thread, nil)
    #else
      if let thread { pthread_join(thread, nil) }
    #endif
  }

  private final class Box {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }
}
