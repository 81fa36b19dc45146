import Foundation
import TestSupport
import Testing

@testable import Reports

/// A step is touched by what is written in its part of the file, and by nothing else.
@Suite struct StepTouchTests {
  /// A file may have a mark in each of its lines: one that was held against all others would take
  /// minutes.
  @Test(
    .timeLimit(.minutes(6)),
    arguments: [
      (String(repeating: "// Block A, step 1\n", count: 12_000), true),
      (
        "func q() {\n" + String(repeating: "let a = 1\n", count: 9000)
          + String(repeating: "// Block A, step 1\n", count: 9000), true
      ),
      (String(repeating: "{ // Block A, step 1\n", count: 9000), true),
      // Nothing is open that a line with a closing brace could belong to.
      (String(repeating: "} // Block A, step 1\n", count: 9000), false),
    ])
  func aFileOfMarksIsReadInOnePass(_ text: String, _ hasStep: Bool) {
    let only = StarterParts.Owner(block: "A", step: 1)
    #expect(StarterParts(text).steps == (hasStep ? [only] : []))
  }

  /// The starters that ship, whatever they say today.
  static let starters = [
    "00-lora-by-hand/starter/LoRA.swift", "01-lora-counts/starter/LoRACounts.swift",
  ]

  private static func starter(_ path: String) throws -> String {
    let lesson = Repository.lessons.appendingPathComponent(path).deletingLastPathComponent()
    let file = try #require(
      FileManager.default.contentsOfDirectory(atPath: lesson.path).first {
        $0.hasSuffix(".swift")
      })
    return try String(contentsOf: lesson.appendingPathComponent(file), encoding: .utf8)
  }

  /// The steps that are touched, as `A5`, of all that the starter names.
  private static func touched(_ student: String, _ starter: String) -> [String] {
    let touch = StepTouch(starter: starter, student: student)
    return StarterParts(starter).steps.compactMap { owner in
      guard let block = owner.block, let step = owner.step else { return nil }
      return touch.isTouched(step: step, of: block) ? "\(block)\(step)" : nil
    }.sorted()
  }

  private static func name(_ owner: StarterParts.Owner) -> String {
    "\(owner.block ?? "-")\(owner.step ?? 0)"
  }

  @Test(arguments: starters)
  func theStarterItselfIsUntouched(_ path: String) throws {
    let starter = try Self.starter(path)
    #expect(StarterParts(starter).steps.count > 10)
    #expect(Self.touched(starter, starter) == [])
    let touch = StepTouch(starter: starter, student: starter)
    for block in ["A", "B", "C", "D"] { #expect(!touch.isTouched(block: block)) }
  }

  /// For every step, whatever replaces its lines touches it alone: nothing, a line, many with braces
  /// that close or do not, with and without the step's own comment.
  @Test(arguments: starters)
  func whatReplacesAStepsLinesTouchesThatStepAlone(_ path: String) throws {
    let starter = try Self.starter(path)
    let parts = StarterParts(starter)
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "    let scale = alpha / Float(r)", "    guard r >= 1 else {", "      throw LoRAError(\"r\")",
      "    }", "    for name in names {", "    super.init()", "    return x", "  -1", "", "  }",
      "}",
      "    // as in step 2 of block A", "    noGrad { a.zero_() }", "  }\n\n  func helper() {",
    ]
    try #require(parts.steps.count > 10)
    for owner in parts.steps {
      for _ in 0..<15 {
        let pieces = (0...Int.random(in: 0...12, using: &random)).map { _ in
          pieces.randomElement(using: &random) ?? ""
        }
        let keepsComment = Bool.random(using: &random)
        // First of all a line that stood nowhere: what a comment's own lines follow is as it was.
        let code = ["    // \(UInt64.random(in: 0 ... .max, using: &random))"] + pieces
        var isWritten = false
        var lines: [String] = []
        for (line, whose) in zip(parts.lines, parts.owners) {
          guard whose == owner else {
            lines.append(String(line))
            continue
          }
          if keepsComment, line.contains("//") { lines.append(String(line)) }
          if !isWritten { lines += code }
          isWritten = true
        }
        let student = lines.joined(separator: "\n")
        #expect(Self.touched(student, starter) == [Self.name(owner)], "\(student)")
      }
    }
  }

  /// Lines that are added below a step's comment are that step's.
  @Test(arguments: starters)
  func whatIsAddedBelowACommentTouchesItsStep(_ path: String) throws {
    let starter = try Self.starter(path)
    let parts = StarterParts(starter)
    let owned = parts.owners.enumerated().filter { $1.step != nil && parts.gaps[$0] == $1 }
    try #require(owned.count > 10)
    for (index, owner) in owned {
      var lines = parts.lines.map(String.init)
      lines.insert("    print(alpha)\n    if r < 1 {\n    }", at: index + 1)
      #expect(Self.touched(lines.joined(separator: "\n"), starter) == [Self.name(owner)])
    }
  }

  @Test(arguments: starters)
  func whitespaceTouchesNothing(_ path: String) throws {
    let starter = try Self.starter(path)
    let crlf = starter.replacing("\n", with: "\r\n")
    let airy = starter.replacing("\n", with: "\n\n").replacing("  ", with: "\t")
    let flat = starter.split(separator: "\n").map { $0.drop(while: \.isWhitespace) }
      .joined(separator: "\n")
    let wrapped = starter.replacing(
      "Tensor.zeros(x.shape)", with: "Tensor\n      .zeros(\n x.shape)")
    for student in [crlf, airy, flat, wrapped, starter + "\n\n"] {
      #expect(Self.touched(student, starter) == [])
      #expect(!StepTouch(starter: starter, student: student).isTouched(block: "A"))
    }
  }

  private static let small = """
    import TensorKit

    // MARK: - Block A: the layer

    final class Layer: Module {
      init(_ base: Linear) throws {
        super.init()
        // TODO: Block A, step 1: refuse.
        // TODO: Block A, step 2: register.
      }

      override func forward(_ x: Tensor) -> Tensor {
        // TODO: Block A, step 12: the sum.
        Tensor.zeros(x.shape)
      }

      func merge() {
        // TODO: Block D, step 1: add.
      }
    }

    // Block B
    // TODO: step 1: count them.
    func count() -> Int { -1 }

    func other() -> Int { 0 }

    /// Block B, step 3. In your head, as in block A.
    enum Guess {
      static let share = 0.0
    }

    """

  private func touched(_ changes: (String, String)...) -> [String] {
    var student = Self.small
    for (old, new) in changes {
      #expect(student.contains(old))
      student = student.replacing(old, with: new)
    }
    return Self.touched(student, Self.small)
  }

  @Test func theStepsThatAStarterNames() {
    let names = StarterParts(Self.small).steps.map(Self.name).sorted()
    #expect(names == ["A1", "A12", "A2", "B1", "B3", "D1"])
  }

  @Test func codeAboveTheFirstCommentIsTheFirstSteps() {
    #expect(
      touched(
        (
          "    super.init()\n",
          "    guard base.inFeatures > 0 else { throw E() }\n    super.init()\n"
        )) == ["A1"])
    #expect(touched(("    super.init()\n", "")) == ["A1"])
    #expect(touched(("-> Tensor {\n", "-> Tensor {\n    let y = child(\"base\")(x)\n")) == ["A12"])
  }

  @Test func whatStandsOutsideOfAllStepsTouchesNone() {
    #expect(touched(("import TensorKit\n", "import Foundation\nimport TensorKit\n")) == [])
    #expect(touched(("Module {\n", "Module {\n  let scale: Float\n")) == [])
    #expect(touched(("  func merge", "  func helper() { print(1) }\n\n  func merge")) == [])
    #expect(touched(("{ 0 }", "{ 1 }")) == [])
    #expect(touched(("= 0.0\n}", "= 0.0\n}\n\nfunc more() {}")) == [])
  }

  @Test func aCommentThatIsGoneTouchesItsStep() {
    #expect(touched(("    // TODO: Block A, step 1: refuse.\n", "")) == ["A1"])
    #expect(touched(("    // TODO: Block A, step 2: register.\n", "")) == ["A2"])
    #expect(touched(("    // TODO: Block D, step 1: add.\n", "    add()\n")) == ["D1"])
    #expect(touched(("// TODO: step 1: count them.\n", "")) == ["B1"])
  }

  @Test func aDeclarationBelowACommentIsItsStep() {
    #expect(touched(("{ -1 }", "{ 6 }")) == ["B1"])
    #expect(touched(("share = 0.0", "share = 0.5")) == ["B3"])
  }

  @Test func aDeclarationIsTouchedWithAnyOfItsSteps() {
    func around(_ old: String, _ new: String) -> [String] {
      let touch = StepTouch(
        starter: Self.small, student: Self.small.replacing(old, with: new))
      return StarterParts(Self.small).steps.compactMap { owner in
        guard let block = owner.block, let step = owner.step else { return nil }
        return touch.isTouched(aroundStep: step, of: block) ? "\(block)\(step)" : nil
      }.sorted()
    }
    #expect(around("refuse.", "refuse!") == ["A1", "A2"])
    #expect(around("register.", "register!") == ["A1", "A2"])
    #expect(around("the sum.", "a sum.") == ["A12"])
    #expect(around("{ -1 }", "{ 6 }") == ["B1"])
    #expect(around("= 0.0", "= 0.5") == ["B3"])
    #expect(around("import TensorKit", "import Foundation") == [])
  }

  @Test func anEmptyFileTouchesAll() {
    #expect(Self.touched("", Self.small) == ["A1", "A12", "A2", "B1", "B3", "D1"])
    #expect(Self.touched("", "") == [])
  }

  @Test func aBlockIsTouchedByAnythingInIt() {
    func blocks(_ old: String, _ new: String) -> [String] {
      let touch = StepTouch(
        starter: Self.small, student: Self.small.replacing(old, with: new))
      return ["A", "B", "D"].filter { touch.isTouched(block: $0) }
    }
    #expect(blocks("Module {\n", "Module {\n  let scale: Float\n") == ["A"])
    #expect(blocks("{ -1 }", "{ 6 }") == ["B"])
    #expect(blocks("add.", "add!") == ["D"])
    #expect(blocks("import TensorKit", "import TensorKit\nimport Foundation") == [])
  }

  /// A pack's starter may name no steps at all.
  @Test func whatAStarterDoesNotNameIsTouchedWithWhatHoldsIt() {
    func touch(_ student: String, _ starter: String) -> StepTouch {
      StepTouch(starter: starter, student: student)
    }
    let bare = "func f() -> Int { 0 }\n"
    #expect(!touch(bare, bare).isTouched(step: 1, of: "A"))
    #expect(touch(bare.replacing("0", with: "1"), bare).isTouched(step: 1, of: "A"))
  }

  /// There is nothing to write for it, so that it comes when the one before it is written.
  @Test func aStepThatTheStarterDoesNotNameIsTouchedWithTheOneBeforeIt() {
    func touched(_ old: String, _ new: String) -> [String] {
      let touch = StepTouch(
        starter: Self.small, student: Self.small.replacing(old, with: new))
      return [("A", 0), ("A", 9), ("A", 13), ("B", 2), ("B", 9), ("D", 2)].filter {
        touch.isTouched(step: $0.1, of: $0.0)
      }.map { "\($0.0)\($0.1)" }
    }
    #expect(touched("refuse.", "refuse!") == ["A0"])
    #expect(touched("register.", "register!") == ["A0", "A9"])
    #expect(touched("the sum.", "a sum.") == ["A0", "A13"])
    #expect(touched("{ -1 }", "{ 6 }") == ["B2"])
    #expect(touched("= 0.0", "= 0.5") == ["B9"])
    #expect(touched("add.", "add!") == ["D2"])
    #expect(touched("import TensorKit", "import Foundation") == [])
  }

  @Test func aLongFileIsComparedInTime() {
    let student = Self.small + (0..<30_000).map { "let a\($0) = 1\n" }.joined()
    // This thread's processor time: how long others keep it waiting is no matter of the comparison.
    func seconds() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = seconds()
    #expect(Self.touched(student, Self.small) == [])
    #expect(seconds() - start < 5)
  }
}
