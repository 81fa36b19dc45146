import TensorKit

/// Attention that takes the place of a layer's own:
/// `network.replace("model.layers.0.self_attn", with: …)`. A subclass says how it computes, and keeps
/// what it wants to remember of earlier tokens: the model's own cache holds nothing for such a layer.
///
/// PyTorch: `transformers.models.llama.LlamaAttention`.
open class LlamaAttention: Module {
  /// The output for tokens that stand at these positions: each sees those before it, and itself.
  ///
  /// A text is handed over from its first token on, whole or in pieces one after the other. So position
  /// 0 begins a new text, and a position that was there before takes back what came from there on.
  ///
  /// Shapes: x float32 [B, T, hiddenSize] → [B, T, hiddenSize].
  ///
  /// PyTorch: `transformers.models.llama.LlamaAttention.forward`.
  open func forward(_ x: Tensor, at positions: Range<Int>) -> Tensor {
    preconditionFailure("\(type(of: self)) has no forward(_:at:): override it to call it")
  }
}
