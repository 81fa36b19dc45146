import TensorKit

/// What a model writes when nothing is given to it.
struct Writer {
  let model: MiniGPT
  let spelling: Spelling
  var temperature = 0.5

  /// That many sentences, each begun afresh, all at the same time. One that does not end in the model's
  /// context is cut there.
  func sentences(_ count: Int, _ dice: Generator) -> [String] {
    noGrad {
      var rows = [[Int]](repeating: [Spelling.end], count: count)
      while let length = rows.first?.count, length < model.ctx,
        rows.contains(where: { $0.count == 1 || $0.last != Spelling.end })
      {
        let logits: Tensor = model(Tensor(ints: rows.flatMap { $0 }, shape: [count, length]))
        let last: Tensor = logits.narrow(dim: 1, start: length - 1, length: 1).reshape([
          count, model.vocab,
        ])
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
