import Testing

@testable import Similarity

/// Groups are listed once, and names and layout hide nothing.
struct LikenessSearchTests {
  private let pack = ShippedPack.all[0]

  private func compare(_ files: [(String, Disguise)]) throws -> [Likeness] {
    try pack.search().likenesses(of: files.map { try pack.compared($0.0, $0.1.text) })
  }

  @Test func groupsAreListedOnce() throws {
    let alternatives = try pack.alternatives()
    let (one, two) = (Disguise(alternatives[0].source), Disguise(alternatives[4].source))
    let found = try compare([
      ("emil", one.reformatted()), ("dora", one), ("cleo", one.renamed()), ("ben", two),
      ("ana", two), ("fay", Disguise(alternatives[7].source)),
    ])
    #expect(found.map(\.submissions) == [["ana", "ben"], ["cleo", "dora", "emil"]])
    #expect(found.map(\.isSameFile) == [true, false])
    #expect(found.allSatisfy { $0.like == .oneAnother && $0.percent >= 98 })
    let shortest = try pack.compared("", two.text).fingerprint.symbolCount
    #expect(found[0].symbolCount == shortest && shortest > 500)
  }

  /// Two who have the reference are like it, and each other only for that.
  @Test func copiesOfTheReferenceAreNoGroupBesides() throws {
    let reference = Disguise(try pack.reference)
    let found = try compare([("ben", reference.renamed()), ("ana", reference)])
    #expect(found.map(\.submissions) == [["ana"], ["ben"]])
    #expect(found.allSatisfy { $0.like == .shipped("reference") })
  }

  @Test func theOrderOfTheClassIsNoMatter() throws {
    let sources = try pack.alternatives().map { Disguise($0.source) }
    let files = sources.prefix(6).enumerated().flatMap { index, disguise in
      [("a\(index)", disguise), ("b\(index)", disguise.renamed())]
    }
    let found = try compare(files)
    #expect(found.count == 6)
    #expect(try compare(files.reversed()) == found)
  }

  @Test func namesOfOthersTellFilesApart() {
    func symbols(_ source: String) -> [[UInt64]] { Symbols(source).pieces }
    let source = "func f(a: Int) -> Int {\n  let b = g(a)\n  return b.count + 1\n}"
    let same = [
      "private func other(of: Int) -> Int { let c = g(of) /* new */; return c.count + 1 }",
      "func f(a:Int)->Int{let f2=g(a)\n\n//\nreturn f2.count+1}",
    ]
    for copy in same { #expect(symbols(copy) == symbols(source), "\(copy)") }
    for (old, new) in [
      ("g(a)", "h(a)"), ("count", "size"), ("+ 1", "+ 2"), ("+", "-"), ("let", "var"),
    ] {
      #expect(symbols(source.replacing(old, with: new)) != symbols(source), "\(old)")
    }
    // A name and a string of it are two things.
    #expect(symbols("f(\"a\")") != symbols("f(\"b\")"))
  }

  @Test(arguments: [
    "", "}", "}}}{{{", "\"\\(", "func", "class", "let", ":", "a:", "class {", "case .",
  ])
  func noTextBreaksIt(_ source: String) {
    let file = ComparedFile(name: "a", source: source, without: Fingerprint.Starter(source))
    #expect(file.fingerprint.hashes == [])
    #expect(LikenessSearch(shipped: []).likenesses(of: [file, file]) == [])
  }

  /// Of a few lines only the shipped file itself is named: they have few right forms.
  @Test func aShortReferenceIsNamedOnlyAsItIs() {
    func file(_ name: String, _ source: String) -> ComparedFile {
      ComparedFile(name: name, source: source, without: Fingerprint.Starter())
    }
    let text = "func twice(_ x: Double) -> Double { x * 2 }\n"
    let search = LikenessSearch(shipped: [file("reference", text)])
    let found = search.likenesses(of: [
      file("ana", text), file("ben", text + "\n"), file("cleo", text + "\n"),
    ])
    #expect(found.map(\.submissions) == [["ana"]])
    #expect(found.map(\.isSameFile) == [true])
  }
}
