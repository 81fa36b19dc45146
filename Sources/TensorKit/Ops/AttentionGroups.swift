/// Grouped heads: several heads of queries share one of keys and values.
/// Ainslie et al., arXiv:2305.13245.
extension AttentionCall {
  /// The shape of the result, with all heads in one dimension.
  var resultShape: [Int] {
    let leading = [key, value].reduce(Array(query.shape.dropLast(3))) {
      Shape.broadcast($0, Array($1.shape.dropLast(3)), "attention")
    }
    return leading + [query.shape[query.ndim - 3], query.shape[query.ndim - 2]]
      + value.shape.suffix(1)
  }

  /// The same with the heads [H·g] of queries as [H, g] and those of keys and values as [H, 1]:
  /// the rest is broadcasting.
  func grouped() -> AttentionCall {
    let shapes = "query \(query.shape), key \(key.shape), value \(value.shape)"
    precondition(
      query.ndim >= 3 && key.ndim >= 3 && value.ndim >= 3,
      "attention: \(shapes): grouped heads need a third last dimension, that of the heads")
    let heads = query.shape[query.ndim - 3]
    let (keyHeads, valueHeads) = (key.shape[key.ndim - 3], value.shape[value.ndim - 3])
    precondition(
      keyHeads > 0 && valueHeads > 0 && heads.isMultiple(of: keyHeads)
        && heads.isMultiple(of: valueHeads),
      """
      attention: \(shapes): the heads of keys, \(keyHeads), and of values, \(valueHeads), must \
      divide those of queries, \(heads)
      """)
    // Keys and values of the same number of heads are the rule; others are repeated, as copies.
    let isShared = keyHeads == valueHeads
    let groups = isShared ? keyHeads : heads
    var call = self
    call.query = query.split(heads: groups)
    call.key = (isShared ? key : key.repeated(heads)).unsqueeze(-3)
    call.value = (isShared ? value : value.repeated(heads)).unsqueeze(-3)
    call.mask = mask.map { mask in
      if mask.ndim < 3 { return mask }
      return mask.shape[mask.ndim - 3] == heads
        ? mask.split(heads: groups) : mask.unsqueeze(-3)
    }
    return call
  }
}

extension Tensor {
  /// [..., heads·g, rows, columns] as [..., heads, g, rows, columns].
  fileprivate func split(heads: Int) -> Tensor {
    let all = shape[ndim - 3]
    return reshape(shape.dropLast(3) + [heads, all / heads] + shape.suffix(2))
  }

  /// Each head so many times in a row that there are `heads`.
  fileprivate func repeated(_ heads: Int) -> Tensor {
    let own = shape[ndim - 3]
    let stretched = shape.dropLast(2) + [heads / own] + shape.suffix(2)
    return unsqueeze(-3).expand(Array(stretched))
      .reshape(shape.dropLast(3) + [heads] + shape.suffix(2))
  }
}
