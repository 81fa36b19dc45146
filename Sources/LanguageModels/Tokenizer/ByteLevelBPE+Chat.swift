extension ByteLevelBPE {
  /// Whether it has the special tokens `<|im_start|>` and `<|im_end|>`.
  ///
  /// PyTorch: nothing like it.
  public var hasChatForm: Bool { chatMarks != nil }

  /// A question, and the answer if there is one, in the form of a chat.
  ///
  /// ```
  /// <|im_start|>user\nQUESTION<|im_end|>\n<|im_start|>assistant\nANSWER<|im_end|>\n
  /// ```
  ///
  /// Both are ordinary text, whatever they contain. With an answer the ids go on where those of the
  /// question alone end: a model would have written it there. Without a chat form they are the question
  /// and the answer, and nothing between.
  ///
  /// PyTorch: `transformers.PreTrainedTokenizerFast.apply_chat_template`.
  public func chat(_ question: String, answer: String? = nil) -> [Int] {
    let answered = answer.map { encode($0, special: false) } ?? []
    guard let (start, end) = chatMarks else {
      return encode(question, special: false) + answered
    }
    let newline = encode("\n", special: false)
    var ids = [start] + encode("user\n" + question, special: false) + [end] + newline
    ids += [start] + encode("assistant\n", special: false)
    if answer != nil { ids += answered + [end] + newline }
    return ids
  }
}
