import Foundation
import SwiftLexing
import Synchronization
import TestSupport

/// What Package.swift says of this package's targets, read from its text: which there are, where they lie
/// and what each declares to need.
struct PackageManifest {
  struct Target: Equatable {
    var name: String
    /// `target`, `executableTarget`, `testTarget` or `systemLibrary`.
    var kind: String
    var dependencies: [String]
    /// The products of other packages.
    var products: [String]
    var path: String
    /// Folders in it that are no part of it.
    var excluded: [String] = []
  }

  var targets: [Target]

  static func read() throws -> PackageManifest {
    try PackageManifest(
      text: String(
        contentsOf: Repository.root.appendingPathComponent("Package.swift"), encoding: .utf8))
  }

  init(text: String) {
    // Its strings and signs say all: comments and layout are left out.
    let tokens = Self.words(of: text)
    let kinds = ["target", "executableTarget", "testTarget", "systemLibrary"]
    let start = tokens.lastIndex { $0 == "targets" } ?? tokens.endIndex
    let heads = tokens.indices.filter {
      $0 > start && kinds.contains(tokens[$0]) && tokens[$0 - 1].hasSuffix(".")
    }
    targets = zip(heads, heads.dropFirst() + [tokens.count]).map { head, end in
      Target(kind: tokens[head], tokens[head..<end])
    }
  }

  /// Words and signs, each string as one with its quotes.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var quoted: String?
    for token in SwiftLexer.tokens(of: text) where quoted != nil || token.isSolid {
      switch token.kind {
      case .openQuote: quoted = token.text
      case .closeQuote:
        words.append((quoted ?? "") + token.text)
        quoted = nil
      default:
        if quoted == nil { words.append(token.text) } else { quoted?.append(token.text) }
      }
    }
    return words
  }

  subscript(name: String) -> Target? { targets.first { $0.name == name } }

  /// What the package ships: no tests, and nothing that only tests need.
  var shipped: [Target] { targets.filter { $0.path.hasPrefix("Sources/") } }

  /// 0 for a target that needs none of ours; otherwise one more than the highest of those it needs.
  func level(of name: String) -> Int {
    guard let target = self[name] else { return 0 }
    return (target.dependencies.map { level(of: $0) + 1 }).max() ?? 0
  }
}

extension PackageManifest.Target {
  /// Reads the words of one target's declaration.
  fileprivate init(kind: String, _ tokens: ArraySlice<String>) {
    self.kind = kind
    name = Self.string(behind: "name", in: tokens) ?? ""
    path =
      Self.string(behind: "path", in: tokens)
      ?? (kind == "testTarget" ? "Tests/" : "Sources/") + name
    excluded = Self.list(behind: "exclude", in: tokens).compactMap(Self.string)
    let list = Self.list(behind: "dependencies", in: tokens)
    dependencies = []
    products = []
    for (index, token) in zip(list.indices, list) {
      guard let text = Self.string(token) else { continue }
      switch list[..<index].suffix(2).first {
      case "name": products.append(text)
      case "package": break
      default: dependencies.append(text)
      }
    }
  }

  private static func string(_ token: String) -> String? {
    token.hasPrefix("\"") ? String(token.dropFirst().dropLast()) : nil
  }

  private static func string(behind label: String, in tokens: ArraySlice<String>) -> String? {
    tokens.firstIndex(of: label).flatMap { string(tokens[$0 + 2]) }
  }

  /// What stands between the brackets behind a label.
  private static func list(behind label: String, in tokens: ArraySlice<String>) -> ArraySlice<
    String
  > {
    guard let start = tokens.firstIndex(of: label) else { return [] }
    return tokens[(start + 3)...].prefix { $0 != "]" }
  }
}

/// The Swift files below a folder of the repository, by their path from its top.
enum SwiftSources {
  static func files(of target: PackageManifest.Target) -> [(path: String, text: String)] {
    files(below: target.path).filter { file in
      !target.excluded.contains { file.path.hasPrefix("\(target.path)/\($0)/") }
    }
  }

  static func files(below folder: String) -> [(path: String, text: String)] {
    let top = Repository.root.appendingPathComponent(folder)
    let names = FileManager.default.enumerator(atPath: top.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      let file = top.appendingPathComponent(name)
      return (try? String(contentsOf: file, encoding: .utf8)).map { ("\(folder)/\(name)", $0) }
    }
  }

  /// What each file of a target imports, by its path. Read once: there are many.
  static func imports(of target: PackageManifest.Target) -> [String: Set<String>] {
    cache.withLock { cache in
      if let known = cache[target.path] { return known }
      let found = Dictionary(
        uniqueKeysWithValues: files(of: target).map { ($0.path, imports(in: $0.text)) })
      cache[target.path] = found
      return found
    }
  }

  private static let cache = Mutex<[String: [String: Set<String>]]>([:])

  /// The modules that a text imports.
  static func imports(in text: String) -> Set<String> {
    let kinds: Set = ["struct", "class", "enum", "func", "typealias", "var", "let", "protocol"]
    let tokens = SwiftLexer.tokens(of: text).filter(\.isSolid)
    var found: Set<String> = []
    for index in tokens.indices where tokens[index].text == "import" {
      let rest = tokens[(index + 1)...]
      guard let first = rest.first else { continue }
      let module = kinds.contains(first.text) ? rest.dropFirst().first : first
      if let module { found.insert(module.text) }
    }
    return found
  }
}
