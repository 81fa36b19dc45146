import TensorKit

/// Why a model could not be read: the file, the tensor or key at fault, what is wrong, and what to do
/// next.
///
/// PyTorch: nothing like it.
public struct ModelFileError: Error, Equatable, CustomStringConvertible {
  /// The path of the file or the folder.
  public var file: String
  /// The tensor, metadata key or JSON key at fault, if it is one.
  public var key: String?
  /// What is wrong, without a full stop.
  public var problem: String
  /// What to do next: a sentence.
  public var remedy: String

  /// A fault of `file`, or of `key` in it.
  ///
  /// Keys come from files of strangers: they are shortened and shown without control characters.
  public init(file: String, key: String? = nil, problem: String, remedy: String) {
    self.file = file
    self.key = key.map(Self.printable)
    self.problem = problem
    self.remedy = remedy
  }

  /// Where, what, and what to do next, in a sentence or two.
  ///
  /// PyTorch: nothing like it.
  public var description: String {
    let place = key.map { "\(file): \"\($0)\"" } ?? file
    return "\(place): \(problem). \(remedy)"
  }
}

extension ModelFileError {
  /// What TensorKit says of a file of tensors.
  init(_ error: TensorFileError) {
    self.init(
      file: error.file, key: error.key,
      problem: Self.printable(error.problem.sentence, longest: 400),
      remedy: error.problem.remedy)
  }

  /// A file that is no sound one.
  static func damaged(_ file: String, _ key: String? = nil, _ problem: String) -> ModelFileError {
    ModelFileError(
      file: file, key: key, problem: problem,
      remedy: "The file is probably cut short or damaged: copy or download it again.")
  }

  /// A sound file of something that is not read here.
  static func unsupported(
    _ file: String, _ key: String?, _ problem: String,
    remedy: String = "Choose a plain Llama model, such as SmolLM2-135M-Instruct."
  ) -> ModelFileError {
    ModelFileError(file: file, key: key, problem: problem, remedy: remedy)
  }

  /// A text of a stranger's file as one harmless line.
  static func printable(_ text: String) -> String { printable(text, longest: 100) }

  static func printable(_ text: String, longest: Int) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if shown.count >= longest { return String(shown) + "…" }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: shown.append("\u{FFFD}")
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }
}
