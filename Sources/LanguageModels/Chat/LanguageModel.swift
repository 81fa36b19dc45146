import TensorKit

/// A language model and its tokenizer, to be asked and to be taught.
///
/// PyTorch: `transformers.pipeline`.
public final class LanguageModel {
  /// What was opened.
  public let file: LanguageModelFile
  /// The network: its Linears may be replaced, by ones with an adapter say.
  public let network: LlamaForCausalLM
  /// Text to tokens and back.
  public var tokenizer: ByteLevelBPE { file.tokenizer }

  /// Opens a model: a folder of Hugging Face's, or a GGUF file.
  ///
  /// - `dtype`: how the matrices rest. Unless it is given, in two bytes an element: half the memory, and
  ///   twice the speed where one token follows another.
  ///
  /// - Throws: what is wrong with the file.
  public init(path: String, dtype: DType? = nil) throws(ModelFileError) {
    let file = try LanguageModelFile(path: path)
    self.file = file
    network = try LlamaForCausalLM(file.config) { name throws(ModelFileError) in
      try file.tensor(name, as: dtype)
    }
    network.eval()
  }

  /// What the model writes after a prompt: the likeliest token, again and again, until the model ends its
  /// turn or `most` tokens are written. The end itself is not among them.
  ///
  /// - `prompt`: token ids; at least one.
  /// - `onToken`: hears of each as soon as it is there.
  ///
  /// PyTorch: `transformers.GenerationMixin.generate`.
  @discardableResult
  public func generate(_ prompt: [Int], most: Int, onToken: (Int) -> Void = { _ in }) -> [Int] {
    precondition(!prompt.isEmpty, "generate: an empty prompt has no next token")
    return evaluating {
      let cache = KeyValueCache()
      var (written, next): ([Int], [Int]) = ([], prompt)
      while written.count < most, cache.length + next.count < file.config.maxPositions {
        let hidden = network.hiddenStates(Tensor(ints: next, shape: [1, next.count]), cache: cache)
        let last = hidden.narrow(dim: 1, start: next.count - 1, length: 1)
        let id = network.logits(of: last).argmax().ints()[0]
        if file.endTokens.contains(id) { break }
        written.append(id)
        onToken(id)
        next = [id]
      }
      return written
    }
  }

  /// Runs `body` without dropout and without a graph; afterwards the network is in the mode it was in.
  func evaluating<R>(_ body: () -> R) -> R {
    let training = network.training
    network.eval()
    defer { network.train(training) }
    return noGrad(body)
  }

  /// The answer to a question, without white space around it.
  ///
  /// - `onPiece`: hears the text as it is written, in whole characters.
  public func answer(
    _ question: String, most: Int = 48, onPiece: (String) -> Void = { _ in }
  ) -> String {
    var decoder = StreamingDecoder(tokenizer)
    var text = ""
    func take(_ piece: String) {
      guard !piece.isEmpty else { return }
      text += piece
      onPiece(piece)
    }
    generate(tokenizer.chat(question), most: most) { take(decoder.append($0)) }
    take(decoder.finish())
    return text.trimmed
  }
}

extension String {
  /// Without white space at both ends.
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
