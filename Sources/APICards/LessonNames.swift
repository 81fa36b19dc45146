import LessonPacks

/// The names that a lesson's own words use: what it asks a student to call.
public struct LessonNames: Sendable {
  /// Every identifier in the lesson's code.
  private let words: Set<String>
  /// Those that are called, stand after a dot, or are all there is between two backticks.
  private let called: Set<String>
  private let members: Set<String>
  private let quoted: Set<String>
  /// PyTorch's names, where the lesson gives them with a dot.
  private let dotted: Set<String>

  /// `starter` is the text of the pack's starter. Comments of it count for nothing, and of the lesson's
  /// text only what is marked as code: prose is full of names such as `to` and `count`.
  public init(pack: Pack, starter: String) {
    let signatures = pack.declarations.map(\.signature)
    let texts = pack.blocks.flatMap { block in pack.languages.map { block.text[$0] } }
    let quotes = texts.flatMap(Self.code(in:))
    let code = [Self.withoutComments(starter)] + signatures + quotes
    words = Set(code.flatMap(Self.identifiers(in:)))
    called = Set(code.flatMap { $0.matches(of: /(\w+)\(/).map { String($0.output.1) } })
    members = Set(code.flatMap { $0.matches(of: /\.(\w+)/).map { String($0.output.1) } })
    quoted = Set(quotes)
    dotted = Set(code.flatMap(Self.paths(in:)))
  }

  /// Whether the lesson speaks of what is on a card.
  public func speak(of card: APICard) -> Bool {
    isCalled(card)
      && (card.owner.map { Self.everywhere.contains($0) || words.contains($0) } ?? true)
      || card.pytorchNames.contains(where: namePyTorch)
  }

  /// A lesson need not name the type of what is a tensor or a module: nearly everything is.
  private static let everywhere: Set<String> = ["Tensor", "Module"]

  private func isCalled(_ card: APICard) -> Bool {
    let name = card.baseName
    switch card.kind {
    case .type: return words.contains(name)
    case .initializer: return called.contains(name)
    case .function, .method, .enumCase:
      return called.contains(name) || quoted.contains(name)
        || (card.kind == .enumCase && members.contains(name))
    case .property: return members.contains(name) || quoted.contains(name)
    case .operator, .subscript: return false
    }
  }

  /// `nn.Linear` stands for `torch.nn.Linear`, and `kaiming_uniform_` can be nothing else.
  private func namePyTorch(_ name: String) -> Bool {
    if dotted.contains(where: { name.hasSuffix("." + $0) }) { return true }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    return last.contains("_") && words.contains(last)
  }

  private static func withoutComments(_ source: String) -> String {
    source.split(separator: "\n").map { line in
      line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
    }.joined(separator: "\n")
  }

  /// What stands in backticks in Markdown, in fences and in lines.
  static func code(in markdown: String) -> [String] {
    var code: [String] = []
    var isFenced = false
    for line in markdown.split(separator: "\n") {
      if line.hasPrefix("```") {
        isFenced.toggle()
      } else if isFenced {
        code.append(String(line))
      } else {
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        code += parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
      }
    }
    return code
  }

  private static func identifiers(in code: String) -> [String] {
    code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
  }

  /// Names with a dot in them, and what a call of a PyTorch function would be searched by.
  private static func paths(in code: String) -> [String] {
    code.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
      .map { $0.hasPrefix("F.") ? "functional." + $0.dropFirst(2) : String($0) }
      .filter { $0.contains(".") && !$0.hasPrefix(".") && !$0.hasSuffix(".") }
  }
}

extension [APICard] {
  /// The cards that a lesson speaks of, in their order.
  public func asked(by names: LessonNames) -> [APICard] { filter(names.speak(of:)) }

  /// All cards, those that a lesson speaks of first.
  public func lessonFirst(_ names: LessonNames) -> [APICard] {
    asked(by: names) + filter { !names.speak(of: $0) }
  }
}
