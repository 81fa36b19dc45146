/// One step of a block's text: `## Step 3 · First values` and what stands under it.
public struct LessonStep: Sendable, Equatable {
  /// From 1, as the checks and the comments in the student's file name it.
  public var number: Int
  /// The heading without `Step` and its number.
  public var title: String
  /// Markdown, without the heading.
  public var text: String
}

extension Block {
  /// The steps of the block's text in a language, in their order.
  public func steps(_ language: Language) -> [LessonStep] {
    parts[language]?.steps ?? []
  }

  /// The block's own page: its text without the steps.
  public func page(_ language: Language) -> String { parts[language]?.page ?? "" }
}

/// A block's text, taken apart at the headings of its steps.
struct BlockText: Equatable {
  var steps: [LessonStep] = []
  /// What belongs to no step: objective, pitfalls, what ends the block.
  var page = ""

  static func parts(of text: LocalizedText) -> [Language: BlockText] {
    Dictionary(
      Language.allCases.map { ($0, BlockText(text[$0])) }, uniquingKeysWith: { first, _ in first })
  }

  init(_ markdown: String) {
    var pageLines: [Substring] = []
    var isInFence = false
    var isInStep = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isInFence.toggle() }
      if !isInFence, line.hasPrefix("## ") {
        if let step = Self.step(line) {
          steps.append(step)
          isInStep = true
          continue
        }
        isInStep = false
      }
      if isInStep {
        steps[steps.count - 1].text += line + "\n"
      } else {
        pageLines.append(line)
      }
    }
    for index in steps.indices { steps[index].text = Self.trimmed(steps[index].text) }
    page = Self.trimmed(pageLines.joined(separator: "\n"))
  }

  /// `## Step 3 · Title` in any language: a word, the number, a dot, the title.
  static func step(_ line: Substring) -> LessonStep? {
    let words = line.dropFirst(3).split(separator: " ", maxSplits: 3)
    guard words.count == 4, words[2] == "·", let number = Int(words[1]), number > 0 else {
      return nil
    }
    return LessonStep(number: number, title: String(words[3]), text: "")
  }

  private static func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.first?.allSatisfy(\.isWhitespace) ?? false { lines.removeFirst() }
    while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
