import Foundation
import TestSupport
import Testing

@testable import LessonPacks

/// The messages that the lessons explain are those of a real compiler. Each line below was recorded
/// from Swift 6.3.1, language mode 6, on a solution of the lesson with one mistake in it.
struct LessonMessagesTests {
  private static let ofTheLayer: [(line: String, match: String)] = [
    ("call can throw but is not marked with 'try'", "call can throw"),
    ("errors thrown from here are not handled", "not handled"),
    (
      "error is not handled because the enclosing function is not declared 'throws'",
      "not handled"
    ),
    ("'self' used in method call 'register' before 'super.init' call", "'self' used in"),
    (
      "'super.init' isn't called on all paths before returning from initializer",
      "'super.init' isn't called"
    ),
    ("property 'self.alpha' not initialized at super.init call", "property"),
    ("immutable value 'self.alpha' may only be initialized once", "immutable value"),
    ("cannot assign to value: 'alpha' is a 'let' constant", "is a 'let' constant"),
    (
      "cannot convert value of type 'Int' to expected argument type 'Float'",
      "cannot convert value of type 'Int' to expected argument type 'Float'"
    ),
    (
      "cannot convert return expression of type 'Int' to return type 'Float'",
      "cannot convert return expression of type 'Int' to return type 'Float'"
    ),
    (
      "cannot convert value of type 'Float' to expected argument type 'Double'",
      "cannot convert value of type 'Float' to expected argument type 'Double'"
    ),
    (
      "binary operator '*' cannot be applied to operands of type 'Int' and 'Tensor'",
      "binary operator"
    ),
    (
      "binary operator '*' cannot be applied to operands of type 'Double' and 'Tensor'",
      "binary operator"
    ),
    (
      "variable 'dropped' was never mutated; consider changing to 'let' constant",
      "was never mutated"
    ),
    (
      "initialization of immutable value 'h' was never used; consider replacing with assignment to "
        + "'_' or removing it [#no-usage]", "was never used"
    ),
    ("variable 'n' was written to, but never read", "was written to, but never read"),
    ("result of call to 'noGrad' is unused [#no-usage]", "result of call to 'noGrad'"),
    ("result of operator '+' is unused [#no-usage]", "result of"),
    ("result of call to 'detach()' is unused [#no-usage]", "result of"),
    ("result of 'LoRALinear' initializer is unused [#no-usage]", "result of"),
    (
      "var 'counter' is not concurrency-safe because it is nonisolated global shared mutable state "
        + "[#MutableGlobalVariable]", "is not concurrency-safe"
    ),
    (
      "static property 'count' is not concurrency-safe because it is nonisolated global shared "
        + "mutable state [#MutableGlobalVariable]", "is not concurrency-safe"
    ),
    ("missing return in instance method expected to return 'Tensor'", "missing return in"),
    ("missing argument label 'r:' in call", "missing argument label"),
    ("extraneous argument label 'base:' in call", "extraneous argument label"),
    ("argument 'r' must precede argument 'alpha'", "must precede argument"),
    ("extra argument 'rank' in call", "extra argument"),
    ("overriding declaration requires an 'override' keyword", "requires an 'override' keyword"),
    ("cannot find 'base' in scope", "cannot find 'base' in scope"),
    ("cannot find 'requires_grad' in scope", "cannot find"),
    (
      "value of type 'LoRALinear' has no member 'lora_A'",
      "value of type 'LoRALinear' has no member"
    ),
    (
      "value of optional type 'Tensor?' must be unwrapped to refer to member 'shape' of wrapped "
        + "base type 'Tensor'", "must be unwrapped"
    ),
    (
      "value of optional type 'Linear?' must be unwrapped to a value of type 'Linear'",
      "must be unwrapped"
    ),
    (
      "thrown expression type 'String' does not conform to 'Error'",
      "does not conform to 'Error'"
    ),
    (
      "'guard' body must not fall through, consider using a 'return' or 'throw' to exit the scope",
      "'guard' body must not fall through"
    ),
  ]

  private static let ofTheCounts: [(line: String, match: String)] = [
    (
      "cannot convert return expression of type 'Int' to return type 'Double'",
      "cannot convert return expression of type 'Int' to return type 'Double'"
    ),
    (
      "cannot convert value of type 'Int' to expected argument type 'Double'",
      "cannot convert value of type 'Int' to expected argument type 'Double'"
    ),
    (
      "cannot convert value of type 'Double' to expected argument type 'Int'",
      "cannot convert value of type 'Double' to expected argument type 'Int'"
    ),
    (
      "cannot convert value of type 'Bool' to expected argument type 'Int'",
      "cannot convert value of type 'Bool' to expected argument type 'Int'"
    ),
    ("cannot find operator '**' in scope", "cannot find operator '**' in scope"),
    (
      "the compiler is unable to type-check this expression in reasonable time; try breaking up the "
        + "expression into distinct sub-expressions",
      "unable to type-check this expression in reasonable time"
    ),
    ("missing argument labels 'in:out:r:' in call", "missing argument label"),
    (
      "incorrect argument label in call (have 'in:out:rank:', expected 'in:out:r:')",
      "incorrect argument label"
    ),
    ("expected expression after operator", "expected expression"),
    ("expected expression in list of expressions", "expected expression"),
    ("cannot find 'out' in scope", "cannot find 'out' in scope"),
    ("cannot find 'len' in scope", "cannot find"),
    (
      "left side of mutating operator isn't mutable: 'inputs' is a 'let' constant",
      "is a 'let' constant"
    ),
    (
      "static property 'loraMillions' is not concurrency-safe because it is nonisolated global "
        + "shared mutable state [#MutableGlobalVariable]", "is not concurrency-safe"
    ),
    ("missing return in global function expected to return 'Int'", "missing return in"),
    ("expression of type 'Int' is unused [#no-usage]", "is unused"),
    ("result of operator '+' is unused [#no-usage]", "is unused"),
    (
      "variable 'attention' was never mutated; consider changing to 'let' constant",
      "was never mutated"
    ),
    (
      "initialization of immutable value 'x' was never used; consider replacing with assignment to "
        + "'_' or removing it [#no-usage]", "was never used"
    ),
    (
      "value of optional type 'Linear?' must be unwrapped to refer to member 'inFeatures' of "
        + "wrapped base type 'Linear'", "must be unwrapped"
    ),
    (
      "value of type 'Module' has no member 'inFeatures'",
      "value of type 'Module' has no member 'inFeatures'"
    ),
    (
      "initializer for conditional binding must have Optional type, not 'Module'",
      "conditional binding must have Optional type"
    ),
    (
      "for-in loop requires '() -> [Parameter]' to conform to 'Sequence'",
      "for-in loop requires '() -> [Parameter]'"
    ),
    ("value of type 'Parameter' has no member 'numel'", "value of type 'Parameter'"),
  ]

  private func messages(_ lesson: String) throws -> [CompilerMessage] {
    try PackLoader.load(Repository.lessons.appendingPathComponent(lesson)).messages
  }

  private func expect(
    _ lines: [(line: String, match: String)], _ lesson: String
  ) throws {
    let messages = try messages(lesson)
    var used: Set<Int> = []
    for (line, match) in lines {
      let index = try #require(messages.firstIndex { $0.matches(line) }, "\(line)")
      #expect(messages[index].pieces[0].hasPrefix(match), "\(line)")
      used.insert(index)
    }
    // A message that no recorded line needs may be no message of the compiler's.
    for (index, message) in messages.enumerated() where !used.contains(index) {
      Issue.record("no recorded line for \(message.pieces)")
    }
  }

  @Test func theLayersMessagesAreTheCompilers() throws {
    try expect(Self.ofTheLayer, "00-lora-by-hand")
  }

  @Test func theCountsMessagesAreTheCompilers() throws {
    try expect(Self.ofTheCounts, "01-lora-counts")
  }

  /// What is not known is not explained as something else.
  @Test(
    arguments: [
      "unterminated string literal", "ambiguous use of 'zeros'",
      "consecutive statements on a line must be separated by newline or ';'",
      "no exact matches in call to static method 'zeros'", "invalid redeclaration of 'merge()'",
    ])
  func anUnknownMessageIsNotExplained(_ line: String) throws {
    for lesson in ["00-lora-by-hand", "01-lora-counts"] {
      #expect(try !messages(lesson).contains { $0.matches(line) })
    }
  }
}
