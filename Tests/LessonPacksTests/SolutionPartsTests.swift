import Foundation
import Testing

@testable import LessonPacks

/// A block opens its part of the reference, and nothing of another's.
struct SolutionPartsTests {
  private static let source = """
    // A header.
    import TensorKit

    // MARK: - Block A: first

    struct First {}

    // MARK: - Helpers of A

    private let one = 1

    // MARK: - Block B

    extension First { func second() {} }

    // MARK: - Block C · third
    func third() {}


    """

  private func problems(_ source: String, _ blocks: [String] = ["A", "B", "C"]) -> [String] {
    do throws(SolutionPartsError) {
      _ = try SolutionParts(source: source, blocks: blocks)
      return []
    } catch {
      return error.problems.map { "\($0.line.map(String.init) ?? "-") \($0.message)" }
    }
  }

  private static let two = """
    import A

    // MARK: - Block A
    a
    \0// MARK: - File Second.swift
    import B

    // MARK: - Block B
    b

    """

  @Test func aBlockOfTheSecondFileOpensWithThatFilesHead() throws {
    let parts = try SolutionParts(source: Self.two, blocks: ["A", "B"])
    #expect(parts.text(of: "A") == "import A\n\n// MARK: - Block A\na\n")
    #expect(
      parts.text(of: "B")
        == "// MARK: - File Second.swift\nimport B\n\n// MARK: - Block B\nb\n")
    #expect(
      parts.text(of: ["A", "B"])
        == "import A\n\n// MARK: - Block A\na\n\n"
        + "// MARK: - File Second.swift\nimport B\n\n// MARK: - Block B\nb\n")
  }

  @Test func codeBeforeTheFirstMarkOfAnyFileIsRefused() {
    let source = Self.two.replacing("import B", with: "let helper = 1")
    #expect(
      problems(source, ["A", "B"]) == ["7 code before the first mark, which every block opens"])
  }

  @Test func aBlockOpensItsOwnPart() throws {
    let parts = try SolutionParts(source: Self.source, blocks: ["A", "B", "C"])
    #expect(parts.blocks == ["A", "B", "C"])
    #expect(
      parts.text(of: "A") == """
        // A header.
        import TensorKit

        // MARK: - Block A: first

        struct First {}

        // MARK: - Helpers of A

        private let one = 1

        """)
    #expect(
      parts.text(of: "B") == """
        // A header.
        import TensorKit

        // MARK: - Block B

        extension First { func second() {} }

        """)
    #expect(parts.text(of: "C")?.hasSuffix("// MARK: - Block C · third\nfunc third() {}\n") == true)
    #expect(parts.text(of: "D") == nil)
  }

  @Test func severalBlocksHaveOneHead() throws {
    let parts = try SolutionParts(source: Self.source, blocks: ["A", "B", "C"])
    let two = parts.text(of: ["C", "A"])
    #expect(two.ranges(of: "import TensorKit").count == 1)
    #expect(!two.contains("second"))
    let order = try #require(two.firstRange(of: "First")?.lowerBound)
    #expect(order < (two.firstRange(of: "third")?.lowerBound ?? two.startIndex))
  }

  /// Whatever the blocks are called and however many there are: no line is lost, none shown twice.
  @Test func thePartsTogetherAreTheFile() throws {
    for _ in 0..<50 {
      let blocks = (0..<Int.random(in: 1...7)).map { "b\($0).\(Int.random(in: 0...99))" }
      let lines = blocks.flatMap { block in
        [SolutionParts.mark + block + ([": t", "", " · t"].randomElement() ?? "")]
          + (0..<Int.random(in: 0...4)).map { "let \(block)_\($0) = 1" }
      }
      let source = lines.joined(separator: "\n") + "\n"
      let parts = try SolutionParts(source: source, blocks: blocks)
      #expect(parts.text(of: blocks).split(separator: "\n").map(String.init) == lines)
      for block in blocks {
        let own = try #require(parts.text(of: block))
        #expect(
          own.split(separator: "\n").map(String.init)
            == lines.filter { $0.contains(" " + block) })
      }
    }
  }

  @Test func aMarkThatIsMissingIsNamed() {
    #expect(
      problems("let x = 1\n", ["A", "B"]) == ["- block A has no mark", "- block B has no mark"])
    #expect(problems("// MARK: Block A\nlet x = 1\n", ["A"]) == ["- block A has no mark"])
    #expect(problems("// MARK: - Block AB\n", ["A"]).last == "- block A has no mark")
  }

  @Test func aMarkThatIsRepeatedUnknownIndentedOrOutOfOrderIsNamed() {
    let mark = SolutionParts.mark
    #expect(
      problems("\(mark)A\n\(mark)B\n\(mark)A: more\n", ["A", "B"])
        == ["3 block A is marked twice"])
    #expect(
      problems("\(mark)A\n\(mark)Z\n", ["A"])
        == ["2 a mark of block `Z`, which the pack does not have"])
    #expect(
      problems("\(mark)A\n\(mark)C\n\(mark)B\n", ["A", "B", "C"])
        == ["3 the mark of block B stands after that of C"])
    #expect(
      problems("\(mark)A\nclass X {\n  \(mark)B\n}\n", ["A", "B"])
        == ["3 the mark of block B is indented"])
  }

  @Test func everythingWrongIsSaidAtOnce() {
    let mark = SolutionParts.mark
    #expect(
      problems("import T\nlet x = 1\n\(mark)C\n\(mark)A\n\(mark)Q\n\(mark)A\n") == [
        "2 code before the first mark, which every block opens",
        "4 the mark of block A stands after that of C",
        "5 a mark of block `Q`, which the pack does not have", "6 block A is marked twice",
        "- block B has no mark",
      ])
  }

  @Test(
    arguments: [
      "", "import TensorKit\n", "@preconcurrency import TensorKit\n\n", "// a\n/// b\n",
      "/* a\nlet x = 1\n*/\nimport T\n", "#if os(Linux)\n  import Glibc\n#endif\n",
    ])
  func importsAndCommentsMayStandBeforeTheFirstMark(_ head: String) {
    #expect(problems(head + SolutionParts.mark + "A\nlet y = 2\n", ["A"]) == [])
  }

  /// Another pack than those that ship: the static audit reads its reference.
  @Test func theStaticAuditRefusesAReferenceWithoutItsMarks() throws {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    let file = folder.solutions.appendingPathComponent("Double.swift")
    let good = try String(contentsOf: file, encoding: .utf8)
    func audit(_ text: String) throws -> [String] {
      try Data(text.utf8).write(to: file)
      return PackLint.audit(pack).map { "\($0.file):\($0.line ?? 0): \($0.message)" }
    }
    #expect(try audit(good) == [])
    #expect(
      try audit(good.replacing("// MARK: - Block B", with: "// Block B"))
        == ["solutions/good/Double.swift:0: block B has no mark"])
    #expect(
      try audit(good.replacing("// MARK: - Block A", with: "// MARK: - Block B"))
        == [
          "solutions/good/Double.swift:7: block B is marked twice",
          "solutions/good/Double.swift:0: block A has no mark",
        ])
  }
}
