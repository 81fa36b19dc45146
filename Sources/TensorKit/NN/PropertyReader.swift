/// Reads the stored properties of a module's subclasses: which of them hold layers or parameters.
///
/// The values are found by what they are, not by how the property is declared: `let fc1 = Linear(…)`,
/// `var head: Linear?` and `let layer: Module` alike.
struct PropertyReader {
  /// A layer or parameter, and the property that holds it.
  typealias Part = (name: String, value: ModulePart)

  /// What properties hold directly, in the order in which they are declared, superclasses first.
  private(set) var parts: [Part] = []
  /// What properties hold inside an array, a dictionary, a tuple or a struct.
  private(set) var hidden: [Part] = []
  /// Lazy properties of such values.
  private(set) var lazy: [String] = []
  /// Whether some property may hold a part, now or later: the type says so.
  private(set) var mayHoldParts = false

  private static let lazyPrefix = "$__lazy_storage_$_"

  init(_ module: Module) {
    var levels: [Mirror] = []
    var mirror: Mirror? = Mirror(reflecting: module)
    while let level = mirror, level.subjectType != Module.self {
      levels.append(level)
      mirror = level.superclassMirror
    }
    for level in levels.reversed() {
      for (label, value) in level.children { read(label ?? "", value) }
    }
  }

  private mutating func read(_ label: String, _ value: Any) {
    if let part = ModulePart(value) {
      mayHoldParts = true
      return note(label, part)
    }
    if Self.holdsParts(type(of: value)) {
      mayHoldParts = true
      if label.hasPrefix(Self.lazyPrefix) { return lazy.append(named(label)) }
    }
    let inside = Self.contents(of: value, depth: 0)
    if !inside.isEmpty { mayHoldParts = true }
    hidden += inside.map { (named(label), $0) }
  }

  private mutating func note(_ label: String, _ part: ModulePart) {
    if label.hasPrefix(Self.lazyPrefix) {
      lazy.append(named(label))
    } else {
      parts.append((label, part))
    }
  }

  private func named(_ label: String) -> String {
    label.hasPrefix(Self.lazyPrefix) ? String(label.dropFirst(Self.lazyPrefix.count)) : label
  }

  /// The parts in an array, a dictionary, a tuple, a struct or an enum, and in those inside it.
  private static func contents(of value: Any, depth: Int) -> [ModulePart] {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .collection, .set, .dictionary:
      // An array of a million numbers is not gone through: its first shows what is in it.
      guard let first = mirror.children.first,
        holdsParts(type(of: value)) || !parts(in: first.value, depth: depth).isEmpty
      else { return [] }
    case .tuple, .struct, .enum, .optional: break
    default: return []
    }
    return depth > 3 ? [] : mirror.children.flatMap { parts(in: $0.value, depth: depth) }
  }

  private static func parts(in value: Any, depth: Int) -> [ModulePart] {
    ModulePart(value).map { [$0] } ?? contents(of: value, depth: depth + 1)
  }

  /// Whether a type is that of a part, or an optional or a collection of such.
  private static func holdsParts(_ type: Any.Type) -> Bool {
    if type is Module.Type || type is Parameter.Type { return true }
    return (type as? Holder.Type)?.held.contains { holdsParts($0) } ?? false
  }
}

/// What a module is made of.
enum ModulePart {
  case module(Module)
  case parameter(Parameter)

  init?(_ value: Any) {
    if let module = value as? Module {
      self = .module(module)
    } else if let parameter = value as? Parameter {
      self = .parameter(parameter)
    } else {
      return nil
    }
  }

  var object: AnyObject {
    switch self {
    case .module(let module): module
    case .parameter(let parameter): parameter
    }
  }
}

/// A type whose values hold others, so that an empty one still says what it may hold.
private protocol Holder {
  static var held: [Any.Type] { get }
}

extension Optional: Holder {
  static var held: [Any.Type] { [Wrapped.self] }
}
extension Array: Holder {
  static var held: [Any.Type] { [Element.self] }
}
extension Set: Holder {
  static var held: [Any.Type] { [Element.self] }
}
extension Dictionary: Holder {
  static var held: [Any.Type] { [Key.self, Value.self] }
}
