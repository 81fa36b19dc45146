import LessonPacks
import Observations
import ReportSamples
import Testing

@testable import Reports

private let english = Wording(.en, file: "LoRA.swift")
private let spanish = Wording(.es, file: "LoRA.swift")

private func matrix(_ rows: Int, _ columns: Int, _ type: ElementType = .float32) -> ObservedArray {
  ObservedArray(
    shape: [rows, columns], elementType: type,
    values: [Double](repeating: 1, count: rows * columns))
}

struct FindingWordingTests {
  @Test func valuesThatDiffer() {
    #expect(
      english.sentence(for: .values(SamplePack.comparison))
        == "4 of 4 values of `lora` differ from the reference; the worst is [1, 0]: yours 0.81, "
        + "expected 0.12. Every value is 8.00 × the expected one.")
    #expect(
      spanish.sentence(for: .values(SamplePack.comparison))
        == "4 de 4 valores de `lora` no coinciden con la referencia; el peor es [1, 0]: tuyo 0.81, "
        + "esperado 0.12. Cada valor es 8.00 × el esperado.")
  }

  @Test func whatTheyAreComparedWith() {
    var comparison = SamplePack.comparison
    comparison.pattern = nil
    comparison.against = "base"
    #expect(english.sentence(for: .values(comparison)).contains("differ from `base`; "))
    comparison.against = "0"
    #expect(english.sentence(for: .values(comparison)).contains("differ from 0; "))
  }

  @Test func aScalarHasNoIndex() {
    let comparison = Comparison(
      name: "loss", against: "reference", yours: ObservedArray(shape: [], values: [2]),
      expected: ObservedArray(shape: [], values: [1]), differing: 1, worst: 0, pattern: nil)
    #expect(
      english.sentence(for: .values(comparison))
        == "1 of 1 values of `loss` differ from the reference; the worst is yours 2, expected 1.")
  }

  @Test func patterns() {
    #expect(english.pattern(.zero) == "Every value of yours is 0.")
    #expect(english.pattern(.transposed) == "It is the expected matrix transposed.")
    #expect(english.pattern(.offset(-0.5)) == "Every value is the expected one − 0.5.")
    #expect(spanish.pattern(.offset(2)) == "Cada valor es el esperado + 2.")
  }

  @Test func shapes() {
    #expect(
      english.sentence(for: .shapes(name: "y", yours: matrix(4, 3), expected: matrix(4, 2)))
        == "The shapes of `y` differ: yours [4, 3], expected [4, 2].")
    #expect(
      english.sentence(for: .shapes(name: "y", yours: matrix(4, 3), expected: matrix(3, 4)))
        == "The shapes of `y` differ: yours [4, 3], expected [3, 4]. Yours is transposed.")
    #expect(
      spanish.sentence(
        for: .shapes(name: "y", yours: matrix(2, 2, .float64), expected: matrix(2, 2)))
        == "Los tipos de los elementos de `y` difieren: tuyo float64, esperado float32.")
  }

  @Test func names() {
    let kind = FindingKind.names(
      name: "keys", missing: ["a", "b", "c", "d", "e", "f"], unexpected: ["g"])
    #expect(
      english.sentence(for: kind)
        == "Missing from `keys`: `a`, `b`, `c`, `d`, `e` and 1 more. Not expected in `keys`: `g`.")
    #expect(
      spanish.sentence(for: .names(name: "keys", missing: [], unexpected: ["g"]))
        == "Sobran en `keys`: `g`.")
  }

  @Test(
    arguments: [
      (ObservedValue.number(4096), ObservedValue.number(1024), "`v` is 4096; expected 1024."),
      (.text("a\u{1B}"), .text("b"), "`v` is the text “a·”; expected the text “b”."),
      (
        .number(3), .array(ObservedArray(shape: [4, 1], values: [1, 2, 3, 4])),
        "`v` is the number 3; expected an array of shape [4, 1]."
      ),
      (
        .array(ObservedArray(shape: [0], values: [])), .names([]),
        "`v` is an array without elements; expected an empty list of names."
      ),
      (
        .names(["b", "a"]), .names(["a", "b"]),
        "`v` is the names `b`, `a`; expected the names `a`, `b`."
      ),
      (
        .rejection(nil), .rejection("no"),
        "`v` is a call that went through; expected a call that throws."
      ),
    ])
  func singleValues(_ yours: ObservedValue, _ expected: ObservedValue, _ sentence: String) {
    let kind = FindingKind.value(name: "v", yours: yours, expected: expected)
    #expect(english.sentence(for: kind) == sentence)
    #expect(spanish.sentence(for: kind).hasPrefix("`v` es "))
  }

  @Test func aBoundIsNamedForAnotherKind() {
    let finding = Finding(
      rule: .bounded(of: "v", low: -1, high: nil),
      kind: .value(name: "v", yours: .text("a"), expected: .number(-1)))
    #expect(
      english.sentence(for: finding) == "`v` is the text “a”; expected numbers at -1 or above.")
  }

  @Test func bounds() {
    func sentence(_ low: Double?, _ high: Double?) -> String {
      english.sentence(
        for: .outOfBounds(
          name: "a", array: ObservedArray(shape: [1, 3], values: [0, .nan, 5]), low: low,
          high: high, outside: 2))
    }
    #expect(
      sentence(-0.5, 0.5)
        == "2 of 3 values of `a` do not lie from -0.5 to 0.5; the first is [0, 1]: nan.")
    #expect(sentence(nil, 2).contains("do not lie at 2 or below;"))
    #expect(sentence(nil, nil) == "2 of 3 values of `a` are not finite; the first is [0, 1]: nan.")
  }

  @Test func callsAndSameness() {
    #expect(
      english.sentence(for: .accepted(name: "rank_zero"))
        == "The call `rank_zero` went through, and should have thrown an error.")
    #expect(
      english.sentence(for: .same(name: "a", as: "b"))
        == "`a` is the same as `b`, and should differ.")
  }

  @Test func strictCompile() {
    #expect(
      english.sentence(for: .notStrict([SamplePack.warning, SamplePack.error]))
        == "The strict compile complains at LoRA.swift:12:7: variable 'x' was never used (1 more).")
  }
}

struct HarmlessWordsTests {
  /// `#warning` and `#sourceLocation` put a student's own characters into the compiler's words.
  @Test func theCompilersWordsMoveNoCursor() {
    let warning = Diagnostic(
      file: "a\u{1B}[2J.swift", line: 1, column: 1, severity: .warning,
      message: "seen \u{1B}[2J\u{202E}\u{061C}", sourceLine: "")
    var error = warning
    error.severity = .error
    for wording in [english, spanish] {
      for sentence in [
        wording.sentence(for: .notStrict([warning])),
        wording.sentence(for: .failed(diagnostics: [error])),
      ] {
        #expect(sentence.contains("a·[2J.swift:1:1: seen ·[2J··"), "\(sentence)")
      }
    }
  }
}

struct BreakageWordingTests {
  @Test(
    arguments: [
      (
        Breakage.crashed(signal: 4, message: "Index out of range", line: 31),
        "It ended with a trap at LoRA.swift:31: Index out of range."
      ),
      (.crashed(signal: 11, message: "", line: nil), "It ended with a memory fault."),
      (.crashed(signal: 40, message: "", line: nil), "It ended with signal 40."),
      (.exited(status: 0), "exit(0) was called before the check was over."),
      (
        .timedOut(seconds: 10),
        "Still running after 10 s: look for a loop that does not end."
      ),
      (
        .flooded(limit: 1_000_000),
        "It printed more than 1 MB: look for a print inside a loop."
      ),
      (
        .threw(message: "no \u{1B}target!"),
        "It threw an error that the check did not expect: no ·target!"
      ),
      (
        .missingObservations(["y"]), "The check came to its end without recording `y`."
      ),
      (.garbled("a frame"), "The check cannot be judged: a frame."),
    ])
  func breakages(_ breakage: Breakage, _ sentence: String) {
    #expect(english.sentence(for: breakage) == sentence)
    #expect(spanish.sentence(for: breakage) != sentence)
    #expect(spanish.sentence(for: breakage).hasSuffix(String(sentence.suffix(1))))
  }

  @Test func reasonsForNotRunning() {
    #expect(
      english.sentence(for: NotRunReason.doesNotCompile)
        == "Not run: LoRA.swift does not compile.")
    #expect(
      english.sentence(for: .missingDeclarations(["func merge()"]))
        == "Not run: LoRA.swift must declare `func merge()`.")
    #expect(spanish.sentence(for: NotRunReason.cancelled) == "No se ejecutó: se canceló.")
    #expect(
      english.sentence(for: NotRunReason.unreadable(.notUTF8))
        == "Not run: LoRA.swift is not UTF-8: save it again as UTF-8 text.")
  }

  @Test func sizes() {
    #expect(english.bytes(999) == "999 bytes")
    #expect(english.bytes(65_536) == "65 kB")
    #expect(english.bytes(1_500_000) == "1.5 MB")
  }
}

struct BuildWordingTests {
  @Test func outcomes() {
    #expect(english.sentence(for: BuildOutcome.built(diagnostics: [])) == "LoRA.swift compiles.")
    #expect(
      english.sentence(for: .failed(diagnostics: [SamplePack.warning, SamplePack.error]))
        == "LoRA.swift does not compile: LoRA.swift:31:17: cannot find 'alpah' in scope.")
    #expect(
      english.sentence(for: .failed(diagnostics: [SamplePack.error, SamplePack.error]))
        .hasSuffix("in scope (1 more)."))
    #expect(
      english.sentence(for: BuildOutcome.failed(diagnostics: [])) == "LoRA.swift does not compile.")
    #expect(
      spanish.sentence(for: .missingDeclarations(SamplePack.pack.declarations))
        == "LoRA.swift debe declarar `func merge()`.")
  }

  @Test(
    arguments: [
      UnreadableSource.missing, .empty, .notUTF8, .directory, .symbolicLink, .notAFile,
      .tooLarge(bytes: 3_000_000, limit: 1_000_000), .refused("Permission denied"),
    ])
  func everyUnreadableFileIsNamedInBothLanguages(_ reason: UnreadableSource) {
    for wording in [english, spanish] {
      let sentence = wording.sentence(for: reason)
      #expect(sentence.hasPrefix("LoRA.swift "))
      #expect(sentence.hasSuffix("."))
      #expect(wording.sentence(for: BuildOutcome.unreadable(reason)) == sentence)
    }
    #expect(english.sentence(for: reason) != spanish.sentence(for: reason))
  }

  @Test func sizesOfAFileThatIsTooLarge() {
    #expect(
      english.sentence(for: .tooLarge(bytes: 3_000_000, limit: 1_000_000))
        == "LoRA.swift holds 3 MB, and at most 1 MB are read.")
  }
}

struct SummaryTests {
  private let check = SamplePack.check("scale", "A")

  @Test func aPassNeedsNoWords() {
    #expect(english.summary(of: .passed, check: check) == "")
    #expect(english.sentences(for: .passed) == [])
  }

  @Test func aWrongValueComesWithTheChecksAdvice() {
    let accepted = Finding(rule: nil, kind: .accepted(name: "call"))
    #expect(
      english.summary(of: .wrong([accepted]), check: check)
        == "The call `call` went through, and should have thrown an error. "
        + "Look at `scale` & its <shape>.")
    #expect(
      english.summary(of: .wrong([accepted, accepted]), check: check)
        .contains(" One more rule does not hold. "))
    #expect(
      spanish.summary(of: .wrong([accepted, accepted, accepted]), check: check)
        .contains(" Otras 2 reglas tampoco se cumplen. "))
    #expect(english.sentences(for: .wrong([accepted, accepted])).count == 2)
  }

  @Test func aBreakageSpeaksForItself() {
    #expect(
      english.summary(of: .broken(.exited(status: 3)), check: check)
        == "exit(3) was called before the check was over.")
    #expect(
      english.summary(of: .notRun(.cancelled), check: check) == "Not run: it was cancelled.")
  }
}
