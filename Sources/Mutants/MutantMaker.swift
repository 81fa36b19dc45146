import SwiftLexing

/// Makes every version of a file with one small mistake that we know to make.
///
/// The file is never understood, only taken apart into its words: what does not compile has to be
/// sorted out by a compiler. Comments stay as they are, and what a program says in an error.
public enum MutantMaker {
  /// In the order of the file; no two are the same but for space and comments, and none is the file
  /// itself. The same text makes the same mutants.
  public static func mutants(of source: String, file: String) -> [Mutant] {
    let text = SourceText(source)
    let tokens = text.shape.tokens
    var seen: Set<[String]> = [words(of: tokens)]
    let changes = makers.flatMap { $0(text) }.filter { !$0.edits.isEmpty }
    let mutants = changes.compactMap { change -> Mutant? in
      let changed = change.applied(to: tokens)
      guard seen.insert(words(of: SwiftLexer.tokens(of: changed))).inserted else { return nil }
      return mutant(change, changed, text, source, file)
    }
    return mutants.enumerated().sorted {
      ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
    }
    .map(\.element)
  }

  private static let makers: [@Sendable (SourceText) -> [Change]] = [
    OperatorChanges.changes, ConstantChanges.changes, ConditionChanges.changes,
    OperandChanges.changes, ArgumentChanges.changes, CallChanges.changes, NameChanges.changes,
    StatementChanges.changes, ReturnChanges.changes,
  ]

  private static func words(of tokens: [SwiftToken]) -> [String] {
    tokens.filter(\.isSolid).map(\.text)
  }

  private static func mutant(
    _ change: Change, _ changed: String, _ text: SourceText, _ source: String, _ file: String
  ) -> Mutant {
    let shape = text.shape
    var difference = LineDifference(source, changed)
    let index = change.edits[0].range.lowerBound
    let place = shape.solid.firstIndex { $0 >= index } ?? 0
    if let shown = change.shown {
      difference.line = shape[shown.place].line
      difference.before = LineDifference.line(difference.line, of: source)
      difference.after = shown.after
    }
    return Mutant(
      file: file, line: difference.line, kind: change.kind,
      function: text.functionName(at: place), before: difference.before, after: difference.after,
      text: changed)
  }
}
