import Foundation
import Reports
import TestSupport
import Testing

@testable import Judge

/// Compiler errors stand as the file does, and the cause before what follows from it.
@Suite(.fewAtATime) struct DiagnosticOrderTests {
  private static func message(
    _ line: Int, _ text: String, _ severity: Diagnostic.Severity = .error, column: Int = 1,
    source: String = ""
  ) -> Diagnostic {
    Diagnostic(
      file: "F.swift", line: line, column: column, severity: severity, message: text,
      sourceLine: source)
  }

  private static func lines(_ diagnostics: [Diagnostic]) -> [Int] {
    DiagnosticOrder.ordered(diagnostics).map(\.line)
  }

  @Test func theFilesOrder() {
    let upside = [
      Self.message(63, "'self' used before 'super.init' call"),
      Self.message(53, "unused", .warning), Self.message(53, "b", column: 9),
      Self.message(53, "a", column: 5), Self.message(7, "cannot find 'r' in scope"),
    ]
    let ordered = DiagnosticOrder.ordered(upside)
    #expect(ordered.map(\.line) == [7, 53, 53, 53, 63])
    #expect(ordered.map(\.column) == [1, 1, 5, 9, 1])
  }

  @Test func notesStayBehindTheirError() {
    let ordered = DiagnosticOrder.ordered([
      Self.message(9, "invalid redeclaration of 'f()'"),
      Self.message(2, "'f()' previously declared here", .note),
      Self.message(5, "missing argument"), Self.message(1, "declared here", .note),
    ])
    #expect(ordered.map(\.line) == [5, 1, 9, 2])
  }

  @Test func everyMessageOnce() {
    let error = Self.message(3, "cannot find 'x' in scope")
    let notes = [Self.message(1, "did you mean 'y'?", .note), Self.message(2, "or 'z'?", .note)]
    let ordered = DiagnosticOrder.ordered([
      error, notes[0], Self.message(2, "other"), error, notes[0], notes[1],
    ])
    #expect(ordered.map(\.message) == ["other", error.message] + notes.map(\.message))
  }

  @Test func whatTheParserSaysComesFirst() {
    #expect(
      Self.lines([
        Self.message(67, "'override' can only be specified on class members"),
        Self.message(205, "expected '}' in class"), Self.message(24, "to match this", .note),
        Self.message(12, "unused", .warning),
      ]) == [205, 24, 12, 67])
  }

  @Test func aBrokenDeclarationComesBeforeItsUses() {
    let ordered = DiagnosticOrder.ordered([
      Self.message(8, "thrown expression type 'Refused' does not conform to 'Error'"),
      Self.message(5, "cannot find 'a' in scope", source: "    let b = a"),
      Self.message(
        90, "cannot find type 'Eror' in scope", column: 17, source: "struct Refused: Eror {"),
      Self.message(40, "value of type 'Refused' has no member 'why'"),
    ])
    #expect(ordered.map(\.line) == [5, 90, 8, 40])
  }

  @Test func twoThatSpeakOfEachOtherAreBothKept() {
    let circle = [
      Self.message(1, "circular reference 'B'", source: "struct A: B {}"),
      Self.message(2, "circular reference 'A'", source: "struct B: A {}"),
    ]
    #expect(Self.lines(circle).sorted() == [1, 2])
  }

  /// No message is lost or made, whatever there is.
  @Test func itIsAReordering() {
    var random = SystemRandomNumberGenerator()
    let texts = [
      "expected ')'", "cannot find 'A' in scope", "'B' is unused", "no", "extraneous '}'",
    ]
    let sources = ["let A = 1", "struct B {", "func A() {}", "", "x = 2"]
    for _ in 0..<300 {
      let all = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        Self.message(
          Int.random(in: 1...12, using: &random), texts.randomElement(using: &random) ?? "",
          [.error, .warning, .note].randomElement(using: &random) ?? .error,
          column: Int.random(in: 1...3, using: &random),
          source: sources.randomElement(using: &random) ?? "")
      }
      let ordered = DiagnosticOrder.ordered(all)
      #expect(ordered.allSatisfy(all.contains))
      #expect(all.allSatisfy(ordered.contains))
    }
  }

  private func errors(_ source: String) async throws -> [Int] {
    let report = try await MiniPack().report(on: source)
    guard case .failed(let diagnostics) = report.build else { return [] }
    return diagnostics.filter { $0.severity == .error }.map(\.line)
  }

  @Test func theCompilersOwnErrorsStandInTheFilesOrder() async throws {
    let head = """
      import TensorKit
      class Base { init() {} ; func f(_ s: String) {} }
      final class Layer: Base {
        override init() {
          f("one")
          f("two")
          f("three")
        }
      }

      """
    #expect(try await errors(head + MiniPack.solution).prefix(3) == [5, 6, 7])
  }

  @Test func aMissingBraceIsNamedFirst() async throws {
    let source = "import TensorKit\nclass C {\n  func f() {\n\n  override func g() {}\n}\n"
    let report = try await MiniPack().report(on: source)
    guard case .failed(let diagnostics) = report.build else {
      Issue.record("it built")
      return
    }
    #expect(diagnostics.first?.message.hasPrefix("expected '}'") == true)
    #expect(diagnostics.count { $0.severity == .error } > 1)
  }
}
