/// An adapter in the two files of Hugging Face PEFT: its tensors and its configuration.
///
/// Here tensors are named after the parameters of a model, `blocks.0.attn.q_proj.lora_A`; in the
/// file PEFT has them under `base_model.model.blocks.0.attn.q_proj.lora_A.weight`. What the tensors
/// are for is the model's business: this only moves names.
///
/// PyTorch: `peft.PeftModel`.
public struct Adapter {
  static let tensorFile = "adapter_model.safetensors"
  /// What PEFT wrote before it wrote safetensors.
  static let oldTensorFile = "adapter_model.bin"
  static let configFile = "adapter_config.json"

  /// Rank, scale and targets: `adapter_config.json`.
  public var config: AdapterConfig
  /// Parameter names, such as `<layer>.lora_A` [r, in] and `<layer>.lora_B` [out, r], → tensors.
  public var tensors: StateDict

  /// An adapter to be saved. Whether its tensors fit its configuration is checked then.
  public init(config: AdapterConfig, tensors: StateDict) {
    self.config = config
    self.tensors = tensors
  }

  /// Reads the folder that PEFT's `save_pretrained` wrote.
  ///
  /// PyTorch: `peft.PeftModel.from_pretrained`.
  ///
  /// - Throws: ``TensorFileError`` for a damaged file, for a kind of adapter other than plain LoRA,
  ///   and for tensors that do not fit the configuration or lack their partner.
  public static func load(from folder: String) throws(TensorFileError) -> Adapter {
    let configPath = "\(folder)/\(configFile)"
    let config = try AdapterConfig(json: FileBytes.read(configPath), file: configPath)
    let tensorPath = "\(folder)/\(tensorFile)"
    try lookForTheOldFile(in: folder)
    let stored = try StateDict.load(from: tensorPath)
    var tensors = StateDict()
    tensors.metadata = stored.metadata
    for (key, tensor) in stored {
      guard let name = AdapterKey.name(of: key) else {
        throw TensorFileError(
          file: tensorPath, key: key,
          problem: .unsupportedAdapter(
            "is not of the form base_model.model.<layer>.lora_A.weight or …lora_B.weight"))
      }
      tensors[name] = tensor
    }
    let adapter = Adapter(config: config, tensors: tensors)
    try adapter.checkPairs(tensorPath)
    return adapter
  }

  /// Writes a folder that PEFT's `PeftModel.from_pretrained` loads. Both files are on the disk before
  /// either takes the place of an old one.
  ///
  /// PyTorch: `peft.PeftModel.save_pretrained`.
  ///
  /// - Throws: ``TensorFileError``, also for tensors that do not fit the configuration, such as those
  ///   of a layer that its `target_modules` do not cover, and for a configuration that makes no sense:
  ///   nothing is then written.
  public func save(to folder: String) throws(TensorFileError) {
    let tensorPath = "\(folder)/\(Self.tensorFile)"
    let configPath = "\(folder)/\(Self.configFile)"
    try config.check(configPath)
    try checkPairs(tensorPath)
    try checkCoverage(configPath)
    var stored = StateDict()
    stored.metadata = tensors.metadata
    // Readers in the PyTorch world ask the metadata which framework wrote the file.
    stored.metadata["format"] = "pt"
    // In PEFT's order, so that one adapter is one file, whoever writes it.
    for (name, tensor) in tensors.sorted(by: { ExactName($0.key) < ExactName($1.key) }) {
      stored[AdapterKey.key(of: name)] = tensor
    }
    let bytes = try stored.safetensors(for: tensorPath)
    let text = config.json.text(indented: true) + "\n"
    try FileBytes.makeFolder(folder)
    try FileBytes.write([(tensorPath, bytes), (configPath, Array(text.utf8))])
  }

  /// Every A has its B, both are matrices, and both have the rank that the configuration says.
  private func checkPairs(_ file: String) throws(TensorFileError) {
    for (name, tensor) in tensors {
      guard let (layer, side) = AdapterKey.split(name) else {
        throw TensorFileError(
          file: file, key: name,
          problem: .inconsistentAdapter("does not end in .lora_A or .lora_B"))
      }
      let partner = "\(layer).\(side.other.rawValue)"
      guard tensors[partner] != nil else {
        throw TensorFileError(
          file: file, key: name, problem: .inconsistentAdapter("has no partner \"\(partner)\""))
      }
      guard tensor.shape.count == 2, tensor.shape[side.rankDimension] == config.rank else {
        throw TensorFileError(
          file: file, key: name,
          problem: .inconsistentAdapter(
            "has the shape \(tensor.shape), and the rank is \(config.rank)"))
      }
    }
  }

  /// PEFT would adapt every layer that there are tensors of.
  private func checkCoverage(_ file: String) throws(TensorFileError) {
    let coverage: LayerCoverage
    do {
      coverage = try LayerCoverage(config.json)
    } catch {
      throw TensorFileError(
        file: file, key: error.member, problem: .unreadableExpression(error.pattern))
    }
    var uncovered: [(name: String, why: LayerCoverage.Refusal)] = []
    for name in tensors.keys {
      guard let layer = AdapterKey.split(name)?.layer, let why = coverage.refusal(of: layer)
      else { continue }
      uncovered.append((name, why))
    }
    guard let first = uncovered.first else { return }
    let names = uncovered.filter { $0.why == first.why }.map(\.name)
    throw TensorFileError(
      file: file, key: first.why.rawValue, problem: .uncoveredTensors(names))
  }

  /// Where the tensors' file is missing and PEFT's old one is there, that one is what to speak of.
  private static func lookForTheOldFile(in folder: String) throws(TensorFileError) {
    let path = "\(folder)/\(oldTensorFile)"
    guard !FileBytes.exists("\(folder)/\(tensorFile)"),
      let start = try? FileBytes.read(path, limit: 512)
    else { return }
    if start.isEmpty { throw TensorFileError(file: path, problem: .tooShort(bytes: 0)) }
    // Whatever its bytes, PyTorch reads a file of this name as a pickle.
    throw TensorFileError(file: path, problem: .foreign(ForeignFile(start) ?? .pickle))
  }
}
