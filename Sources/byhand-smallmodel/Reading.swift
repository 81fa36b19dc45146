import TensorKit

/// A text as rows of tokens, each of which begins where a sentence does.
struct Reading {
  private let tokens: [Int]
  /// Where the line breaks are that come before a sentence.
  private let starts: [Int]

  init(_ lines: [String], spelling: Spelling) {
    let tokens = spelling.tokens("\n" + lines.map { $0 + "\n" }.joined())
    self.tokens = tokens
    starts = tokens.indices.dropLast().filter { tokens[$0] == Spelling.end }
  }

  /// ids: [rows, length], and what follows each of them: [rows · length]. A text that ends is begun
  /// again.
  func batch(rows: Int, length: Int, _ dice: Generator) -> (ids: Tensor, next: Tensor) {
    let drawn = Tensor.randint(0, starts.count, [rows], generator: dice).ints()
    var (ids, next): ([Int], [Int]) = ([], [])
    for row in drawn {
      for offset in 0..<length {
        let at = starts[row] + offset
        ids.append(tokens[at % (tokens.count - 1)])
        next.append(tokens[(at + 1) % (tokens.count - 1)])
      }
    }
    return (Tensor(ints: ids, shape: [rows, length]), Tensor(ints: next))
  }
}
