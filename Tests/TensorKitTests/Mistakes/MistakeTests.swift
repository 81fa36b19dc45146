import Testing

@testable import TensorKit

/// A mistake in a program, and the sentence that should teach its author.
struct Mistake: Sendable, CustomTestStringConvertible {
  let sentence: String
  let make: @Sendable () -> Void

  init(_ sentence: String, _ make: @escaping @Sendable () -> Void) {
    (self.sentence, self.make) = (sentence, make)
  }

  var testDescription: String { sentence }
}

/// A mistake stops the program with a sentence: the operation, what it was given, what would fit.
@Suite struct MistakeTests {
  static let all: [Mistake] =
    ArithmeticMistakes.all + ShapeMistakes.all + DrawMistakes.all + LayerMistakes.all
    + InPlaceMistakes.all
    + GraphMistakes.all + IndexMistakes.all + OrderMistakes.all + EinsumMistakes.all
    + ReductionMistakes.all

  /// What the program says when it makes mistake `index`.
  private func said(_ index: Int) async -> String {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent], "\(Self.all[index].sentence)"
    ) { [index = index as Int] in
      Self.all[index].make()
    }
    return String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test(arguments: all.indices)
  func theSentenceIsSaid(index: Int) async {
    let said = await said(index)
    #expect(said.contains("Fatal error: \(Self.all[index].sentence)\n"), "said: \(said)")
  }

  @Test func noSentenceIsTestedTwice() {
    #expect(Set(Self.all.map(\.sentence)).count == Self.all.count)
  }

  // What no program reaches: memory that is exhausted, a wrong rule among the operations, and an
  // operation that forgets to widen what is only stored.
  private static let unreached = ["out of memory: ", "reached a leaf of shape", "is only stored: "]

  /// A check in TensorKit's source that no mistake above runs into fails here.
  @Test func everyCheckIsRunInto() async throws {
    var met: Set<String> = []
    for index in Self.all.indices {
      let place = try #require(await said(index).firstMatch(of: /TensorKit\/(\S+\.swift:\d+):/))
      met.insert(String(place.1))
    }
    let checks = try SourceFiles.all.filter {
      !$0.path.hasPrefix("Kernels/") && !$0.path.hasSuffix("Preconditions.swift")
    }.flatMap { file in
      file.lines.enumerated().compactMap { number, line in
        let said = file.lines.dropFirst(number).prefix(4).joined()
        return line.contains(/\bprecondition(Failure)?\(/)
          && !Self.unreached.contains { said.contains($0) } ? "\(file.name):\(number + 1)" : nil
      }
    }
    #expect(checks.count > 90)
    #expect(checks.filter { !met.contains($0) } == [])
  }
}
