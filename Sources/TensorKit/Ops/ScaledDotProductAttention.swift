/// softmax(scale·query·keyᵀ + mask)·value: each query's mix of the values.
/// Vaswani et al., arXiv:1706.03762.
///
/// Shapes: query [..., L, E], key [..., S, E], value [..., S, V] → [..., L, V], where the leading
/// dimensions broadcast. A query that sees no key at all gives zeros.
///
/// PyTorch: `torch.nn.functional.scaled_dot_product_attention`.
///
/// - Parameters:
///   - query: what each position asks.
///   - key: what each position is found by.
///   - value: what each position gives to those that find it.
///   - attnMask: broadcasts to [..., L, S]. Of truth values, true where a key takes part; of
///     numbers, what is added to the scores.
///   - dropoutP: the probability with which a weight is dropped, always, also where a layer would be
///     in evaluation.
///   - isCausal: query i sees keys 0...i only.
///   - scale: 1/√E unless given.
///   - enableGQA: grouped heads. The third last dimension counts heads, of which there are several
///     times as many for queries: each key and value serves the same number of neighbours.
/// - Precondition: the shapes are these, all are of one floating point type, and there is no mask
///   beside `isCausal`.
public func scaledDotProductAttention(
  _ query: Tensor, _ key: Tensor, _ value: Tensor, attnMask: Tensor? = nil, dropoutP: Float = 0,
  isCausal: Bool = false, scale: Double? = nil, enableGQA: Bool = false
) -> Tensor {
  let call = AttentionCall(
    query: query, key: key, value: value, mask: attnMask, isCausal: isCausal,
    scale: scale ?? 1 / Double(max(query.shape.last ?? 1, 1)).squareRoot())
  call.checkMatrices()
  precondition(
    (0...1).contains(dropoutP),
    "attention: dropoutP is \(dropoutP), which is no probability: it lies in 0...1")
  if query.dtype.isStorageOnly {
    let (key, value, mask) = call.widenedOthers
    return query.widened {
      scaledDotProductAttention(
        $0, key, value, attnMask: mask, dropoutP: dropoutP, isCausal: isCausal, scale: scale,
        enableGQA: enableGQA)
    }
  }
  let grouped = enableGQA ? call.grouped() : call
  let ready = grouped.broadcast()
  // What is dropped is drawn for all weights at once.
  let out =
    dropoutP > 0 ? ready.inSteps(dropoutP) : ready.inBlocks(headDimensions: enableGQA ? 2 : 1)
  return enableGQA ? out.reshape(call.resultShape) : out
}

/// The tensors of one call.
struct AttentionCall {
  var query: Tensor
  var key: Tensor
  var value: Tensor
  var mask: Tensor?
  var isCausal: Bool
  var scale: Double

  private var shapes: String { "query \(query.shape), key \(key.shape), value \(value.shape)" }

  func checkMatrices() {
    precondition(
      query.ndim >= 2 && key.ndim >= 2 && value.ndim >= 2,
      "attention: \(shapes) must be [..., L, E], [..., S, E] and [..., S, V]")
    precondition(
      query.shape.last == key.shape.last
        && key.shape[key.ndim - 2] == value.shape[value.ndim - 2],
      """
      attention: \(shapes): queries and keys must have one width, and there must be as many values \
      as keys
      """)
    precondition(
      query.dtype == key.dtype && query.dtype == value.dtype && query.dtype.isFloatingPoint,
      "attention: \(query.dtype), \(key.dtype) and \(value.dtype) must be one floating point type")
    guard let mask else { return }
    precondition(
      !isCausal, "attention: a mask and isCausal: give one of them, or put both into the mask")
    precondition(
      mask.dtype == .bool || mask.dtype == query.dtype || mask.dtype == query.dtype.computed,
      """
      attention: a mask of \(mask.dtype): it must be bool (true: the key takes part), or \
      \(query.dtype) (added to the scores)
      """)
  }

  /// The key, the value and the mask in the type that is computed with.
  var widenedOthers: (Tensor, Tensor, Tensor?) {
    let type = query.dtype.computed
    return (key.to(type), value.to(type), mask.map { $0.dtype == .bool ? $0 : $0.to(type) })
  }

  /// The same with one shape of leading dimensions for all, as views.
  func broadcast() -> AttentionCall {
    var leading = Array(query.shape.dropLast(2))
    for other in [key, value] {
      let theirs = other.shape.dropLast(2)
      precondition(
        zip(leading.reversed(), theirs.reversed()).allSatisfy { $0 == $1 || $0 == 1 || $1 == 1 },
        """
        attention: \(shapes): the leading dimensions do not broadcast: counted from the end, they \
        must be equal, or 1; for fewer heads of keys than of queries there is enableGQA: true
        """)
      leading = Shape.broadcast(leading, Array(theirs), "attention")
    }
    var call = self
    call.query = query.expand(leading + query.shape.suffix(2))
    call.key = key.expand(leading + key.shape.suffix(2))
    call.value = value.expand(leading + value.shape.suffix(2))
    let square = leading + [query.shape[query.ndim - 2], key.shape[key.ndim - 2]]
    call.mask = mask.map { mask in
      precondition(
        mask.ndim <= square.count
          && zip(mask.shape.reversed(), square.reversed()).allSatisfy { $0 == $1 || $0 == 1 },
        """
        attention: mask \(mask.shape) does not stretch to the scores \(square): counted from the \
        end, each extent must be equal or 1
        """)
      return mask.expand(square)
    }
    return call
  }
}
