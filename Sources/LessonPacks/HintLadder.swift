/// One hint of a block, in every language.
public struct Hint: Sendable, Equatable {
  /// The step of the block's text that it is for; nil for a hint of the whole block.
  public var step: Int?
  /// Markdown: a title, without the step, and what stands under it.
  public var text: LocalizedText

  /// A hint of the whole block, unless a step is said.
  public init(_ text: LocalizedText, step: Int? = nil) {
    self.step = step
    self.text = text
  }
}

/// The hints that are opened one after the other at one place of a block.
public struct HintLadder: Sendable, Equatable {
  /// The step whose hints come first; nil where only those of the whole block are there.
  public let step: Int?
  /// How many of the first are the step's own; the others are the whole block's.
  public let own: Int
  /// From small to large, the step's before the block's.
  public let hints: [Hint]

  /// That of a block without hints.
  public static let empty = HintLadder(step: nil, own: 0, hints: [])

  /// How many are the whole block's.
  public var general: Int { hints.count - own }
}

extension Block {
  /// The hints at a step: its own, then the whole block's. Without a step, and at one without hints
  /// of its own, the whole block's alone.
  public func ladder(step: Int?) -> HintLadder {
    let own = step == nil ? [] : hints.filter { $0.step == step }
    return HintLadder(
      step: own.isEmpty ? nil : step, own: own.count,
      hints: own + hints.filter { $0.step == nil })
  }

  /// The steps that have hints of their own, in order.
  public var hintedSteps: [Int] { Set(hints.compactMap(\.step)).sorted() }
}
