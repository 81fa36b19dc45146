import TensorKit

/// The keys and values of the tokens that a model has seen, so that the next one costs one token's
/// work.
///
/// PyTorch: `transformers.DynamicCache`.
public final class KeyValueCache {
  /// How many tokens are in it.
  public private(set) var length = 0
  private var layers: [Int: (keys: Tensor, values: Tensor)] = [:]

  /// An empty one.
  ///
  /// PyTorch: `transformers.DynamicCache`.
  public init() {}

  /// Forgets all tokens but the first `count`.
  ///
  /// PyTorch: `transformers.DynamicCache.crop`.
  ///
  /// - Precondition: there are as many.
  public func crop(_ count: Int) {
    precondition(
      count >= 0 && count <= length, "crop: \(length) tokens are in the cache, and not \(count)")
    length = count
  }

  /// Adds the new tokens' keys and values, [B, heads, T, headDim], and gives those of all so far.
  /// The new tokens count once ``advance(by:)`` was called, after the last layer.
  func extended(_ layer: Int, _ keys: Tensor, _ values: Tensor) -> (Tensor, Tensor) {
    let total = length + keys.shape[2]
    let room = self.room(layer, keys, total)
    noGrad {
      room.keys.narrow(dim: 2, start: length, length: keys.shape[2]).copy_(keys)
      room.values.narrow(dim: 2, start: length, length: keys.shape[2]).copy_(values)
    }
    return (
      room.keys.narrow(dim: 2, start: 0, length: total),
      room.values.narrow(dim: 2, start: 0, length: total)
    )
  }

  func advance(by count: Int) { length += count }

  /// Room for `total` tokens, doubled where there was too little.
  private func room(_ layer: Int, _ like: Tensor, _ total: Int) -> (keys: Tensor, values: Tensor) {
    if let known = layers[layer], known.keys.shape[2] >= total { return known }
    func grown(_ old: Tensor?) -> Tensor {
      var shape = like.shape
      shape[2] = max(total * 2, 64)
      let new = Tensor.zeros(shape, dtype: like.dtype)
      if let old, length > 0 {
        new.narrow(dim: 2, start: 0, length: length)
          .copy_(old.narrow(dim: 2, start: 0, length: length))
      }
      return new
    }
    let room = (grown(layers[layer]?.keys), grown(layers[layer]?.values))
    layers[layer] = room
    return room
  }
}
