/// The article that says what each name of PyTorch is called here, made from TensorKit's comments.
enum FromPyTorchPage {
  static let path = "TensorKit.docc/FromPyTorch.md"
  static let topicsPath = "TensorKit.docc/Tensor.md"

  static let folders = [
    ("Core", "Tensors"), ("Ops", "Operations"), ("Autograd", "Gradients"), ("NN", "Layers"),
    ("Models", "Models"), ("Optim", "Optimizers"), ("Random", "Random numbers"),
    ("Files", "Files"), ("Kernels", "Threads"),
  ]

  static func text(_ files: [SourceFiles]) -> String {
    let names = files.map { (file: $0, names: DocumentedName.all(in: $0.lines)) }
    let places = Places(names.flatMap(\.names), in: files)
    var page = head
    for (folder, title) in folders {
      let inside = names.filter { $0.file.path.hasPrefix(folder + "/") && !$0.names.isEmpty }
      if inside.isEmpty { continue }
      page += "\n## \(title)\n"
      for (file, names) in inside.sorted(by: { $0.file.path < $1.file.path }) {
        if inside.count > 1 { page += "\n### \(heading(file.name))\n" }
        page += "\n| PyTorch | TensorKit |\n| --- | --- |\n" + rows(names, places)
      }
    }
    return page
  }

  private static let head = """
    # From PyTorch

    What you know from PyTorch, and what it is called here.

    ## Overview

    Names are PyTorch's words in Swift's grammar: `log_softmax` is `logSoftmax`, `keepdim=True` is
    `keepDim: true`, and a mistake stops the program with a sentence in place of an exception. Each
    group below is a file of TensorKit's source, where the operation and its gradient stand together.

    """

  /// The page of ``Tensor``: its members in groups, a file of the source each.
  static func tensorTopics(_ files: [SourceFiles]) -> String {
    let names = files.map { (file: $0, names: DocumentedName.all(in: $0.lines)) }
    let places = Places(names.flatMap(\.names), in: files)
    let order = folders.map(\.0)
    let sorted = names.sorted {
      let (a, b) = (folder($0.file, order), folder($1.file, order))
      return a == b ? $0.file.path < $1.file.path : a < b
    }
    var page = "# ``TensorKit/Tensor``\n\n## Topics\n"
    for (file, names) in sorted {
      let links = names.filter { $0.path.hasPrefix("Tensor/") }.map(places.link)
        .filter { $0.hasPrefix("``") }
        .map { $0.replacing("``Tensor/", with: "``") }
      if links.isEmpty { continue }
      page += "\n### \(heading(file.name))\n\n" + links.map { "- \($0)\n" }.joined()
    }
    return page
  }

  private static func folder(_ file: SourceFiles, _ order: [String]) -> Int {
    order.firstIndex { file.path.hasPrefix($0 + "/") } ?? order.count
  }

  /// A row for each name in PyTorch, with all that it is here.
  private static func rows(_ names: [DocumentedName], _ places: Places) -> String {
    var order: [String] = []
    var here: [String: [String]] = [:]
    for name in names {
      for torch in name.inPyTorch {
        if here[torch] == nil { order.append(torch) }
        let link = places.link(name)
        if here[torch]?.contains(link) != true { here[torch, default: []].append(link) }
      }
    }
    return order.map { torch in
      let links = here[torch, default: []].joined(separator: ", ")
      return "| `\(torch.replacing("|", with: "\\|"))` | \(links) |\n"
    }.joined()
  }

  /// `ScalarArithmetic.swift` as "Scalar arithmetic".
  static func heading(_ file: String) -> String {
    let name = file.replacing(".swift", with: "").replacing("Tensor+", with: "")
      .replacing("Module+", with: "Module: ")
    let spaced = name.replacing(/([a-z])([A-Z])/) { "\($0.1) \($0.2)" }
    let words = spaced.split(separator: " ")
    return words.enumerated().map { index, word in
      index == 0 || word.allSatisfy(\.isUppercase)
        || word.dropFirst().contains(where: \.isUppercase)
        ? String(word) : word.lowercased()
    }.joined(separator: " ")
  }
}

/// How often each path is declared: a path of overloads needs their types to be a link.
struct Places {
  private let counts: [String: Int]
  private let types: Set<String>

  init(_ names: [DocumentedName], in files: [SourceFiles]) {
    counts = Dictionary(names.map { ($0.path, 1) }, uniquingKeysWith: +)
    types = Set(
      files.flatMap {
        $0.code.matches(of: /\b(?:class|struct|enum|protocol) (\w+)/).map { String($0.1) }
      })
  }

  /// A link; or the bare name where DocC has no words to tell overloads apart, and no page, as for
  /// what Swift's own types are given.
  func link(_ name: DocumentedName) -> String {
    let parts = name.path.split(separator: "/", maxSplits: 1)
    let last = parts.last ?? ""
    if counts[name.path, default: 0] > 1, let first = last.first, !first.isLetter {
      return "`a \(last.prefix { $0 != "(" }) b`".replacing("|", with: "\\|")
    }
    if parts.count > 1 && !types.contains(String(parts[0])) { return bare(name) }
    if counts[name.path] == 1 { return "``\(name.path)``" }
    let isSimple = name.types.dropFirst(2).dropLast().allSatisfy { !"<>() ".contains($0) }
    return isSimple ? "``\(name.path)\(name.types)``" : bare(name)
  }

  private func bare(_ name: DocumentedName) -> String {
    "`\(name.path.replacing("/", with: "."))`"
  }
}
