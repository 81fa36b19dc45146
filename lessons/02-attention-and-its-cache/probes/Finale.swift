import ProbeKit
import TensorKit

// The end of the lesson: a small GPT writes its sentences with the student's attention and cache in the
// place of its own. Sources/byhand-smallmodel makes the model.

/// The attention of one block, made of the student's functions. A GPT learns its positions, so nothing is
/// turned here.
private final class BlockAttention: Module {
  /// Where earlier letters are kept; nil where all are computed again.
  var cache: KeyValueCache?
  private let attention: SelfAttention
  private let projections: [Linear]
  private let heads: Int

  init(of own: Module, heads: Int) throws {
    projections = try ["q_proj", "k_proj", "v_proj", "o_proj"].map { name in
      guard let linear = own.child(name) as? Linear else { throw Probes.Missing("no \(name)") }
      return linear
    }
    self.heads = heads
    attention = try SelfAttention(
      q_proj: projections[0], k_proj: projections[1], v_proj: projections[2],
      o_proj: projections[3], heads: heads, keyValueHeads: heads)
    super.init()
    register("attention", attention)
  }

  override func forward(_ x: Tensor) -> Tensor {
    guard let cache else { return attention(x) }
    let parts: [Tensor] = projections.prefix(3).map { splitHeads($0(x), heads: heads) }
    do {
      let (keys, values) = try cache.append(parts[1], parts[2])
      return projections[3](mergeHeads(TensorKitAttention.mix(parts[0], keys, values)))
    } catch {
      preconditionFailure("the cache threw \(error)")
    }
  }
}

/// The student's function by a name that no class of a probe hides.
private enum TensorKitAttention {
  static func mix(_ q: Tensor, _ k: Tensor, _ v: Tensor) -> Tensor { attention(q, k, v) }
}

/// The small GPT, the letters that it knows, and what it writes.
private struct Writer {
  let model: MiniGPT
  private let alphabet: [Character]
  private var layers: [BlockAttention] = []

  init(_ bytes: [UInt8]) throws {
    let base: StateDict = try StateDict(safetensors: bytes)
    alphabet = Array(base.metadata["alphabet"] ?? "")
    let sizes: [Int] = ["ctx", "dim", "heads", "layers"].map { Int(base.metadata[$0] ?? "") ?? 1 }
    model = MiniGPT(
      vocab: alphabet.count, ctx: sizes[0], dim: sizes[1], heads: sizes[2], layers: sizes[3])
    try model.loadStateDict(base)
    model.eval()
  }

  /// Puts the student's attention into every block.
  mutating func replaceAttention() throws {
    for index in 0..<model.layers {
      let name: String = "blocks.\(index).attn"
      let layer = try BlockAttention(of: model.child(name), heads: model.heads)
      model.replace(name, with: layer)
      layers.append(layer)
    }
  }

  func start(_ words: String) -> [Int] {
    ("\n" + words).compactMap { alphabet.firstIndex(of: $0) }
  }

  func text(_ ids: [Int]) -> String { String(ids.filter { $0 != 0 }.map { alphabet[$0] }) }

  /// The likeliest letters behind these, each computed with all before it.
  func write(_ start: [Int], most: Int, endsAtLine: Bool = true) -> [Int] {
    noGrad {
      var ids: [Int] = start
      while ids.count < most {
        let logits: Tensor = model(Tensor(ints: ids, shape: [1, ids.count]))
        ids.append(likeliest(logits))
        if endsAtLine && ids[ids.count - 1] == 0 { break }
      }
      return ids
    }
  }

  /// The same with the student's cache: each letter is computed once.
  func writeWithCache(_ start: [Int], most: Int, endsAtLine: Bool = true) throws -> [Int] {
    for layer in layers { layer.cache = try KeyValueCache() }
    defer { layers.forEach { $0.cache = nil } }
    return noGrad {
      var ids: [Int] = start
      var (new, position): ([Int], Int) = (start, 0)
      while ids.count < most {
        ids.append(likeliest(logits(of: new, from: position)))
        position += new.count
        new = [ids[ids.count - 1]]
        if endsAtLine && new[0] == 0 { break }
      }
      return ids
    }
  }

  /// What MiniGPT's forward does, from a position on.
  private func logits(of ids: [Int], from position: Int) -> Tensor {
    let places: Tensor = Tensor(ints: Array(position..<position + ids.count))
    var x: Tensor =
      model.child("tok_emb")(Tensor(ints: ids, shape: [1, ids.count]))
      + model.child("pos_emb")(places)
    for index in 0..<model.layers { x = model.child("blocks.\(index)")(x) }
    return model.child("head")(model.child("ln_f")(x))
  }

  private func likeliest(_ logits: Tensor) -> Int {
    logits.narrow(dim: 1, start: logits.shape[1] - 1, length: 1).argmax().ints()[0]
  }
}

private func milliseconds(_ body: () throws -> Void) rethrows -> Double {
  try ContinuousClock().measure(body) / .milliseconds(1)
}

func probesFinale(_ probe: Probes) {
  probe("attend_small_model") { out in
    var writer = try Writer(try out.data("base.safetensors"))
    let beginnings: [String] = ["Madrid", "A cat", "Cuba"]
    let most: Int = writer.model.ctx
    out.record("parameters", writer.model.parameters().reduce(0) { $0 + $1.count })
    out.record("layers", writer.model.layers)
    func record(_ state: String, _ words: String, _ ids: [Int]) {
      out.record("answer", [state, words + " …", writer.text(ids)])
    }
    let own: [[Int]] = beginnings.map { writer.write(writer.start($0 + " "), most: most) }
    for (words, ids) in zip(beginnings, own) { record("own_attention", words, ids) }
    try writer.replaceAttention()
    let yours: [[Int]] = try beginnings.map {
      try writer.writeWithCache(writer.start($0 + " "), most: most)
    }
    for (words, ids) in zip(beginnings, yours) { record("your_attention", words, ids) }
    let pairs: [(Int, Int)] = zip(own.joined(), yours.joined()).map { ($0, $1) }
    let total: Int = max(own.joined().count, yours.joined().count)
    out.record("same_tokens", "\(pairs.count { $0.0 == $0.1 })/\(total)")

    // A whole context of letters, past the ends of sentences.
    let start: [Int] = writer.start("")
    var (slow, fast): (Double, Double) = (.infinity, .infinity)
    for _ in 0..<3 {
      slow = min(slow, milliseconds { _ = writer.write(start, most: most, endsAtLine: false) })
      fast = min(
        fast,
        try milliseconds { _ = try writer.writeWithCache(start, most: most, endsAtLine: false) })
    }
    out.record("without_all", slow)
    out.record("with_all", fast)
    out.record("times_as_fast", slow / fast)
  }
}
