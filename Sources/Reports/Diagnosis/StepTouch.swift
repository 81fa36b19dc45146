/// Which steps of a lesson a student has touched, told by the text of their file against the pack's
/// starter alone. Whitespace does not count; a comment does.
///
/// What replaces a step's comment or its lines touches that step, and so does what is added behind
/// them, up to the next step's comment.
public struct StepTouch: Sendable, Equatable {
  private var steps: Set<String> = []
  private var blocks: Set<String> = []
  /// The steps that the starter names, by block.
  private var named: [String: Set<Int>] = [:]
  private var isAnythingTouched = false
  /// Steps that share a declaration with one that is touched.
  private var besideTouched: Set<String> = []

  /// `starter` and `student` are whole texts; the comments that name steps are the starter's.
  public init(starter: String, student: String) {
    let parts = StarterParts(starter)
    for owner in parts.steps {
      if let step = owner.step { named[Self.name(owner.block, nil), default: []].insert(step) }
    }
    let old = Self.packed(parts.lines)
    let new = Self.packed(
      student.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline))
    let hunks = LineDifference.hunks(from: old.map(\.text), to: new.map(\.text))
    for hunk in hunks where !Self.isRewrapped(hunk, old, new) {
      isAnythingTouched = true
      for owner in Self.owners(of: hunk, old.map(\.place), parts) {
        if owner.block != nil { blocks.insert(Self.name(owner.block, nil)) }
        if owner.step != nil { steps.insert(Self.name(owner.block, owner.step)) }
      }
    }
    let touched = parts.steps.filter { steps.contains(Self.name($0.block, $0.step)) }
      .reduce(into: Set<Int>()) { $0.formUnion(parts.declarations[$1] ?? []) }
    for (owner, declarations) in parts.declarations where !declarations.isDisjoint(with: touched) {
      besideTouched.insert(Self.name(owner.block, owner.step))
    }
  }

  /// Whether the step's part of the file is the starter's no longer.
  ///
  /// For a step that the starter does not name there is nothing to write: it is touched with the last
  /// named one before it, and with its block if there is none.
  public func isTouched(step: Int, of block: String) -> Bool {
    partName(of: step, of: block).map(steps.contains) ?? isTouched(block: block)
  }

  /// Whether a step of the same declaration is touched, be it this one: then code for this one may
  /// stand there, under another's comment.
  public func isTouched(aroundStep step: Int, of block: String) -> Bool {
    partName(of: step, of: block).map(besideTouched.contains) ?? isTouched(block: block)
  }

  /// Whether anything of the block is the starter's no longer. A block that the starter does not name
  /// is touched with the file.
  public func isTouched(block: String) -> Bool {
    let name = Self.name(block, nil)
    return named[name] == nil ? isAnythingTouched : blocks.contains(name)
  }

  /// The part of the file in which a step is written.
  private func partName(of step: Int, of block: String) -> String? {
    named[Self.name(block, nil)]?.filter { $0 <= step }.max().map { Self.name(block, $0) }
  }

  private static func name(_ block: String?, _ step: Int?) -> String {
    (block ?? "").lowercased() + (step.map { " \($0)" } ?? "")
  }

  /// Lines that hold something, without their whitespace, and where they stood.
  private static func packed(_ lines: [Substring]) -> [(place: Int, text: String)] {
    lines.enumerated().compactMap { place, line in
      let text = String(line.filter { !$0.isWhitespace })
      return text.isEmpty ? nil : (place, text)
    }
  }

  /// The same text on other lines.
  private static func isRewrapped(
    _ hunk: LineDifference.Hunk, _ old: [(place: Int, text: String)],
    _ new: [(place: Int, text: String)]
  ) -> Bool {
    old[hunk.removed].map(\.text).joined() == new[hunk.added].map(\.text).joined()
  }

  private static func owners(
    of hunk: LineDifference.Hunk, _ places: [Int], _ parts: StarterParts
  ) -> Set<StarterParts.Owner> {
    let removed = Set(hunk.removed.map { parts.owners[places[$0]] })
    if removed.contains(where: { $0.step != nil }) { return removed }
    guard hunk.added.count > hunk.removed.count else { return removed }
    // Only added, or more than what went: also whose the place behind is.
    let before = hunk.removed.upperBound - 1
    return before < 0 ? removed : removed.union([parts.gaps[places[before]]])
  }
}
