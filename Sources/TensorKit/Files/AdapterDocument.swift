extension AdapterConfig {
  /// The JSON text that PEFT's `LoraConfig.from_pretrained` reads: what was read, with what was
  /// changed since.
  var json: JSONValue {
    var members = document
    func set(_ key: String, to value: JSONValue, unless isSaid: (JSONValue) -> Bool) {
      let index = members.firstIndex { $0.key == key }
      guard !isSaid(index.map { members[$0].value } ?? .null) else { return }
      if let index {
        members[index].value = value
      } else {
        members.append(JSONValue.Member(key, value))
      }
    }
    set("r", to: .integer(rank)) { $0.integer == rank }
    set("lora_alpha", to: Self.number(alpha)) { $0.number == alpha }
    // None is no dropout.
    set("lora_dropout", to: .real(dropout)) { ($0 == .null ? 0 : $0.number) == dropout }
    let names = targetModules.map { JSONValue.string($0) }
    let targets = targetsAreAnExpression ? names.first ?? .array([]) : .array(names)
    set("target_modules", to: targets) { _ in false }
    return .object(members)
  }

  /// What PEFT would write of a plain LoRA adapter, as far as other programs ask for it.
  static func plain(
    _ rank: Int, _ alpha: Double, _ dropout: Double, _ targets: [String]
  ) -> [JSONValue.Member] {
    [
      JSONValue.Member("peft_type", .string("LORA")),
      JSONValue.Member("task_type", .null),
      JSONValue.Member("base_model_name_or_path", .null),
      JSONValue.Member("inference_mode", .bool(true)),
      JSONValue.Member("r", .integer(rank)),
      JSONValue.Member("lora_alpha", number(alpha)),
      JSONValue.Member("lora_dropout", .real(dropout)),
      JSONValue.Member("target_modules", .array(targets.map { .string($0) })),
      JSONValue.Member("bias", .string("none")),
      JSONValue.Member("fan_in_fan_out", .bool(false)),
      JSONValue.Member("init_lora_weights", .bool(true)),
      JSONValue.Member("use_rslora", .bool(false)),
      JSONValue.Member("use_dora", .bool(false)),
      JSONValue.Member("modules_to_save", .null),
    ]
  }

  /// Whole numbers without a fraction, as they are written by hand.
  private static func number(_ value: Double) -> JSONValue {
    Int(exactly: value).map(JSONValue.integer) ?? .real(value)
  }
}
