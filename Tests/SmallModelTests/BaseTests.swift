import Foundation
import TensorKit
import TestSupport
import Testing

@testable import byhand_smallmodel

/// The base that the lesson ships writes true English sentences.
@Suite struct BaseTests {
  private static let data = Repository.root.appendingPathComponent("lessons/00-lora-by-hand/data")

  @Test func itWritesWordsAndTrueSentences() throws {
    let bytes = Array(try Data(contentsOf: Self.data.appendingPathComponent("base.safetensors")))
    #expect(bytes.count < 2_000_000)
    let state = try StateDict(safetensors: bytes)
    #expect(state.metadata == BaseTraining.state(of: BaseTraining.model()).metadata)
    #expect(state.allSatisfy { $0.value.dtype == .float16 })
    let model = BaseTraining.model()
    try model.loadStateDict(state)
    model.eval()
    let writer = Writer(model: model, spelling: BaseTraining.spelling)
    let quality = Quality(writer.sentences(60, Generator(seed: 1)), .english)
    #expect(quality.sentences == 60 && quality.different.count > 30, "\(quality)")
    #expect(quality.knownWords * 100 >= quality.words * 99, "\(quality)")
    #expect(quality.trueSentences * 10 >= quality.sentences * 9, "\(quality)")
  }

  /// A share that nothing lowers would say nothing.
  @Test func whatIsNoSentenceIsCounted() {
    let quality = Quality(
      ["Two plus two is five.", "A cow is a flurb.", "A cow is a mammal."], .english)
    #expect(quality.trueSentences == 1 && quality.sentences == 3)
    #expect(quality.words == 15 && quality.knownWords == 14)
    #expect(Quality(["A cow is a mammal."], .spanish).trueSentences == 0)
    let text = "How many legs does a cow have? Four. How white snow is! Snow is white."
    #expect(Quality.sentences(of: text).count == 3)
  }

  /// The training is this program's: a few steps lower the loss, and two runs are equal.
  @Test func theTrainingIsDeterministic() {
    var losses: [[Double]] = []
    for _ in 0..<2 {
      var run: [Double] = []
      _ = BaseTraining.train(steps: 3) { run.append($1) }
      losses.append(run)
    }
    #expect(losses[0] == losses[1] && losses[0].count == 3)
    #expect(losses[0][2] < losses[0][0])
  }
}
