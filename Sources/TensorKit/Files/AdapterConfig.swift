/// What PEFT's `adapter_config.json` says of a LoRA adapter, as far as the numbers depend on it.
///
/// One that was read keeps everything else that stood in the file and writes it again. Two are equal
/// if the numbers and the targets are.
///
/// PyTorch: `peft.LoraConfig`.
public struct AdapterConfig: Equatable, Sendable {
  /// The rank r.
  ///
  /// PyTorch: `peft.LoraConfig.r`.
  public var rank: Int
  /// The numerator of the scale α / r.
  ///
  /// PyTorch: `peft.LoraConfig.lora_alpha`.
  public var alpha: Double
  /// The dropout probability on the adapter's input while training.
  ///
  /// PyTorch: `peft.LoraConfig.lora_dropout`.
  public var dropout: Double
  /// Names of the adapted layers, or the ends of their dotted names.
  ///
  /// PEFT may also write one string, a regular expression or `all-linear`. It is then the one element,
  /// and is written as it was until this is set: what is set is a list of names.
  ///
  /// PyTorch: `peft.LoraConfig.target_modules`.
  public var targetModules: [String] {
    didSet { targetsAreAnExpression = false }
  }
  var targetsAreAnExpression = false
  /// The whole configuration as it was read, or as PEFT would write it.
  var document: [JSONValue.Member]

  /// The base that the adapter is for: a name of Hugging Face's, or a path; nil where nothing is said.
  ///
  /// PyTorch: `peft.LoraConfig.base_model_name_or_path`.
  public var baseModel: String? {
    get { text("base_model_name_or_path") }
    set { set("base_model_name_or_path", newValue) }
  }

  /// What the base is for, as `CAUSAL_LM`; nil where nothing is said.
  ///
  /// PyTorch: `peft.LoraConfig.task_type`.
  public var taskType: String? {
    get { text("task_type") }
    set { set("task_type", newValue) }
  }

  private func text(_ key: String) -> String? {
    document.first { $0.key == key }?.value.string
  }

  private mutating func set(_ key: String, _ text: String?) {
    let value = text.map(JSONValue.string) ?? .null
    if let index = document.firstIndex(where: { $0.key == key }) {
      document[index].value = value
    } else {
      document.append(JSONValue.Member(key, value))
    }
  }

  /// A plain LoRA configuration. Whether its numbers make sense is checked when it is saved.
  ///
  /// PyTorch: `peft.LoraConfig`.
  public init(rank: Int, alpha: Double, dropout: Double = 0, targetModules: [String]) {
    self.rank = rank
    self.alpha = alpha
    self.dropout = dropout
    self.targetModules = targetModules
    document = Self.plain(rank, alpha, dropout, targetModules)
  }

  /// Whether the numbers and the targets are the same.
  ///
  /// PyTorch: nothing like it.
  public static func == (left: AdapterConfig, right: AdapterConfig) -> Bool {
    left.rank == right.rank && left.alpha == right.alpha && left.dropout == right.dropout
      && left.targetModules.map(ExactName.init) == right.targetModules.map(ExactName.init)
      && left.targetsAreAnExpression == right.targetsAreAnExpression
  }
}

extension AdapterConfig {
  /// Reads the JSON text of an `adapter_config.json`.
  ///
  /// - Throws: ``TensorFileError`` also for a configuration that changes what A and B mean, such as
  ///   DoRA or a rank pattern: reading it as plain LoRA would give other numbers without a word.
  init(json bytes: [UInt8], file: String) throws(TensorFileError) {
    let json: JSONValue
    do {
      json = try JSONParser.parse(bytes, keepingDigits: true)
    } catch {
      if bytes.isEmpty { throw TensorFileError(file: file, problem: .tooShort(bytes: 0)) }
      if let other = ForeignFile(bytes) {
        throw TensorFileError(file: file, problem: .foreign(other))
      }
      throw TensorFileError(
        file: file, problem: .notJSON(problem: error.problem, offset: error.offset))
    }
    guard json["peft_type"]?.string == "LORA" else {
      throw TensorFileError(
        file: file, key: "peft_type",
        problem: .unsupportedAdapter("is not \"LORA\", the only kind that is read here"))
    }
    try Self.refuseVariants(json, file)
    guard let rank = json["r"]?.integer else {
      throw TensorFileError(file: file, key: "r", problem: .malformed("must be a whole number > 0"))
    }
    guard let alpha = json["lora_alpha"]?.number else {
      throw TensorFileError(file: file, key: "lora_alpha", problem: .malformed("must be a number"))
    }
    // PEFT writes a list, or a string that is a regular expression.
    let targets = json["target_modules"]
    let names = targets?.elements?.compactMap(\.string) ?? targets?.string.map { [$0] }
    guard let names, names.count == targets?.elements?.count ?? 1 else {
      throw TensorFileError(
        file: file, key: "target_modules", problem: .malformed("must be a list of names"))
    }
    let dropout = json["lora_dropout"] ?? .null
    guard let p = dropout == .null ? 0 : dropout.number else {
      throw TensorFileError(
        file: file, key: "lora_dropout", problem: .malformed("must be a number in 0...1"))
    }
    self.init(rank: rank, alpha: alpha, dropout: p, targetModules: names)
    targetsAreAnExpression = targets?.string != nil
    document = json.members ?? []
    try check(file)
  }

  /// Refuses numbers that no layer could be built with.
  ///
  /// - Parameter file: the name that errors give.
  func check(_ file: String) throws(TensorFileError) {
    func refuse(_ key: String, _ problem: String) -> TensorFileError {
      TensorFileError(file: file, key: key, problem: .malformed(problem))
    }
    guard rank > 0 else { throw refuse("r", "must be a whole number > 0") }
    guard Float(alpha).isFinite else { throw refuse("lora_alpha", "must be a finite number") }
    guard (0...1).contains(dropout) else {
      throw refuse("lora_dropout", "must be a number in 0...1")
    }
  }

  // What makes an adapter compute something else than x Aᵀ Bᵀ · α / r beside each target. PEFT grows
  // such switches as `use_…`; those of other names are listed.
  private static let changes: Set<String> = [
    "bias", "lora_bias", "fan_in_fan_out", "rank_pattern", "alpha_pattern", "modules_to_save",
    "target_parameters", "trainable_token_indices", "layer_replication", "arrow_config",
    "alora_invocation_tokens", "monteclora_config", "kasa_config",
  ]

  // How a switch says that it is off.
  static let off: [JSONValue] = [
    .null, .bool(false), .array([]), .object([]), .string("none"),
  ]

  // Ways to begin A and B that leave the base as it is. PiSSA, OLoRA, CorDA, LoftQ and LoRA-GA take
  // something out of the base when PEFT loads them.
  private static let plainBeginnings: [JSONValue] = [
    .null, .bool(true), .bool(false), .string("gaussian"), .string("orthogonal"), .string("eva"),
  ]

  /// Whether a member of this name, unless it is off, makes it more than plain LoRA.
  static func changesNumbers(_ name: String) -> Bool {
    changes.contains(name) || name.hasPrefix("use_")
  }

  private static func refuseVariants(
    _ json: JSONValue, _ file: String
  ) throws(TensorFileError) {
    for member in json.members ?? [] {
      let isPlain =
        member.key == "init_lora_weights"
        ? plainBeginnings.contains(member.value)
        : !changesNumbers(member.key) || off.contains(member.value)
      guard isPlain else {
        throw TensorFileError(
          file: file, key: member.key,
          problem: .unsupportedAdapter(
            "is \(member.value.text()), which is more than plain LoRA"))
      }
    }
  }
}
