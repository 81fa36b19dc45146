import Testing

@testable import Grading

/// What of a file is shown to people who should not know whose it is.
@Suite struct CodeExcerptTests {
  private let starter = "import TensorKit\n// Block A, step 1\nfunc f() {}\n"
  private let reference = "import TensorKit\nfunc f() {\n  let s = alpha / r\n  return s\n}\n"

  @Test func theLinesThatNobodyElseHasAreShownWithoutComments() {
    let mine =
      "import TensorKit\nfunc f() {\n  let s = alpha // Ana, group 3\n  return  s\n}\n"
    let text = CodeExcerpt(without: [starter, reference]).of(mine, block: "A")
    #expect(text == "func f() {\n  let s = alpha")
    #expect(CodeExcerpt(without: [starter, reference]).of(reference, block: nil) == nil)
  }

  @Test func ofTheBlocksOwnLinesThoseAreTaken() {
    let mine =
      "// Block A\nlet one = 1\n// Block B\nlet two = \"the name of a student is here\"\nlet three = 3\n"
    let text = CodeExcerpt(without: []).of(mine, block: "B")
    #expect(text == "let two = \"…\"\nlet three = 3")
  }

  @Test func itIsShort() {
    let long = (0..<90).map { "let x\($0) = \($0)" }.joined(separator: "\n")
    let text = CodeExcerpt(without: []).of(long, block: nil)
    #expect(text?.split(separator: "\n").count == 16)
  }
}
