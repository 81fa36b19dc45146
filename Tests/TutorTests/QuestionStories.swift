import CellUI
import Progress
import Testing

@testable import Tutor

@Suite struct QuestionStories {
  @Test func aPredictionIsGivenOnceAndExplained() {
    var story = Story()
    #expect(story.shows("p predict 0/2"))
    #expect(story.type("p").isEmpty)
    #expect(story.shows("Which of A and B has no gradient at step 0?"))
    #expect(!story.shows("multiplied by"))
    #expect(story.type("2") == [.saveProgress(story.model.progress)])
    #expect(story.model.progress.blocks["A"]?.answers == ["zero_gradient": 1])
    #expect(story.shows("Not quite: A"))
    #expect(story.shows("The gradient of A is multiplied by B, and B is 0."))
    #expect(story.shows("✔ 1  A"))
    #expect(story.shows("✘ 2  B"))
    // The first answer is the prediction.
    #expect(story.type("1").isEmpty)
    #expect(story.model.progress.blocks["A"]?.answers == ["zero_gradient": 1])
    story.press(.right)
    #expect(story.shows("What does doubling r do?"))
    story.type("1")
    #expect(story.shows("Right."))
    story.press(.left)
    #expect(story.shows("Not quite"))
    story.press(.escape)
    #expect(story.shows("p predict 2/2"))
  }

  @Test func theFirstWithoutAnAnswerComesFirst() {
    var story = Story()
    story.type("p1")
    story.press(.escape)
    story.type("p")
    #expect(story.model.overlay == Overlay(.question, page: 1))
    story.type("2")
    story.press(.escape)
    story.type("p")
    #expect(story.model.overlay == Overlay(.question, page: 0))
    story.type("p")
    #expect(story.model.overlay == nil)
  }

  @Test func aDigitThatIsNoAnswerDoesNothing() {
    var story = Story()
    story.type("p")
    #expect(story.type("9").isEmpty)
    #expect(story.type("0").isEmpty)
    #expect(story.model.progress.blocks["A"] == nil)
    #expect(story.model.blockIndex == 0)
  }

  @Test func predictingNeverBlocksARun() {
    var story = Story()
    story.type("p")
    #expect(story.send(.fileSaved) == [.runChecks(run: 1)])
    #expect(story.model.overlay == Overlay(.question))
  }

  @Test func aBlockWithoutQuestionsSaysSo() {
    var story = Story()
    story.type("2p")
    #expect(story.model.overlay == nil)
    #expect(story.shows("Block B has nothing to predict."))
    #expect(!story.shows("p predict"))
  }

  /// In lines a number answers the question that was read.
  @Test func inLinesANumberAnswers() {
    var story = Story()
    #expect(story.enter("1") == ["No question is open. Type predict to see one."])
    let asked = story.enter("predict")
    #expect(asked.first == "Prediction 1 of 2 · block A")
    #expect(asked.contains("Which of A and B has no gradient at step 0?"))
    #expect(asked.contains("  1  A"))
    let told = story.enter("2")
    #expect(told.joined(separator: "\n").contains("Not quite: A"))
    #expect(told.joined(separator: "\n").contains("The gradient of A is multiplied by B"))
    #expect(story.enter("next").first == "Prediction 2 of 2 · block A")
    // With another panel read, a number has nothing to answer, and that is said.
    story.enter("hint")
    #expect(story.enter("1") == ["No question is open. Type predict to see one."])
  }
}
