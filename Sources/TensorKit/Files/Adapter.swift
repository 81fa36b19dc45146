/// An adapter in the two files of Hugging Face PEFT: its tensors and its configuration.
///
/// Here tensors are named after the parameters of a model, `blocks.0.attn.q_proj.lora_A`; in the
/// file PEFT has them under `base_model.model.blocks.0.attn.q_proj.lora_A.weight`. What the tensors
/// are for is the model's business: this only moves names.
///
/// PyTorch: `peft.PeftModel`.
public struct Adapter {
  static let tensorFile = "adapter_model.safetensors"
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
  /// - Throws: ``TensorFileError``, also for tensors that do not fit the configuration and for a
  ///   configuration that makes no sense: nothing is then written.
  public func save(to folder: String) throws(TensorFileError) {
    let tensorPath = "\(folder)/\(Self.tensorFile)"
    let configPath = "\(folder)/\(Self.configFile)"
    try config.check(configPath)
    try checkPairs(tensorPath)
    var stored = StateDict()
    stored.metadata = tensors.metadata
    // Readers in the PyTorch world ask the metadata which framework wrote the file.
    stored.metadata["format"] = "pt"
    // In PEFT's order, so that one adapter is one file, whoever writes it.
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      stored[AdapterKey.key(of: name)] = tensor
    }
    try FileBytes.makeFolder(folder)
    let text = config.json.text(indented: true) + "\n"
    try FileBytes.write([(tensorPath, stored.safetensors()), (configPath, Array(text.utf8))])
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
}
