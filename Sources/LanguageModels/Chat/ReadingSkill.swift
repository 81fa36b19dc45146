import TensorKit

extension LanguageModel {
  /// How well the model reads a text: bits for each of its letters, of which a model that knows the
  /// language needs one or less.
  ///
  /// PyTorch: nothing like it.
  ///
  /// - Precondition: the text has at least two tokens.
  public func bitsPerLetter(_ text: String) -> Double {
    let ids = tokenizer.encode(text)
    precondition(ids.count > 1, "bitsPerLetter: \"\(text)\" is too short to be read")
    return noGrad {
      let tensor = Tensor(ints: ids, shape: [1, ids.count])
      let nats = Double(network.loss(tensor, labels: tensor).item()) * Double(ids.count - 1)
      return nats / Double(text.count) / 0.693147180559945
    }
  }
}
