import Testing

/// Lets few tests that compile, judge or start whole programs run at a time. All at once they would wait
/// for each other's processors, and a limit of time that a check has would be met by chance.
public struct FewAtATime: SuiteTrait, TestTrait, TestScoping {
  public var isRecursive: Bool { true }

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await Self.gate.enter()
    do {
      try await function()
    } catch {
      await Self.gate.leave()
      throw error
    }
    await Self.gate.leave()
  }

  private static let gate = Gate(places: 4)
}

extension Trait where Self == FewAtATime {
  /// See `FewAtATime`.
  public static var fewAtATime: Self { FewAtATime() }
}

/// So many may be inside; the others wait in their order.
private actor Gate {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { free = places }

  func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
