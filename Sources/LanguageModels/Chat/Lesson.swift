import TensorKit

/// Questions with the answers that a model is to learn, as one batch.
///
/// ```
/// ids     <|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\nA<|im_end|>\n<end>…
/// labels  −100 …                                               A<|im_end|>\n−100…
/// ```
///
/// PyTorch: nothing like it.
public struct Lesson {
  /// int64 [pairs, longest], filled up with the end token.
  public let ids: Tensor
  /// int64 of the same shape: the answers with their ends, and ``LlamaForCausalLM/ignoredLabel``.
  public let labels: Tensor

  /// A lesson of these pairs.
  ///
  /// - Precondition: there is a pair.
  public init(_ pairs: [(question: String, answer: String)], _ model: LanguageModel) {
    precondition(!pairs.isEmpty, "Lesson: there is nothing to learn without a question")
    let rows = pairs.map { pair in
      (
        all: model.tokenizer.chat(pair.question, answer: pair.answer),
        asked: model.tokenizer.chat(pair.question).count
      )
    }
    let width = rows.map(\.all.count).max() ?? 0
    let end = model.file.endTokens.min() ?? 0
    var (ids, labels): ([Int], [Int]) = ([], [])
    for row in rows {
      let padding = width - row.all.count
      ids += row.all + Array(repeating: end, count: padding)
      labels += Array(repeating: LlamaForCausalLM.ignoredLabel, count: row.asked)
      labels += row.all.dropFirst(row.asked)
      labels += Array(repeating: LlamaForCausalLM.ignoredLabel, count: padding)
    }
    self.ids = Tensor(ints: ids, shape: [pairs.count, width])
    self.labels = Tensor(ints: labels, shape: [pairs.count, width])
  }

  /// How many tokens a step takes.
  public var tokenCount: Int { ids.count }

  /// How surprised the model is by the answers: the mean of −log p over their tokens, in nats, without
  /// dropout and without a graph.
  public func surprise(of model: LanguageModel) -> Double {
    model.evaluating { Double(model.network.loss(ids, labels: labels).item()) }
  }
}
