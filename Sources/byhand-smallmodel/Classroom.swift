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

/// Letters as tokens.
struct Spelling {
  /// The line break, which ends a sentence and begins the next.
  static let end = 0

  let alphabet: [Character]

  func tokens(_ text: String) -> [Int] { text.compactMap { alphabet.firstIndex(of: $0) } }

  func text(_ tokens: [Int]) -> String { String(tokens.map { alphabet[$0] }) }
}

/// What a model writes when nothing is given to it.
struct Writer {
  let model: MiniGPT
  let spelling: Spelling
  var temperature = 0.6

  /// That many sentences, each begun afresh, all at the same time. One that does not end in the model's
  /// context is cut there.
  func sentences(_ count: Int, _ dice: Generator) -> [String] {
    noGrad {
      var rows = [[Int]](repeating: [Spelling.end], count: count)
      while let length = rows.first?.count, length < model.ctx,
        rows.contains(where: { $0.count == 1 || $0.last != Spelling.end })
      {
        let logits: Tensor = model(Tensor(ints: rows.flatMap { $0 }, shape: [count, length]))
        let last: Tensor = logits.narrow(dim: 1, start: length - 1, length: 1).reshape([count, model.vocab])
        let next = softmax(last / temperature, dim: 1).multinomial(1, generator: dice).ints()
        for row in rows.indices {
          let hasEnded = length > 1 && rows[row].last == Spelling.end
          rows[row].append(hasEnded ? Spelling.end : next[row])
        }
      }
      return rows.map { spelling.text($0.filter { $0 != Spelling.end }) }
    }
  }
}
