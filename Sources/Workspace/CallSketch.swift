/// A call of something that a source declares, with arguments made up by their types.
struct CallSketch: Equatable {
  var name: String
  /// For example `LoRALinear(Linear(6, 4))`.
  var call: String
  var mayThrow: Bool
  /// A subclass of Module, and not a function.
  var isLayer: Bool

  /// What goes into a made-up layer, in elements.
  static let inputs = 6

  /// The layers and functions at the top level of `source` that can be called like this, in its order.
  static func all(in source: String) -> [CallSketch] {
    let layer = /(?m)^(?:public )?(?:final )?class (?<name>\w+): Module\b/
    let function = /(?m)^func (?<name>\w+)\(/
    var found: [(place: String.Index, sketch: CallSketch)] = []
    for match in source.matches(of: layer) {
      guard let start = source[match.range.upperBound...].firstRange(of: " init(") else { continue }
      let name = String(match.output.name)
      guard let sketch = sketch(name, source[start.upperBound...], isLayer: true) else { continue }
      found.append((match.range.lowerBound, sketch))
    }
    for match in source.matches(of: function) {
      let rest = source[match.range.upperBound...]
      let name = String(match.output.name)
      guard let sketch = sketch(name, rest, isLayer: false) else { continue }
      found.append((match.range.lowerBound, sketch))
    }
    return found.sorted { $0.place < $1.place }.map(\.sketch)
  }

  /// `rest` begins after the parenthesis that opens the parameters.
  private static func sketch(_ name: String, _ rest: Substring, isLayer: Bool) -> CallSketch? {
    guard let (parameters, end) = parameters(rest) else { return nil }
    let after = rest[end...].prefix { $0 != "{" }
    guard isLayer || after.contains("->") else { return nil }
    var arguments: [String] = []
    for parameter in parameters where !parameter.contains("=") {
      guard let argument = argument(for: parameter) else { return nil }
      arguments.append(argument)
    }
    return CallSketch(
      name: name, call: "\(name)(\(arguments.joined(separator: ", ")))",
      mayThrow: after.contains("throws"), isLayer: isLayer)
  }

  /// The parameters up to the parenthesis that closes them, and where that is.
  private static func parameters(_ text: Substring) -> ([String], String.Index)? {
    var depth = 0
    var parameters = [""]
    var isString = false
    for index in text.indices {
      let character = text[index]
      if character == "\"" { isString.toggle() }
      if isString {
        parameters[parameters.count - 1].append(character)
        continue
      }
      if "([{".contains(character) { depth += 1 }
      if depth == 0, character == ")" {
        return (parameters.filter { !$0.allSatisfy(\.isWhitespace) }, index)
      }
      if ")]}".contains(character) { depth -= 1 }
      if depth == 0, character == "," {
        parameters.append("")
      } else {
        parameters[parameters.count - 1].append(character)
      }
    }
    return nil
  }

  /// For `_ base: Linear` or `in inputs: Int`; nil for a type that nothing can be made up for.
  private static func argument(for parameter: String) -> String? {
    let parts = parameter.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let label = parts[0].split(whereSeparator: \.isWhitespace).first,
      let value = values[parts[1].filter { !$0.isWhitespace }]
    else { return nil }
    return label == "_" ? value : "\(label): \(value)"
  }

  private static let values = [
    "Linear": "Linear(\(inputs), 4)", "Module": "MiniGPT()", "Tensor": "x", "Int": "\(inputs)",
    "Float": "0.5", "Double": "0.5", "Bool": "true", "[Int]": "[0, 1, 2]", "String": "\"x\"",
  ]
}
