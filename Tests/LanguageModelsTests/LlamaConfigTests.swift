import LanguageModels
import Testing

struct LlamaConfigTests {
  @Test func theDefaultsAreTransformers() {
    let config = LlamaConfig(
      vocabSize: 8, hiddenSize: 4, intermediateSize: 8, hiddenLayers: 1, attentionHeads: 2,
      keyValueHeads: 1, headDim: 2)
    #expect(config.ropeTheta == 10_000 && config.maxPositions == 2048)
    #expect(!config.tiesWordEmbeddings)
  }
}
