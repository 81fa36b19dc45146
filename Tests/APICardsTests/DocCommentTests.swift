import Testing

@testable import APICards

@Suite struct DocCommentTests {
  @Test func theFirstParagraphIsTheSummary() {
    let comment = DocComment(lines: [
      "The product of two", "matrices.", "", "More of it.", "", "PyTorch: `torch.mm`, `@`.", "",
      "- Precondition: the inner extents are equal.",
    ])
    #expect(comment.summary == "The product of two matrices.")
    #expect(comment.pytorchNames == ["torch.mm", "@"])
    #expect(!comment.isOnlyHere)
  }

  @Test func whatPyTorchLacksIsSaid() {
    let comment = DocComment(lines: ["Something.", "", "PyTorch: nothing like it."])
    #expect(comment.isOnlyHere)
    #expect(comment.pytorchNames == [])
  }

  @Test func aCommentMayBeginWithAListOrBeNone() {
    #expect(DocComment(lines: []).summary == "")
    let comment = DocComment(lines: ["PyTorch: `torch.Generator`.", "", "- Parameter seed: any."])
    #expect(comment.summary == "")
    #expect(comment.pytorchNames == ["torch.Generator"])
  }

  @Test func linksReadAsCode() {
    let comment = DocComment(lines: [
      "Draws from ``Generator/current``, as ``reshape(_:)-([Int])`` does not; an odd `` stays."
    ])
    #expect(
      comment.summary
        == "Draws from `Generator.current`, as `reshape(_:)` does not; an odd `` stays.")
  }
}
