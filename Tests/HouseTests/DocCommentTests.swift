import Testing

/// Whoever reads a public name of ours can read what it is.
struct DocCommentTests {
  @Test func everyPublicDeclarationHasADocComment() {
    var count = 0
    var bare: [String] = []
    for file in SwiftSources.files(below: "Sources") {
      let found = PublicDeclaration.all(in: file.text)
      count += found.count
      bare += found.filter { !$0.isDocumented }.map { "\(file.path):\($0.line): \($0.text)" }
    }
    #expect(bare == [], "say above each what it is, its unit or shape, and what it throws")
    // There are three times as many: with fewer the wrong folder was read.
    #expect(count >= 500, "only \(count) public declarations in Sources")
  }
}
