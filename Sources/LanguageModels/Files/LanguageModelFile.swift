import TensorKit

/// A model as it lies on the disk: a folder of Hugging Face's, a model in its cache, or a GGUF file.
/// Everything that the model needs is proved to be there; nothing large is in memory yet.
///
/// PyTorch: `transformers.AutoModelForCausalLM.from_pretrained`.
public struct LanguageModelFile: Sendable {
  /// The folder or the file that is read.
  public let path: String
  /// What to call it: `ORG/NAME` from the cache, else the file's or the folder's own name.
  public let name: String
  /// The sizes of the model.
  public let config: LlamaConfig
  /// Text to tokens and back.
  public let tokenizer: ByteLevelBPE
  /// The tokens that end an answer.
  public let endTokens: Set<Int>
  /// What the weights take on the disk, in bytes.
  public let byteCount: Int
  private let tensors: [String: StoredTensor]

  /// Opens a model, and proves that it is whole.
  ///
  /// - Throws: ``ModelFileError``, which names the file and the key or tensor at fault.
  public init(path: String) throws(ModelFileError) {
    guard FolderNames.isFolder(path) else {
      let map = try FileMap(path: path)
      guard map.bytes.starts(with: GGUFFile.magic) else { throw Self.noModel(map) }
      try self.init(gguf: map)
      return
    }
    let cached = try CachedModel(path)
    let place = cached?.path ?? path
    let name = cached?.name ?? CachedModel.name(ofSnapshot: place) ?? CachedModel.last(place)
    try self.init(folder: HuggingFaceFolder(path: place), name: name)
  }

  private static func noModel(_ map: FileMap) -> ModelFileError {
    if map.count == 0 { return .damaged(map.path, nil, "is empty") }
    let remedy = "Name a .gguf file, or the folder that holds config.json and model.safetensors."
    let other = ForeignFile(map.copy(0..<min(map.count, 512)))
    let problem = other.map { ModelFileError.printable($0.sentence, longest: 400) }
    return ModelFileError(
      file: map.path, problem: problem ?? "is no GGUF file", remedy: other?.remedy ?? remedy)
  }

  private init(folder: HuggingFaceFolder, name: String) throws(ModelFileError) {
    let file = "\(folder.path)/tokenizer.json"
    let bytes = try FileMap(path: file).copy(limit: HuggingFaceFolder.longestTokenizer)
    let tokenizer = try Self.naming(file) { () throws(TokenizerError) in
      try ByteLevelBPE(tokenizerJSON: bytes)
    }
    try self.init(
      path: folder.path, name: name, config: folder.config.config, tokenizer: tokenizer,
      ends: folder.config.endTokens, byteCount: folder.byteCount, tensors: folder.tensors)
  }

  /// A model of a GGUF file that is in the address space.
  package init(gguf map: FileMap) throws(ModelFileError) {
    let file = try GGUFFile(map)
    let config = try file.config()
    let name = CachedModel.last(map.path)
    try self.init(
      path: map.path, name: name.lowercased().hasSuffix(".gguf") ? String(name.dropLast(5)) : name,
      config: config, tokenizer: try file.tokenizer(), ends: try file.endTokens(),
      byteCount: map.count, tensors: try file.modelTensors(config))
  }

  private init(
    path: String, name: String, config: LlamaConfig, tokenizer: ByteLevelBPE, ends: [Int],
    byteCount: Int, tensors: [String: StoredTensor]
  ) throws(ModelFileError) {
    self.path = path
    self.name = ModelFileError.printable(name)
    self.config = config
    self.tokenizer = tokenizer
    self.byteCount = byteCount
    self.tensors = tensors
    // A model that was taught to chat ends its turn so, whatever its configuration says.
    let turn = tokenizer.hasChatForm ? tokenizer.id(of: "<|im_end|>") : nil
    endTokens = Set(
      (ends + [turn].compactMap { $0 }).filter { (0..<config.vocabSize).contains($0) })
    guard tokenizer.vocabSize <= config.vocabSize else {
      throw ModelFileError(
        file: path, key: "vocab_size",
        problem: "is \(config.vocabSize), and the tokenizer has \(tokenizer.vocabSize) tokens",
        remedy: "Take the tokenizer that was published with the model.")
    }
    try check()
  }

  /// Every tensor of the model is there, and of the shape that its sizes ask for; and no other is, such
  /// as a bias: leaving it out would give other numbers without a word.
  private func check() throws(ModelFileError) {
    for wanted in config.tensorsBefore + config.tensorsAfter { try check(wanted) }
    for layer in 0..<config.hiddenLayers {
      for wanted in config.tensors(ofLayer: layer) { try check(wanted) }
    }
    let known = Set(tensorNames)
    let others = tensors.filter { !known.contains($0.key) && !changesNothing($0.key) }
    if let (_, odd) = others.min(by: { $0.key < $1.key }) {
      throw .unsupported(
        odd.map.path, odd.storedName, "is a tensor that this model has no place for")
    }
  }

  /// The head of a model whose head is its embedding, and angles that older versions of transformers
  /// saved with the weights.
  private func changesNothing(_ name: String) -> Bool {
    (name == "lm_head.weight" && config.tiesWordEmbeddings)
      || name.hasSuffix(".self_attn.rotary_emb.inv_freq")
  }

  private func check(_ wanted: WantedTensor) throws(ModelFileError) {
    guard let tensor = tensors[wanted.name] else {
      throw .damaged(
        path, wanted.name, "is missing, and the configuration asks for \(wanted.shape)")
    }
    guard tensor.shape == wanted.shape else {
      throw .damaged(
        tensor.map.path, tensor.storedName,
        "has the shape \(tensor.shape), and the configuration asks for \(wanted.shape)")
    }
  }

  /// The names of the model's tensors, as Hugging Face has them, in order.
  public var tensorNames: [String] {
    config.tensorsBefore.map(\.name)
      + (0..<config.hiddenLayers).flatMap { config.tensors(ofLayer: $0).map(\.name) }
      + config.tensorsAfter.map(\.name)
  }

  /// Reads one tensor.
  ///
  /// - Parameters:
  ///   - name: one of ``tensorNames``.
  ///   - dtype: a floating point type; unless it is given, two bytes an element for a matrix and
  ///     float32 for a vector.
  ///
  /// - Throws: for a name that the model does not have, or a file that was cut short since.
  public func tensor(_ name: String, as dtype: DType? = nil) throws(ModelFileError) -> Tensor {
    guard let tensor = tensors[name] else {
      throw ModelFileError(
        file: path, key: name, problem: "is no tensor of this model",
        remedy: "Ask for one of its tensorNames.")
    }
    return try tensor.load(as: dtype)
  }

  /// Reads every tensor.
  ///
  /// - Parameter dtype: as in ``tensor(_:as:)``.
  public func stateDict(as dtype: DType? = nil) throws(ModelFileError) -> StateDict {
    var state = StateDict()
    for name in tensorNames { state[name] = try tensor(name, as: dtype) }
    return state
  }

  /// Adds the file's name to what a tokenizer says of its bytes.
  static func naming<T>(
    _ file: String, _ body: () throws(TokenizerError) -> T
  ) throws(ModelFileError) -> T {
    do {
      return try body()
    } catch {
      throw ModelFileError(
        file: file, key: error.key, problem: error.problem, remedy: error.remedy)
    }
  }
}
