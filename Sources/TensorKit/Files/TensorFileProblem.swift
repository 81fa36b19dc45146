/// What can be wrong with a file of tensors. Data here; the wording is below.
public enum TensorFileProblem: Equatable, Sendable {
  /// The system refused to open or read it.
  case unreadable(reason: String)
  /// The system refused to create, write or rename it. What stood at the path before still stands.
  case unwritable(reason: String)
  /// A file of another kind in its place.
  case foreign(ForeignFile)
  /// Nothing, or fewer than the eight bytes that give the header's length.
  case tooShort(bytes: Int)
  /// The header claims more than the format's 100 MB.
  case headerTooLarge(bytes: UInt64)
  /// The header claims to end after the file does.
  case headerBeyondFile(bytes: Int, available: Int)
  /// The header, or a configuration, is not JSON in UTF-8.
  case notJSON(problem: String, offset: Int)
  /// A member is missing or of the wrong kind.
  case malformed(String)
  /// An element type that TensorKit has no tensors for.
  case unsupportedDType(String)
  /// Dimensions that are negative, not whole, or whose product overflows.
  case badShape(String)
  /// Offsets that are reversed or point outside the data.
  case badOffsets(begin: Int, end: Int, available: Int)
  /// Shape and element type ask for another number of bytes than the offsets span.
  case wrongLength(expected: Int, found: Int)
  /// Two tensors claim the same bytes.
  case overlap(with: String)
  /// Bytes before this tensor that belong to no tensor.
  case gap(bytes: Int)
  /// Bytes after the last tensor.
  case trailingBytes(Int)
  /// A BOOL element that is neither 0 nor 1.
  case badBool(UInt8)
  /// Two names in the metadata that Swift's strings take for one.
  case metadataAlike(String)
  /// The name is one that the format keeps for itself.
  case reservedName
  /// What should be written needs a longer header than the format's 100 MB.
  case headerTooLargeToWrite(bytes: Int)
  /// An adapter that asks for something this library does not do.
  case unsupportedAdapter(String)
  /// An adapter whose tensors do not fit its configuration or one another.
  case inconsistentAdapter(String)
  /// Tensors of layers that the configuration does not cover, by their names.
  case uncoveredTensors([String])
  /// A regular expression of the configuration that cannot be read here.
  case unreadableExpression(String)
}

extension TensorFileProblem {
  /// What is wrong, without a full stop.
  package var sentence: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .unwritable(let reason): "cannot be written: \(reason)"
    case .foreign(let file): file.sentence
    case .tooShort(bytes: 0): "is empty"
    case .tooShort(let bytes):
      "holds \(bytes) bytes, and a safetensors file begins with 8 that give its header's length"
    case .headerTooLarge(let bytes):
      "claims a header of \(bytes) bytes, and the format allows \(SafetensorsHeader.longest)"
    case .headerBeyondFile(let bytes, let available):
      "claims a header of \(bytes) bytes, and only \(available) follow"
    case .notJSON(let problem, let offset): "is not JSON: \(problem), at byte \(offset)"
    case .malformed(let problem): problem
    case .unsupportedDType(let name):
      "has the element type \(name), and TensorKit reads "
        + StoredType.allCases.map(\.rawValue).joined(separator: ", ")
    case .badShape(let problem): problem
    case .badOffsets(let begin, let end, let available):
      "lies at bytes \(begin) ..< \(end) of \(available) bytes of data"
    case .wrongLength(let expected, let found):
      "should take \(expected) bytes by its shape and type, and its offsets span \(found)"
    case .overlap(let other): "shares bytes with \"\(other)\""
    case .gap(let bytes): "is preceded by \(bytes) bytes that belong to no tensor"
    case .trailingBytes(let bytes): "goes on for \(bytes) bytes after its last tensor"
    case .badBool(let byte): "holds the byte \(byte) where a BOOL must be 0 or 1"
    case .metadataAlike(let name):
      "has two names \"\(name)\" that differ only in how a letter is encoded, and one can be held here"
    case .reservedName: "is the name under which the format keeps a file's own strings"
    case .headerTooLargeToWrite(let bytes):
      "would need a header of \(bytes) bytes, and the format allows \(SafetensorsHeader.longest)"
    case .unsupportedAdapter(let problem): problem
    case .inconsistentAdapter(let problem): problem
    case .uncoveredTensors(let names):
      "does not cover the layers of \(Self.listed(names)), and PEFT would leave these tensors out"
    case .unreadableExpression(let pattern):
      "is the regular expression \"\(Self.shortened(pattern))\", which cannot be read here, so it "
        + "is not known whether it covers the tensors"
    }
  }

  /// What to do next.
  package var remedy: String {
    switch self {
    case .foreign(let file): file.remedy
    case .unreadable: "Check the path and its permissions."
    case .unwritable: "Check that the folder exists, is writable and has room."
    case .tooShort, .headerBeyondFile, .badOffsets, .trailingBytes:
      "The file is probably cut short or damaged: copy or download it again."
    case .headerTooLarge:
      "The file is probably damaged, or no safetensors file: copy or download it again."
    case .notJSON, .malformed, .badShape, .wrongLength, .overlap, .gap, .badBool:
      "Write the file again with the program that made it."
    case .metadataAlike: "Rename one of them with the program that made the file."
    case .reservedName: "Give the tensor another name; strings belong in the metadata."
    case .headerTooLargeToWrite: "Shorten the metadata, or divide the tensors among several files."
    case .unsupportedDType: "Convert it first, for example with tensor.to(torch.float32)."
    case .unsupportedAdapter: "Save a plain LoRA adapter, or merge it where it was made."
    case .inconsistentAdapter:
      "Take adapter_model.safetensors and adapter_config.json from the same save."
    case .uncoveredTensors:
      "Name their layers in targetModules, or, where another entry leaves them out, save with a new "
        + "AdapterConfig(rank:alpha:dropout:targetModules:)."
    case .unreadableExpression: "Set targetModules to the names of the layers."
    }
  }

  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(4).map { "\"\(shortened($0))\"" }.joined(separator: ", ")
    return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
  }

  private static func shortened(_ text: String) -> String {
    text.count > 100 ? "\(text.prefix(100))…" : text
  }
}
