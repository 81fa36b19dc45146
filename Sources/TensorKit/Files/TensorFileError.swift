/// Why a file of tensors could not be read or written: the file, the tensor if it is one tensor's
/// fault, what is wrong, and what to do next.
///
/// PyTorch: `safetensors.SafetensorError`.
public struct TensorFileError: Error, Equatable, CustomStringConvertible {
  /// The path as it was given.
  public var file: String
  /// The tensor or configuration key at fault, if it is one.
  public var key: String?
  /// What is wrong.
  public var problem: TensorFileProblem

  /// A fault of `file`, or of the tensor or configuration entry `key` in it.
  public init(file: String, key: String? = nil, problem: TensorFileProblem) {
    self.file = file
    self.key = key
    self.problem = problem
  }

  /// Where, what, and what to do next, in a sentence or two.
  public var description: String {
    let place = key.map { "\(file): \"\($0)\"" } ?? file
    return "\(place): \(problem.sentence). \(problem.remedy)"
  }
}
