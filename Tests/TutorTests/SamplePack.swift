import Foundation
import LessonPacks
import Observations
import Reports

@testable import Tutor

/// A small lesson that needs no files.
enum SamplePack {
  static let pack = Pack(
    id: "00-sample", title: both("A layer by hand", "Una capa a mano"), languages: [.en, .es],
    module: "MiniTuner", studentFile: "LoRA.swift",
    declarations: [
      Declaration(name: "LoRALinear", signature: "final class LoRALinear: Module"),
      Declaration(
        name: "loraStateDict", signature: "func loraStateDict(_ model: Module) -> StateDict"),
    ],
    blocks: [
      block(
        "A", both("Identity at init", "Identidad al inicio"), text: textA,
        [
          ("param_count", 1), ("rejects_zero", 1), ("lora_shapes", 2), ("init_identity", 3),
          ("lora_scale", 3), ("freeze_names", 4), ("strict", nil),
        ]),
      block(
        "B", both("Wrapping", "Envolver"), text: textB, [("wrap_targets", 1), ("wrap_freeze", 2)]),
      block(
        "C", both("Round trip", "Ida y vuelta"), text: both("# C\n\nText.", "# C\n\nTexto."),
        [("roundtrip", nil)]),
      block(
        "D", both("Merge", "Fusión"), text: textD, [("merge_weight", 1), ("merge_twice", 2)]),
    ],
    measures: [
      Measure(
        id: "initial_difference", label: both("initial difference", "diferencia inicial"),
        check: "init_identity", quantity: .largestDifference(of: "lora", to: "base")),
      Measure(
        id: "trainable", label: both("trainable parameters", "parámetros entrenables"),
        check: "param_count", quantity: .value(of: "trainable")),
      Measure(
        id: "flow", label: both("gradients at step 0", "gradientes en el paso 0"),
        check: "init_identity", quantity: .value(of: "flow")),
    ],
    gate: Gate(
      minutes: 20,
      keyDigest: "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"),
    finale: Finale(
      id: "watch", title: both("Watch it learn", "Mira cómo aprende"),
      text: both("A model is taught by your layer alone.", "Tu capa enseña a un modelo.")),
    theory: theory,
    about: both("A layer that learns a difference.", "Una capa que aprende una diferencia."),
    minutes: 60...90,
    messages: [
      CompilerMessage(
        pieces: ["cannot find", "in scope"],
        explanation: both("The name is **misspelt**.", "El nombre está **mal escrito**."))
    ],
    folder: URL(fileURLWithPath: "/nowhere/lessons/00-sample"),
    solutionFolder: URL(fileURLWithPath: "/nowhere/solutions/00-sample"))

  /// The same with a lesson that no screen shows at once.
  static let long: Pack = {
    var pack = SamplePack.pack
    let lines = (0..<80).map { "Line \($0).\n" }.joined(separator: "\n")
    pack.blocks[0].text = both("First line.\n\n\(lines)\nLast line.", "Larga.\n\n\(lines)")
    return pack
  }()

  /// The same with hints for two steps of block A, and the same three for all of it.
  static let stepHints: Pack = {
    var pack = SamplePack.pack
    pack.blocks[0].hints += [
      Hint(both("## Keep them\n\nThree properties.", "## Guárdalos\n\nTres propiedades."), step: 1),
      Hint(both("## Which sum?\n\nThe base's too.", "## ¿Qué suma?\n\nTambién la base."), step: 3),
      Hint(both("## The scale\n\n`alpha / r`.", "## La escala\n\n`alpha / r`."), step: 3),
    ]
    return pack
  }()

  /// Every step of every block, as a file in which all of them were begun is described.
  static let allSteps: Set<String> = [
    "A.0", "A.1", "A.2", "A.3", "A.4", "B.0", "B.1", "B.2", "B.3", "C.0", "D.0", "D.1", "D.2",
  ]

  /// A part's name for each block, all of this version.
  static func parts(_ version: String = "1") -> [String: String] {
    Dictionary(uniqueKeysWithValues: pack.blocks.map { ($0.id, version) })
  }

  static let lessons = [
    LessonSummary(
      id: "00-sample", title: both("A layer by hand", "Una capa a mano"),
      about: pack.about, minutes: pack.minutes, checkCount: 12),
    LessonSummary(
      id: "01-costs", title: both("What it costs", "Lo que cuesta"),
      about: both("Bytes, counted.", "Bytes, contados."), minutes: 20...40, checkCount: 19,
      after: ["00-sample"]),
    LessonSummary(
      id: "my-lesson", title: both("An added one", "Una añadida"), checkCount: 3, isAdded: true),
  ]

  private static let theory = [
    TheoryPage(
      name: "counts",
      text: both(
        "# Parameter counts\n\nA has `r · in` numbers, B has `out · r`.\n\n```\nr · (in + out)\n```",
        "# Cuántos parámetros\n\nA tiene `r · in` números, B tiene `out · r`.\n\n```\nr · (in + out)\n```"
      )),
    TheoryPage(
      name: "reading",
      text: both(
        "# Reading on\n\n" + (1...60).map { "- Paper \($0).\n" }.joined(),
        "# Para seguir\n\n" + (1...50).map { "- Artículo \($0).\n" }.joined())),
  ]

  static func both(_ english: String, _ spanish: String) -> LocalizedText {
    LocalizedText([.en: english, .es: spanish])
  }

  private static func block(
    _ id: String, _ title: LocalizedText, text: LocalizedText, _ checks: [(String, Int?)]
  ) -> Block {
    Block(
      id: id, title: title, text: text,
      hints: [
        both("## Where\n\nLook at `init`.", "## Dónde\n\nMira `init`."),
        both("## What\n\nB begins as **zeros**.", "## Qué\n\nB empieza en **ceros**."),
        both(
          "## How\n\n```swift\nB = zeros(out, r)\n```",
          "## Cómo\n\n```swift\nB = zeros(out, r)\n```"),
      ].map { Hint($0) },
      checks: checks.map { check($0.0, block: id, step: $0.1) },
      questions: id == "A" ? questions : [])
  }

  private static let questions = [
    Question(
      id: "zero_gradient", ask: both("Which of `A` and `B` has no gradient at step 0?", "¿Cuál?"),
      answers: [both("A", "A"), both("B", "B"), both("Neither", "Ninguna")], right: 0,
      because: both("The gradient of A is multiplied by **B**, and B is 0.", "Porque B es 0.")),
    Question(
      id: "doubling_r", ask: both("What does doubling r do?", "¿Qué hace duplicar r?"),
      answers: [both("Nothing", "Nada"), both("It doubles", "Duplica")], right: 0,
      because: both("α/r halves.", "α/r se reduce a la mitad.")),
  ]

  private static func check(_ id: String, block: String, step: Int?) -> Check {
    Check(
      id: id, block: block, step: step,
      statement: both("What `\(id)` says holds.", "Se cumple lo que dice `\(id)`."),
      advice: both("Look at how `\(id)` is computed.", "Mira cómo se calcula `\(id)`."),
      kind: id == "strict" ? .strict : .probe([]))
  }

  private static let textA = both(
    """
    # Identity at init

    A **LoRA** layer adds a product of two thin matrices to a frozen one:

    ```
    y = base(x) + (α/r) · x Aᵀ Bᵀ
    ```

    ## Step 1 · Construct it

    Keep `r` and `alpha`; refuse a rank of **zero**.

    ## Step 2 · A and B

    - `A` is drawn as a Linear's weight is.
    - `B` is zero, so that the layer starts out as its base.

    ## Step 3 · Forward

    Add the branch, scaled by α/r, to what the base makes of `x`.

    ## Step 4 · Freeze

    Freeze the base, its weight and its bias, before anything is trained at all.

    ## You're done when

    Only A and B receive gradient. Everything after it depends on that.
    """,
    """
    # Identidad al inicio

    Una capa **LoRA** suma a una matriz congelada el producto de dos delgadas:

    ```
    y = base(x) + (α/r) · x Aᵀ Bᵀ
    ```

    ## Paso 1 · Constrúyela

    Guarda `r` y `alpha`; rechaza un rango **cero**.

    ## Paso 2 · A y B

    - `A` se sortea como el peso de una Linear.
    - `B` es cero, para que la capa empiece siendo su base.

    ## Paso 3 · Forward

    Suma la rama, escalada por α/r, a lo que la base hace con `x`.

    ## Paso 4 · Congela

    Congela la base, su peso y su sesgo, antes de entrenar nada.

    ## Has terminado cuando

    Solo A y B reciben gradiente.
    """)

  /// Its last step has nothing to check.
  private static let textB = both(
    """
    Wrap the layers of a model.

    ## Step 1 · Targets

    Replace what is asked for.

    ## Step 2 · The rest

    Leave the rest frozen.

    ## Step 3 · Look at it

    Print the model.
    """,
    """
    Envuelve las capas de un modelo.

    ## Paso 1 · Objetivos

    Sustituye lo que se pide.

    ## Paso 2 · El resto

    Deja congelado el resto.

    ## Paso 3 · Míralo

    Imprime el modelo.
    """)

  private static let textD = both(
    "Merge.\n\n## Step 1 · Once\n\nAdd it in.\n\n## Step 2 · Twice\n\nNever twice.",
    "Fusiona.\n\n## Paso 1 · Una vez\n\nSúmalo.\n\n## Paso 2 · Dos veces\n\nNunca dos.")
}

/// Results and reports as the judge would give them.
enum SampleReports {
  /// Everything green in a file in which everything was begun, except for the verdicts given.
  static func report(
    _ verdicts: [String: Verdict] = [:], output: [String: String] = [:],
    build: BuildOutcome = .built(diagnostics: []), measures: [MeasuredValue] = [],
    touched: Set<String>? = SamplePack.allSteps, parts: [String: String] = SamplePack.parts(),
    diagnosis: Reports.Diagnosis? = nil
  ) -> Report {
    let results = SamplePack.pack.checks.enumerated().map { index, check in
      CheckResult(
        id: check.id, block: check.block, verdict: verdicts[check.id] ?? .passed,
        milliseconds: Double(index * 70), output: output[check.id] ?? "")
    }
    var report = Report(
      packID: SamplePack.pack.id, sourceHash: "abc", seed: 7, build: build, results: results,
      measures: measures, milliseconds: 1234, diagnosis: diagnosis)
    report.touchedSteps = touched
    report.parts = parts
    return report
  }

  /// A file as the pack's starter is: nothing was begun, two checks hold all the same.
  static func starter(touched: Set<String> = [], _ verdicts: [String: Verdict] = [:]) -> Report {
    var all = Dictionary(
      uniqueKeysWithValues: SamplePack.pack.checks.map {
        ($0.id, ["rejects_zero", "merge_twice"].contains($0.id) ? .passed : red)
      })
    all.merge(verdicts) { $1 }
    return report(all, touched: touched)
  }

  /// A file of which block A holds, and no more.
  static func blockA(_ verdicts: [String: Verdict] = [:], parts: [String: String]? = nil) -> Report
  {
    var all: [String: Verdict] = [:]
    for check in SamplePack.pack.checks where check.block != "A" { all[check.id] = red }
    all.merge(verdicts) { $1 }
    return report(
      all, touched: ["A.0", "A.1", "A.2", "A.3", "A.4"], parts: parts ?? SamplePack.parts())
  }

  static let red = wrong(.accepted(name: "x"))

  static let doesNotCompile = report(
    notRun(.doesNotCompile), build: .failed(diagnostics: [diagnostic]))

  static let measured = [
    MeasuredValue(id: "initial_difference", value: "0.0"),
    MeasuredValue(id: "trainable", value: "1024"),
    MeasuredValue(
      id: "flow", value: SamplePack.both("A: 0 · base: none", "A: 0 · base: ninguno")),
  ]

  static func notRun(_ reason: NotRunReason) -> [String: Verdict] {
    Dictionary(uniqueKeysWithValues: SamplePack.pack.checks.map { ($0.id, .notRun(reason)) })
  }

  static func wrong(_ kinds: FindingKind...) -> Verdict {
    .wrong(kinds.map { Finding(rule: nil, kind: $0) })
  }

  /// A wave, and the same wave times `ratio`.
  static func heat(rows: Int = 12, columns: Int = 40, ratio: Double = 8) -> FindingKind {
    let expected = (0..<rows * columns).map { index in
      let (row, column) = (index / columns, index % columns)
      return Double((row * 7 + column * 3) % 17 - 8) / 16
    }
    let yours = expected.map { $0 * ratio }
    let worst = expected.indices.max { expected[$0].magnitude < expected[$1].magnitude } ?? 0
    return .values(
      Comparison(
        name: "lora", against: .reference, yours: array([rows, columns], yours),
        expected: array([rows, columns], expected), differing: expected.count { $0 != 0 },
        worst: worst, pattern: .ratio(ratio)))
  }

  static let shapes = FindingKind.shapes(
    name: "lora_A", yours: array([64, 8], [Double](repeating: 0, count: 512)),
    expected: array([8, 64], [Double](repeating: 0, count: 512)))

  static let names = FindingKind.names(
    name: "trainable_names", missing: ["lora_A", "lora_B"], unexpected: ["base.weight"])

  static let gradients = FindingKind.gradients(
    name: "gradients",
    yours: [
      GradientRow(name: "base.weight", isTrainable: true, norm: 12.5),
      GradientRow(name: "lora_A", isTrainable: true, norm: 0),
      GradientRow(name: "lora_B", isTrainable: true, norm: 33.6),
    ],
    expected: [
      GradientRow(name: "base.weight", isTrainable: false, norm: nil),
      GradientRow(name: "lora_A", isTrainable: true, norm: 0),
      GradientRow(name: "lora_B", isTrainable: true, norm: 33.6),
    ], differing: ["base.weight"])

  static let diagnostic = Diagnostic(
    file: "LoRA.swift", line: 31, column: 17, severity: .error,
    message: "cannot find 'scalling' in scope",
    sourceLine: "    return base(x) + scalling * delta")

  static let diagnosis = Reports.Diagnosis(
    name: "no-scale",
    sentence: SamplePack.both(
      "α is not divided by r: doubling r doubles the effect.", "α no se divide entre r."),
    confidence: .sure, explains: ["init_identity", "lora_scale"], lead: "lora_scale")

  static func array(_ shape: [Int], _ values: [Double]) -> ObservedArray {
    ObservedArray(shape: shape, values: values)
  }
}
