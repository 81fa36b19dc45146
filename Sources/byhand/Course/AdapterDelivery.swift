import Foundation
import SafeFiles
import TensorKit
import Tutor
import Workspace

/// Brings an adapter from where the student's process left it into their folder: read within limits,
/// proved to be one, and written with what loads it in PEFT.
struct AdapterDelivery {
  private static let names = ["adapter_model.safetensors", "adapter_config.json"]
  /// No file of an adapter is larger: the process could write no larger one.
  private static let most = 64 << 20

  private let source: URL
  private let target: URL
  private let choice: LanguageModelChoice

  init(from source: URL, to target: URL, _ choice: LanguageModelChoice) {
    (self.source, self.target, self.choice) = (source, target, choice)
  }

  /// False where the process left nothing. Throws what is wrong with what it left.
  func run() throws -> Bool {
    let config = source.appendingPathComponent(Self.names[1])
    guard (try? BoundedRead(config, upTo: 1)) != nil else { return false }
    let files = try Self.names.map { name in
      (name, try BoundedRead(source.appendingPathComponent(name), upTo: Self.most).bytes)
    }
    _ = try Adapter.load(from: source.path)
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    for (name, bytes) in files + [("README.txt", Data(readme.utf8))] {
      try AtomicFile.write(bytes, to: target.appendingPathComponent(name), durable: false)
    }
    return true
  }

  /// How PEFT loads it: from Hugging Face's name or folder, or from a GGUF file.
  private var readme: String {
    let isFile = choice.path.lowercased().hasSuffix(".gguf")
    let base = URL(fileURLWithPath: choice.path)
    let place =
      isFile
      ? "\"\(base.deletingLastPathComponent().path)\", gguf_file=\"\(base.lastPathComponent)\""
      : "\"\(choice.path)\""
    return """
      The adapter that you trained for \(choice.name), in the layout of Hugging Face PEFT. In Python:

          from transformers import AutoModelForCausalLM
          from peft import PeftModel
          base = AutoModelForCausalLM.from_pretrained(\(place))
          model = PeftModel.from_pretrained(base, "\(target.path)")

      It needs: pip install transformers peft\(isFile ? " gguf" : "")

      """
  }
}
