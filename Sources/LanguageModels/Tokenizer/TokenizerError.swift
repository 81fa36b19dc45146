/// Why no tokenizer can be made of what a file holds. The file's name is added by who knows it.
///
/// PyTorch: nothing like it.
package struct TokenizerError: Error, Equatable {
  /// The key at fault, if it is one.
  package var key: String?
  /// What is wrong: a clause that follows the key.
  package var problem: String
  /// What to do next, in a sentence.
  package var remedy: String

  /// A fault of `key`, or of the whole.
  package init(key: String?, problem: String, remedy: String) {
    self.key = key
    self.problem = problem
    self.remedy = remedy
  }

  /// A file that contradicts itself or ends early.
  static func damaged(_ key: String?, _ problem: String) -> TokenizerError {
    TokenizerError(
      key: key, problem: problem, remedy: "The tokenizer is damaged: download the model again.")
  }

  /// A sound file, of a tokenizer of another kind.
  static func unsupported(_ key: String?, _ problem: String) -> TokenizerError {
    TokenizerError(
      key: key, problem: problem,
      remedy: "Take a model whose tokenizer is byte-level BPE with GPT-2's split, such as SmolLM2.")
  }
}
