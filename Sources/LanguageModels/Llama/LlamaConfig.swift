/// The sizes and numbers of a model of the Llama architecture.
///
/// PyTorch: `transformers.LlamaConfig`.
public struct LlamaConfig: Equatable, Sendable {
  /// How many different tokens there are.
  public var vocabSize: Int
  /// The width of a token's vector.
  public var hiddenSize: Int
  /// The width between the MLP's Linears.
  public var intermediateSize: Int
  /// How many layers there are.
  public var hiddenLayers: Int
  /// How many query heads each layer has.
  public var attentionHeads: Int
  /// How many key-value heads each layer has; divides `attentionHeads`.
  public var keyValueHeads: Int
  /// The width of one head.
  public var headDim: Int
  /// ε of every RMSNorm.
  public var rmsNormEps: Double
  /// The base θ of the rotary angles.
  public var ropeTheta: Double
  /// The longest sequence the model was made for, in tokens.
  public var maxPositions: Int
  /// Whether the head is the embedding's weight.
  public var tiesWordEmbeddings: Bool

  /// One that is put together by hand; a model's file is read by ``LanguageModelFile``.
  public init(
    vocabSize: Int, hiddenSize: Int, intermediateSize: Int, hiddenLayers: Int, attentionHeads: Int,
    keyValueHeads: Int, headDim: Int, rmsNormEps: Double = 1e-5, ropeTheta: Double = 10_000,
    maxPositions: Int = 2048, tiesWordEmbeddings: Bool = false
  ) {
    self.vocabSize = vocabSize
    self.hiddenSize = hiddenSize
    self.intermediateSize = intermediateSize
    self.hiddenLayers = hiddenLayers
    self.attentionHeads = attentionHeads
    self.keyValueHeads = keyValueHeads
    self.headDim = headDim
    self.rmsNormEps = rmsNormEps
    self.ropeTheta = ropeTheta
    self.maxPositions = maxPositions
    self.tiesWordEmbeddings = tiesWordEmbeddings
  }
}
