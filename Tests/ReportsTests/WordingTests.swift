import LessonPacks
import Observations
import TestSupport
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
        == "4 de 4 valores de `lora` no coinciden con la referencia; el peor es [1, 0]: tuyo 0,81, "
        + "esperado 0,12. Cada valor es 8,00 × el esperado.")
  }

  @Test func whatTheyAreComparedWith() {
    var comparison = SamplePack.comparison
    comparison.pattern = nil
    comparison.against = .observation("base")
    #expect(english.sentence(for: .values(comparison)).contains("differ from `base`; "))
    comparison.against = .constant(0)
    #expect(english.sentence(for: .values(comparison)).contains("differ from 0; "))
  }

  @Test func aScalarHasNoIndex() {
    let comparison = Comparison(
      name: "loss", against: .reference, yours: ObservedArray(shape: [], values: [2]),
      expected: ObservedArray(shape: [], values: [1]), differing: 1, worst: 0, pattern: nil)
    #expect(
      english.sentence(for: .values(comparison))
        == "`loss` differs from the reference: yours 2, expected 1.")
  }

  @Test func patterns() {
    #expect(english.pattern(.zero) == "All your values are 0.")
    #expect(english.pattern(.transposed) == "It is the expected matrix transposed.")
    #expect(english.pattern(.offset(-0.5)) == "Every value is the expected one − 0.5.")
    #expect(spanish.pattern(.offset(2.5)) == "Cada valor es el esperado + 2,5.")
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
        == "Sobra en `keys`: `g`.")
    #expect(
      spanish.sentence(for: .names(name: "keys", missing: ["g", "h"], unexpected: []))
        == "Faltan en `keys`: `g`, `h`.")
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
        "`v` is an array without elements (shape [0]); expected an empty list of names."
      ),
      (
        .names(["b", "a"]), .names(["a", "b"]),
        "`v` is the names `b`, `a`; expected the names `a`, `b`."
      ),
      (
        .rejection(nil), .rejection("no"),
        "`v` is a call that returned normally; expected a call that throws."
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
      english.sentence(for: finding) == "`v` is the text “a”; expected numbers: ≥ -1.")
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
        == "2 of 3 values of `a` are out of range (expected -0.5 to 0.5); the first is [0, 1]: nan."
    )
    #expect(sentence(nil, 2).contains("are out of range (expected ≤ 2);"))
    #expect(sentence(nil, nil) == "2 of 3 values of `a` are not finite; the first is [0, 1]: nan.")
  }

  @Test func callsAndSameness() {
    #expect(
      english.sentence(for: .accepted(name: "rank_zero"))
        == "The call `rank_zero` returned normally; it should have thrown an error.")
    #expect(
      english.sentence(for: .same(name: "a", as: "b"))
        == "`a` is the same as `b`; they should differ.")
  }

  @Test func aCallThatShouldHaveGoneThrough() {
    let kind = FindingKind.threw(name: "rank 4", message: "BadRank(\u{1B}r: 4)")
    #expect(
      english.sentence(for: kind)
        == "The call `rank 4` should have returned normally, and threw an error: BadRank(·r: 4).")
    #expect(
      Wording(.es, file: "LoRA.swift").sentence(for: kind)
        == "La llamada `rank 4` no debía lanzar ningún error, y lanzó uno: BadRank(·r: 4).")
    #expect(
      english.sentence(for: .threw(name: "rank 4", message: ""))
        == "The call `rank 4` should have returned normally, and threw an error.")
  }

  /// Two recordings without elements agree on nothing, and it is said why.
  @Test func twoEmptyArraysAreNothingToCompare() {
    let empty = ObservedValue.array(ObservedArray(shape: [0, 4], values: []))
    let finding = Finding(
      rule: .equal(of: "x", to: "base", within: .exact),
      kind: .value(name: "x", yours: empty, expected: empty))
    #expect(
      english.sentence(for: finding)
        == "`x` is an array without elements (shape [0, 4]), and so is what it is compared with (the "
        + "value of `base`): there is nothing to compare, so nothing is shown.")
  }

  @Test func strictCompile() {
    #expect(
      english.sentence(for: .notStrict([SamplePack.warning, SamplePack.error]))
        == "Strict mode reports a problem at LoRA.swift:12:7: variable 'x' was never used "
        + "(and 1 more).")
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

struct FinaleWordingTests {
  /// A student's process can send any name.
  @Test func namesAreKnownOrHarmless() {
    #expect(english.title(of: "tokens") == "Tokens per step")
    #expect(spanish.title(of: "trainable") == "Parámetros entrenables")
    #expect(english.title(of: "a\u{1B}[2J") == "a·[2J")
    #expect(
      spanish.line(
        for: Observation(
          name: "merge_difference",
          value: .array(
            ObservedArray(shape: [1], values: [6.7e-6]))))
        == "Mayor diferencia tras fusionar: 6,7e-06")
  }
}

struct BreakageWordingTests {
  @Test(
    arguments: [
      (
        Breakage.crashed(signal: 4, message: "Index out of range", line: 31),
        "The program crashed at LoRA.swift:31 (runtime error, trap): Index out of range."
      ),
      (
        .crashed(signal: 11, message: "", line: nil),
        "The program crashed (invalid memory access; a function that calls itself without end "
          + "causes it too)."
      ),
      (.crashed(signal: 40, message: "", line: nil), "The program crashed (signal 40)."),
      (
        .exited(status: 0),
        "exit(0) ended the program before the check was over: nothing that it calls may end the "
          + "program."
      ),
      (
        .timedOut(seconds: 10),
        "It was still running after 10 s and was stopped: look for a loop that does not end."
      ),
      (
        .outputLimitExceeded(limit: 1_000_000),
        "It printed more than 1 MB and was stopped: look for a print inside a loop."
      ),
      (
        .threw(message: "no \u{1B}target!"),
        "An error stopped the check: no ·target!"
      ),
      (
        .missingObservations(["y"]), "The check ended before it had recorded `y`."
      ),
      (.protocolViolation("a frame"), "The check gave a result that cannot be read: a frame."),
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
    #expect(spanish.sentence(for: NotRunReason.cancelled) == "Sin ejecutar: se canceló.")
    #expect(
      english.sentence(for: NotRunReason.unreadable(.notUTF8))
        == "Not run: LoRA.swift is not UTF-8: save it again as UTF-8 text.")
  }

  @Test func sizes() {
    #expect(english.bytes(999) == "999 bytes")
    #expect(english.bytes(65_536) == "65 kB")
    #expect(english.bytes(1_500_000) == "1.5 MB")
    #expect(spanish.bytes(1_500_000) == "1,5 MB")
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
        .hasSuffix("in scope (and 1 more)."))
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

  /// What was written comes before a way to begin again.
  @Test func aFileThatIsGoneIsToBeFoundAmongTheAttempts() {
    for wording in [english, spanish] {
      for reason in [UnreadableSource.missing, .empty] {
        let sentence = wording.sentence(for: reason)
        let attempts = sentence.firstRange(of: ".byhand/attempts")?.lowerBound
        let reset = sentence.firstRange(of: "`byhand reset`")?.lowerBound
        #expect(attempts ?? sentence.endIndex < reset ?? sentence.startIndex, "\(sentence)")
      }
    }
  }

  @Test func ofAFileThatTheReaderNamedThereIsNothingElseToSay() {
    for language in Language.allCases {
      let named = Wording(language, pack: SamplePack.pack, namedFile: "work/\u{1B}a.swift")
      #expect(named.sentence(for: .missing).hasPrefix("work/·a.swift "))
      for reason in [UnreadableSource.missing, .empty] {
        #expect(!named.sentence(for: reason).contains("`"))
        #expect(!named.sentence(for: reason).contains("attempts"))
      }
    }
    #expect(
      Wording(.es, pack: SamplePack.pack, namedFile: "b.swift").sentence(for: .missing)
        == "b.swift no existe.")
  }

  @Test func sizesOfAFileThatIsTooLarge() {
    #expect(
      english.sentence(for: .tooLarge(bytes: 3_000_000, limit: 1_000_000))
        == "LoRA.swift has 3 MB; at most 1 MB are read.")
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
        == "The call `call` returned normally; it should have thrown an error. "
        + "Look at `scale` & its <shape>.")
    #expect(
      english.summary(of: .wrong([accepted, accepted]), check: check)
        .contains(" One more rule does not hold; `byhand check --only scale` lists all. "))
    #expect(
      spanish.summary(of: .wrong([accepted, accepted, accepted]), check: check)
        .contains(
          " Otras 2 reglas tampoco se cumplen; `byhand check --only scale` las muestra todas. "))
    #expect(english.sentences(for: .wrong([accepted, accepted])).count == 2)
  }

  @Test func aBreakageSpeaksForItself() {
    #expect(
      english.summary(of: .broken(.exited(status: 3)), check: check)
        == english.sentence(for: Breakage.exited(status: 3)))
    #expect(
      english.summary(of: .notRun(.cancelled), check: check) == "Not run: it was cancelled.")
  }
}

/// Advice in general does not stand beside a diagnosis.
struct DiagnosedAdviceTests {
  private let accepted = Verdict.wrong([Finding(rule: nil, kind: .accepted(name: "call"))])
  private let diagnosis = Diagnosis(
    name: "L07", sentence: SamplePack.text("α is missing.", "Falta α."), confidence: .sure,
    explains: ["scale", "shape"], lead: "scale")

  @Test func theDiagnosisSpeaksAtTheCheckThatItLeads() {
    let check = SamplePack.check("scale", "A")
    #expect(
      english.summary(of: accepted, check: check, diagnosis: diagnosis)
        == "The call `call` returned normally; it should have thrown an error. "
        + "This matches a known mistake. α is missing.")
    #expect(
      spanish.summary(of: .broken(.protocolViolation("x")), check: check, diagnosis: diagnosis)
        == "La comprobación dio un resultado ilegible: x. Coincide con un error conocido. Falta α.")
    #expect(english.summary(of: .passed, check: check, diagnosis: diagnosis) == "")
  }

  @Test func whatItExplainsHasNoAdviceAndEverythingElseKeepsIts() {
    let explained = SamplePack.check("shape", "A")
    let other = SamplePack.check("names", "B")
    #expect(english.advice(for: explained, accepted, diagnosis: diagnosis) == nil)
    #expect(
      english.advice(for: other, accepted, diagnosis: diagnosis)
        == "Look at `names` & its <shape>.")
    #expect(english.advice(for: explained, accepted) == "Look at `shape` & its <shape>.")
    #expect(english.advice(for: other, .broken(.exited(status: 1))) == nil)
  }
}

/// What a number was held against is said.
struct ClosenessTests {
  private func finding(
    _ yours: [Double], _ expected: [Double], _ rule: Rule
  ) throws -> Finding {
    let comparison = try #require(
      Comparison.between(
        ObservedArray(shape: [yours.count], values: yours),
        ObservedArray(shape: [expected.count], values: expected), name: "after",
        against: .observation("before"), within: rule.tolerance))
    return Finding(rule: rule, kind: .values(comparison))
  }

  @Test func nearlyRightSaysHowNearItMustBe() throws {
    let rule = Rule.equal(of: "after", to: "before", within: Tolerance(relative: 1e-5))
    let near = try finding([1, 2.00005, 3], [1, 2, 3], rule)
    #expect(
      english.sentence(for: near)
        == "1 of 3 values of `after` differs from `before`, at [1]: yours 2.00005, "
        + "expected 2. The largest difference is 5e-05; at most 3e-05 is allowed.")
    #expect(
      spanish.sentence(for: near).hasSuffix(
        "La mayor diferencia es 5e-05; se permite como mucho 3e-05."))
    let far = try finding([1, 2.5, 3], [1, 2, 3], rule)
    #expect(english.sentence(for: far).hasSuffix("expected 2."))
  }

  @Test func exactMeansExact() throws {
    let rule = Rule.equal(of: "after", to: "before", within: .exact)
    let near = try finding([1, 2.0000001, 3], [1, 2, 3], rule)
    #expect(english.sentence(for: near).hasSuffix("No difference is allowed here."))
  }

  @Test func aSingleNumberSaysWhoseItIs() {
    func sentence(_ wording: Wording, _ rule: Rule, _ yours: Double, _ expected: Double) -> String {
      wording.sentence(
        for: Finding(
          rule: rule,
          kind: .value(name: "v", yours: .number(yours), expected: .number(expected))))
    }
    #expect(
      sentence(english, .equal(of: "v", to: "base", within: .exact), 3, 4)
        == "`v` is 3; expected 4 (the value of `base`).")
    #expect(
      sentence(spanish, .reference(of: "v", within: Tolerance(absolute: 1e-6)), 0.50001, 0.5)
        == "`v` es 0,50001; se esperaba 0,5 (el valor de la referencia). "
        + "La diferencia es 1e-05; se permite como mucho 1e-06.")
    #expect(
      sentence(english, .exactly(of: "v", value: .number(4)), 3, 4) == "`v` is 3; expected 4.")
  }

  @Test func sameButForALittle() {
    let finding = Finding(
      rule: .differs(of: "a", from: "b", by: 1e-3), kind: .same(name: "a", as: "b"))
    #expect(
      english.sentence(for: finding)
        == "`a` and `b` differ by at most 0.001; they should differ by more.")
    #expect(spanish.sentence(for: finding).contains("difieren en 0,001 como mucho"))
  }

  @Test func aMeasuredDifferenceSaysWhatItIs() {
    #expect(
      english.measured(difference: 8.1e-6, of: "after", to: "before", limit: 1e-5)
        == "8.1e-06 (largest |after − before|; the limit is 1e-05)")
    #expect(
      spanish.measured(difference: 8.1e-6, of: "after", to: "before", limit: 2.5e-5)
        == "8,1e-06 (mayor |after − before|; el límite es 2,5e-05)")
    #expect(
      english.measured(difference: 0, of: "lora", to: "base", limit: nil)
        == "0.0 (largest |lora − base|)")
  }
}
