import TensorKit

/// A folder in Hugging Face's layout: `config.json`, `tokenizer.json`, and one or several files of
/// safetensors.
struct HuggingFaceFolder {
  /// More bytes than any tokenizer or index has.
  static let longestTokenizer = 64 << 20

  let path: String
  let config: HuggingFaceConfig
  let tensors: [String: StoredTensor]
  /// What the files of tensors take on the disk.
  let byteCount: Int

  init(path: String) throws(ModelFileError) {
    self.path = path
    let file = "\(path)/config.json"
    config = try HuggingFaceConfig(
      json: FileMap(path: file).copy(limit: HuggingFaceConfig.longest), file: file)
    var tensors: [String: StoredTensor] = [:]
    var bytes = 0
    for shard in try Self.shards(path) {
      let map = try FileMap(path: "\(path)/\(shard)")
      bytes += map.count
      for tensor in try Self.tensors(in: map) {
        guard tensors.updateValue(tensor, forKey: tensor.storedName) == nil else {
          throw .damaged(map.path, tensor.storedName, "is in another file of the folder too")
        }
      }
    }
    self.tensors = tensors
    byteCount = bytes
  }

  /// The names of the files of tensors, in their order.
  private static func shards(_ path: String) throws(ModelFileError) -> [String] {
    let index = "\(path)/model.safetensors.index.json"
    guard !FolderNames.exists("\(path)/model.safetensors") else { return ["model.safetensors"] }
    guard FolderNames.exists(index) else {
      throw ModelFileError(
        file: path, problem: "has neither model.safetensors nor model.safetensors.index.json",
        remedy: "Download the model as safetensors, or name a GGUF file.")
    }
    let json = try JSONValue.read(
      FileMap(path: index).copy(limit: longestTokenizer), file: index)
    return try names(inIndex: json, index)
  }

  /// The files that an index names, each once.
  static func names(inIndex json: JSONValue, _ file: String) throws(ModelFileError) -> [String] {
    guard let members = json["weight_map"]?.members, !members.isEmpty else {
      throw .damaged(file, "weight_map", "must map tensors to files")
    }
    var names: Set<String> = []
    for member in members {
      guard let name = member.value.string, FolderNames.isPlain(name) else {
        throw .damaged(file, member.key, "must name a file in the folder")
      }
      names.insert(name)
    }
    return names.sorted()
  }

  /// The tensors of one file. Their names are believed; whether they are the model's comes later.
  static func tensors(in map: FileMap) throws(ModelFileError) -> [StoredTensor] {
    let header: SafetensorsHeader
    do {
      header = try SafetensorsHeader(fileSize: map.count, file: map.path) { map.copy($0) }
    } catch {
      throw ModelFileError(error)
    }
    var tensors: [StoredTensor] = []
    for entry in header.entries {
      guard let encoding = TensorEncoding(rawValue: entry.type.rawValue) else {
        throw .unsupported(
          map.path, entry.name,
          "has the type \(entry.type.rawValue), and F32, F16 and BF16 are read",
          remedy: "Convert the model to bfloat16.")
      }
      tensors.append(
        StoredTensor(
          map: map, storedName: entry.name, encoding: encoding, shape: entry.shape,
          place: entry.place))
    }
    return tensors
  }
}
