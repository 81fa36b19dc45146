import TestSupport
import Testing

@testable import Mutants

/// What holds of all mutants of a file.
struct MutantMakerTests {
  private static let source = """
    // A comment with 1 + 2 in it.
    struct Trouble: Error {
      var code = 1
      var text: String { "code \\(code + 1)" }
    }

    final class Layer: Module {
      let r: Int

      init(r: Int = 8) throws {
        guard r >= 1 else { throw Trouble("r is \\(r + 1), not 5") }
        precondition(r < 100, "too large: \\(r * 2)")
        self.r = r  /* 3 */
      }

      func double(_ x: Float) -> Float { x * 2 }
    }

    """

  /// A text that is no Swift makes mutants or none, and never a crash.
  @Test func noTextBreaksIt() {
    var numbers = SeededGenerator(seed: 7)
    let pieces = [
      "\"", "\"\"\"", "#", "\\", "(", ")", "/", "*", "\n", "a", "1", ".", "<", " ", "`", "{",
    ]
    for _ in 0..<3000 {
      let source = (0..<12).map { _ in pieces[Int.random(in: pieces.indices, using: &numbers)] }
        .joined()
      for mutant in MutantMaker.mutants(of: source, file: "a.swift") {
        #expect(mutant.before != mutant.after)
      }
    }
  }

  @Test func aMutantKnowsItsPlace() throws {
    let mutants = MutantMaker.mutants(of: Self.source, file: "a.swift")
    let default9 = try #require(mutants.first { $0.after.contains("r: Int = 9") })
    #expect(default9.file == "a.swift" && default9.line == 10 && default9.kind == .otherConstant)
    #expect(default9.function == "init" && default9.before == "init(r: Int = 8) throws {")
    #expect(default9.text == Self.source.replacing("Int = 8", with: "Int = 9"))
    #expect(mutants.map(\.line) == mutants.map(\.line).sorted())
    #expect(mutants == MutantMaker.mutants(of: Self.source, file: "a.swift"))
  }

  @Test func noTwoAreAlikeAndNoneIsTheOriginal() {
    let texts = MutantMaker.mutants(of: Self.source, file: "a.swift").map {
      $0.text.filter { !$0.isWhitespace }
    }
    #expect(Set(texts).count == texts.count)
    #expect(!texts.contains(Self.source.filter { !$0.isWhitespace }))
    // A swap of what is the same, and one that another operator makes too.
    #expect(
      MutantMaker.mutants(of: "func f() { g(1, 1) }", file: "a").allSatisfy {
        $0.kind != .swappedArguments
      })
    let once = MutantMaker.mutants(of: "let a = b < 1", file: "a").map(\.text)
    #expect(Set(once).count == once.count && once.count == 3)
  }

  /// No check looks at the words of an error.
  @Test func commentsAndMessagesStay() {
    let mutants = MutantMaker.mutants(of: Self.source, file: "a.swift")
    for kept in [
      "// A comment with 1 + 2 in it.", "struct Trouble: Error {\n  var code = 1\n",
      "var text: String { \"code \\(code + 1)\" }", "\"too large: \\(r * 2)\"",
    ] {
      // Where the statement is gone, so is its message.
      let changed = mutants.filter { !$0.text.contains(kept) && $0.kind != .droppedStatement }
      #expect(changed.isEmpty, "\(kept): \(changed.map(\.after))")
    }
    let thrown = "throw Trouble(\"r is \\(r + 1), not 5\")"
    #expect(mutants.allSatisfy { $0.kind == .droppedStatement || $0.text.contains(thrown) })
    #expect(
      mutants.contains { $0.before.contains("precondition(r < 100") && $0.after.contains("<= 100") }
    )
  }

  /// A loop that takes no element counts them: what they say is nobody's.
  @Test func wordsThatAreOnlyCountedStay() {
    func texts(_ name: String) -> Int {
      MutantMaker.mutants(of: "func f() { for \(name) in [\"ab\", \"cd\"] { g() } }", file: "a")
        .count { $0.kind == .otherConstant }
    }
    #expect(texts("_") == 0 && texts("x") == 4)
  }

  @Test func eachKindIsMadeOfALesson() {
    let lesson = """
      func f(a: [Float], b: Int = 2) -> [Float] {
        guard a.count > 1 else { return a }
        log("begun")
        let y = noGrad { a + a }
        return g(y.reversed(), a, times: b)
      }
      """
    let kinds = Set(MutantMaker.mutants(of: lesson, file: "a").map(\.kind))
    #expect(kinds == Set(MutantKind.allCases))
  }
}
