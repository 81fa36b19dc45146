import Testing

@testable import Mutants

/// Each kind of change makes what it says, and leaves alone what is none of its business.
struct ChangesTests {
  /// What the changed line can be, for one line of a function.
  private func lines(
    _ kind: MutantKind, _ line: String, around: (String, String) = ("func f(x: Int) {", "}")
  ) -> Set<String> {
    let source = "\(around.0)\n\(line)\n\(around.1)\n"
    return Set(
      MutantMaker.mutants(of: source, file: "f.swift").filter { $0.kind == kind && $0.line == 2 }
        .map(\.after))
  }

  @Test(arguments: [
    ("a = b + c", ["a = b - c"]), ("a = b - c", ["a = b + c"]), ("a = b*c", ["a = b/c"]),
    ("t = a < b", ["t = a <= b"]), ("t = a >= b", ["t = a > b"]), ("t = a != b", ["t = a == b"]),
    ("t = a && b", ["t = a || b"]), ("r = 2..<n", ["r = 2...n"]), ("r = a...b", ["r = a..<b"]),
    ("a += b", ["a -= b"]), ("a = -b", ["a = b"]),
    (#"a = "b" + c"#, []), (#"a = b + "c""#, []),
    // No operators between values.
    ("let a: Set<Int> = b", []), ("f(a...)", []), ("x = y as? Set<Int>", []),
    ("let f: (A) -> B = c", []),
  ])
  func operators(_ line: String, _ changed: [String]) {
    #expect(lines(.otherOperator, line) == Set(changed))
  }

  @Test func constants() {
    #expect(lines(.otherConstant, "a = 5") == ["a = 6", "a = 4", "a = 0", "a = 1"])
    #expect(lines(.otherConstant, "a = 1_0") == ["a = 11", "a = 9", "a = 0", "a = 1"])
    #expect(lines(.otherConstant, "a = 0.5") == ["a = 1.0", "a = 0.0", "a = 0.25"])
    #expect(lines(.otherConstant, "a = true") == ["a = false"])
    #expect(lines(.otherConstant, "a = b.0") == [])
    #expect(lines(.otherConstant, "a = 0x10") == [])
    #expect(lines(.otherConstant, "a = 9223372036854775807").contains("a = 9223372036854775806"))
    #expect(lines(.otherConstant, #"a = "name""#) == [#"a = "xame""#, #"a = "nam""#])
    #expect(lines(.otherConstant, #"a = """#) == [#"a = "x""#])
    #expect(lines(.otherConstant, #"a = ".""#) == [#"a = """#])
    #expect(lines(.otherConstant, #"a = "\n""#) == [])
    #expect(lines(.otherConstant, #"a = "\(b) of""#) == [#"a = "\(b) xf""#, #"a = "\(b) o""#])
  }

  @Test func argumentsChangePlaces() {
    #expect(lines(.swappedArguments, "g(in: a, out: b)") == ["g(in: b, out: a)"])
    #expect(lines(.swappedArguments, "g(a, b(c), d)") == ["g(b(c), a, d)", "g(a, d, b(c))"])
    #expect(lines(.swappedArguments, "y = z([r, n])") == ["y = z([n, r])"])
    #expect(lines(.swappedArguments, #"for n in ["a", "b"] { g(n) }"#) == [])
    #expect(lines(.swappedArguments, "y = [a: 1, b: 2]") == [])
    #expect(lines(.swappedArguments, "y = g(a ? b : c, d)") == ["y = g(d, a ? b : c)"])
    #expect(lines(.swappedArguments, "func g(a: Int, b: Int) {}") == [])
  }

  @Test func argumentsAreDropped() {
    #expect(lines(.droppedArgument, "g(a, b: c, d: e)") == ["g(a, d: e)", "g(a, b: c)"])
    #expect(lines(.droppedArgument, "g(b: c, d: e)") == ["g(d: e)", "g(b: c)"])
    #expect(lines(.droppedArgument, "g(a)") == ["g()"])
    // A function of the file says itself what it can do without.
    #expect(
      lines(
        .droppedArgument, "g(b: c, d: e)",
        around: ("func f() {", "}\nfunc g(b: Int, d: Int = 1) {}")) == ["g(b: c)"])
  }

  @Test func statementsAreDropped() {
    #expect(lines(.droppedStatement, "g(a)") == ["(dropped)"])
    #expect(lines(.droppedStatement, "if a { g() }") == ["(dropped)", "if a {  }"])
    #expect(lines(.droppedStatement, "let a = b") == [])
    #expect(lines(.droppedStatement, "return a") == [])
    #expect(lines(.droppedStatement, "guard a else { return }") == ["(dropped)"])
    #expect(lines(.droppedStatement, "a = b; c = d") == ["; c = d", "a = b;"])
    #expect(lines(.droppedStatement, "let a: Int", around: ("struct S {", "}")) == [])
  }

  @Test func aStatementOfSeveralLinesIsOne() {
    let source = """
      func f(x: Int) {
        a = b
          .map { $0 + 1 }
          + c
        g(
          a,
          b
        )
        if a,
          b
        {
          c()
        } else {
          d()
        }
      }
      """
    let dropped = MutantMaker.mutants(of: source, file: "f").filter { $0.kind == .droppedStatement }
    #expect(
      dropped.map(\.before) == ["a = b …", ".map { $0 + 1 }", "g( …", "if a, …", "c()", "d()"])
    #expect(dropped.map(\.line) == [2, 3, 5, 9, 12, 14])
  }

  @Test func blocksAreUnwrapped() {
    #expect(lines(.unwrappedBlock, "noGrad { a.zero_() }") == ["do { a.zero_() }"])
    #expect(lines(.unwrappedBlock, "try noGrad { try g() }") == ["do { try g() }"])
    #expect(lines(.unwrappedBlock, "let y = noGrad { a }") == ["let y = { a }()"])
    #expect(lines(.unwrappedBlock, "a.map { b in b }") == [])
    #expect(lines(.unwrappedBlock, "apply { $0 + 1 }") == [])
    #expect(lines(.unwrappedBlock, "if a { b() }") == [])
    #expect(lines(.unwrappedBlock, "for a in b { c() }") == [])
  }

  @Test func callsInAChainAreDropped() {
    #expect(
      lines(.droppedCall, "y = x.detach().clone()") == ["y = x.clone()", "y = x.detach()"])
    #expect(lines(.droppedCall, "y = x.filter { $0 > 1 }") == ["y = x"])
    // All of the statement is dropped elsewhere.
    #expect(lines(.droppedCall, "x.zero_()") == [])
    #expect(lines(.droppedCall, "for a in x.y { b() }") == [])
  }

  @Test func operandsAreDropped() {
    #expect(
      lines(.droppedOperand, "y = a + b * c") == ["y = a", "y = b * c", "y = a + b", "y = a + c"])
    #expect(lines(.droppedOperand, "y = a / b") == ["y = a"])
    #expect(lines(.droppedOperand, "return x - g(y)") == ["return x"])
    #expect(
      lines(.droppedOperand, "if a && b == c { d() }") == ["if a { d() }", "if b == c { d() }"])
    #expect(
      lines(.droppedOperand, "guard a, b else { return }") == [
        "guard a else { return }", "guard b else { return }",
      ])
    #expect(
      lines(.droppedOperand, "for a in b where c(a) { d() }") == ["for a in b { d() }"])
    #expect(lines(.droppedOperand, "g(a ? b : c + d)") == ["g(a ? b : c)", "g(a ? b : d)"])
  }

  @Test func conditionsAreTurnedRound() {
    #expect(lines(.negatedCondition, "if a < b { c() }") == ["if !(a < b) { c() }"])
    #expect(lines(.negatedCondition, "if !a { c() }") == ["if a { c() }"])
    #expect(
      lines(.negatedCondition, "guard let a = b, a > 1 else { return }") == [
        "guard let a = b, !(a > 1) else { return }"
      ])
    #expect(lines(.negatedCondition, "if let a = b { c(a) }") == [])
    #expect(
      lines(.negatedCondition, "for a in b where c(a) { d() }") == [
        "for a in b where !(c(a)) { d() }"
      ])
    #expect(lines(.negatedCondition, "y = (a ? b : c + 1) * 2") == ["y = (a ? c + 1 : b) * 2"])
    #expect(lines(.negatedCondition, "y = b.filter { !c($0) }") == ["y = b.filter { c($0) }"])
    #expect(lines(.negatedCondition, "y = a! + b") == [])
  }

  @Test func functionsReturnAtOnce() {
    func returns(_ source: String) -> [String] {
      MutantMaker.mutants(of: source, file: "f").filter { $0.kind == .earlyReturn }.map(\.text)
    }
    #expect(returns("func f() {\n  g()\n  h()\n}") == ["func f() {}"])
    #expect(
      returns("func f(_ n: Int, to x: Double = 1) -> Double { x + 1 }") == [
        "func f(_ n: Int, to x: Double = 1) -> Double { return x }"
      ])
    #expect(returns("func f(n: Int) -> A { A(n) }") == ["func f(n: Int) -> A { return n }"])
    #expect(returns("func f() -> A { A() }") == [])
    #expect(returns("func f() {}") == [])
  }

  @Test func namesAreTakenForEachOther() {
    let function = ("func f(in inputs: Int, out outputs: Int, name: String) {", "}")
    #expect(
      lines(.otherName, "g(inputs)\ng(outputs)\ng(name)", around: function) == ["g(outputs)"])
    #expect(lines(.otherName, "y = a.inFeatures") == ["y = a.outFeatures"])
    #expect(
      lines(.otherName, "y = a.hasPrefix(b)") == ["y = a.hasSuffix(b)"])
    #expect(lines(.otherName, #"p("lora_A"); p("lora_B")"#).contains(#"p("lora_B"); p("lora_B")"#))
    // A label is no use of a name, and a name is not used before it is given.
    #expect(lines(.otherName, "g(x: 1)") == [])
    #expect(lines(.otherName, "g(x)\nlet z = x\ng(z)") == [])
    #expect(lines(.otherName, "let z = x; g(z)").contains("let z = x; g(x)"))
  }
}
