import LessonPacks

/// One thing that a library offers, on a card: its name there and in PyTorch, how it is called, and
/// what it does in a sentence.
public struct APICard: Equatable, Sendable {
  /// With the type that it belongs to and its labels, for example `matmul(_:_:)` or
  /// `Linear.init(_:_:bias:dtype:)`.
  public var name: String
  /// What stands in PyTorch for it, the nearest first, for example `torch.matmul`.
  public var pytorchNames: [String]
  /// The library says that PyTorch has nothing like it.
  public var isOnlyHere: Bool
  /// As it is declared, without attributes and access, on one line.
  public var signature: String
  /// The first paragraph of its documentation, on one line; empty where there is none.
  public var summary: String
  /// What is declared.
  public var kind: Kind

  /// What it is, in Swift's words.
  public enum Kind: String, Equatable, Sendable {
    case type, initializer, function, method, property, `operator`, enumCase, `subscript`
  }

  /// A card of a declaration; no name of PyTorch's, unless one is given.
  public init(
    name: String, pytorchNames: [String] = [], isOnlyHere: Bool = false, signature: String,
    summary: String, kind: Kind
  ) {
    self.name = name
    self.pytorchNames = pytorchNames
    self.isOnlyHere = isOnlyHere
    self.signature = signature
    self.summary = summary
    self.kind = kind
  }

  /// The names in PyTorch as one text; nil where none is said.
  public var pytorch: String? {
    pytorchNames.isEmpty ? nil : pytorchNames.joined(separator: ", ")
  }

  /// The name that code is searched for: `matmul`, `replace`, and for an initialiser its type's.
  public var baseName: String {
    let path = name.prefix { $0 != "(" }.split(separator: ".")
    let last = path.last.map(String.init) ?? name
    return last == "init" && path.count > 1 ? String(path[path.count - 2]) : last
  }

  /// The type that it belongs to; nil for what stands on its own.
  public var owner: String? {
    let path = name.prefix { $0 != "(" }.split(separator: ".").dropLast()
    return path.last.map(String.init)
  }

  /// What to say of PyTorch on the card; nil where the library says nothing of it.
  public func pytorchLine(_ language: Language) -> String? {
    isOnlyHere ? Self.onlyHere[language] : pytorch.map { "PyTorch: \($0)" }
  }

  private static let onlyHere = Phrase(
    en: "PyTorch: nothing like it", es: "PyTorch: nada parecido")
}
