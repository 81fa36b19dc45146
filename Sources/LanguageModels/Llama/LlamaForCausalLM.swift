import TensorKit

/// A language model of the Llama architecture: embeddings, layers, a last norm, and a head that is the
/// embeddings' own table if the configuration ties them. Touvron et al., arXiv:2302.13971.
///
/// Modules and parameters have Hugging Face's names, such as
/// `model.layers.0.self_attn.q_proj.weight`. Each is looked up by name when the model computes, so a
/// layer that was replaced, by one with an adapter say, takes effect at once. Weights may rest as
/// bfloat16 or float16: they are widened as they are read, and everything is computed in float32.
///
/// PyTorch: `transformers.LlamaForCausalLM`.
public final class LlamaForCausalLM: Module {
  /// The sizes of the model.
  public let config: LlamaConfig
  private let angles: RotaryAngles

  /// A model of these weights.
  ///
  /// - `weights`: gives the tensor of a Hugging Face name, in the shape that the configuration says.
  ///
  /// PyTorch: `transformers.LlamaForCausalLM.from_pretrained`.
  ///
  /// - Throws: what `weights` throws.
  public init<E>(
    _ config: LlamaConfig, weights: (_ name: String) throws(E) -> Tensor
  ) throws(E) {
    self.config = config
    angles = RotaryAngles(headDim: config.headDim, theta: config.ropeTheta)
    super.init()
    register("model", try LlamaModel(config, weights: weights))
    guard !config.tiesWordEmbeddings else { return }
    register("lm_head", Linear(weight: try weights("lm_head.weight")))
  }

  /// ids: int64 [B, T] → logits [B, T, vocabSize]
  ///
  /// PyTorch: `transformers.LlamaForCausalLM.forward`.
  public override func forward(_ ids: Tensor) -> Tensor { logits(of: hiddenStates(ids)) }

  /// The last layer's output behind the last norm: [B, T] → [B, T, hiddenSize].
  ///
  /// - `cache`: what earlier calls have seen. The ids go on behind it, and are added to it.
  /// - `onLayer`: is handed the embeddings and then what each layer gives, the last of them behind the
  ///   norm, as Hugging Face's `output_hidden_states` are.
  ///
  /// PyTorch: `transformers.LlamaModel.forward`.
  ///
  /// - Precondition: ids are int64 [B, T] and lie in 0 ..< vocabSize.
  public func hiddenStates(
    _ ids: Tensor, cache: KeyValueCache? = nil, onLayer: (Tensor) -> Void = { _ in }
  ) -> Tensor {
    precondition(
      ids.ndim == 2 && ids.dtype == .int64,
      "LlamaForCausalLM: the ids \(ids.shape) of \(ids.dtype) should be int64 [batch, time]")
    let (from, length) = (cache?.length ?? 0, ids.shape[1])
    let place = RotaryPlace(angles, from: from, length: length, cache: cache)
    var x = child("model.embed_tokens")(ids).to(.float32)
    for (index, layer) in layers.enumerated() {
      onLayer(x)
      x = layer.forward(x, at: place, index)
    }
    cache?.advance(by: length)
    let normalised = child("model.norm")(x)
    onLayer(normalised)
    return normalised
  }

  /// What each of these hidden states says about the next token: [..., hiddenSize] → [..., vocabSize].
  ///
  /// PyTorch: `transformers.LlamaForCausalLM.lm_head`.
  public func logits(of hidden: Tensor) -> Tensor {
    guard config.tiesWordEmbeddings else { return child("lm_head")(hidden) }
    return linear(hidden, parameter("model.embed_tokens.weight"))
  }

  /// The mean over the labelled positions of −log p(label), in nats. A position's label stands one
  /// further on, as Hugging Face's do: `labels` is a copy of `ids` in which what is not to be learned
  /// is ``ignoredLabel``. Logits are computed only where there is a label.
  ///
  /// Shapes: ids and labels int64 [B, T] → [].
  ///
  /// PyTorch: `transformers.LlamaForCausalLM.loss_function`.
  ///
  /// - Precondition: the shapes agree, and a position behind the first of its row has a label.
  public func loss(_ ids: Tensor, labels: Tensor) -> Tensor {
    precondition(
      ids.shape == labels.shape && labels.dtype == .int64,
      "loss: labels \(labels.shape) of \(labels.dtype) must be int64 of the ids' shape, \(ids.shape)"
    )
    let wanted = LabelledPlaces(labels)
    precondition(
      !wanted.places.isEmpty, "loss: no position of \(labels.shape) has a label: nothing to learn")
    let hidden = hiddenStates(ids).reshape([ids.count, config.hiddenSize])
    let rows = hidden.indexSelect(dim: 0, index: Tensor(ints: wanted.places))
    return crossEntropy(logits(of: rows), Tensor(ints: wanted.labels))
  }

  /// A label that says that there is nothing to learn.
  ///
  /// PyTorch: `torch.nn.CrossEntropyLoss.ignore_index`.
  public static let ignoredLabel = -100

  private var layers: [LlamaDecoderLayer] {
    let list = child("model.layers") as? ModuleList
    return list?.modules.compactMap { $0 as? LlamaDecoderLayer } ?? []
  }
}

/// The positions whose next token has a label, and these labels.
private struct LabelledPlaces {
  var places: [Int] = []
  var labels: [Int] = []

  /// labels: int64 [B, T]. The places count through all rows.
  init(_ labels: Tensor) {
    let (all, length) = (labels.ints(), labels.shape[1])
    for (place, label) in all.enumerated()
    where place % length > 0 && label != LlamaForCausalLM.ignoredLabel {
      places.append(place - 1)
      self.labels.append(label)
    }
  }
}
