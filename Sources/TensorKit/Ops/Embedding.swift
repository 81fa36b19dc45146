/// The rows of `weight` that `ids` name.
///
/// Shapes: ids int64 [...]; weight [count, d] → [..., d].
///
/// PyTorch: `torch.nn.functional.embedding`.
///
/// - Precondition: every id lies in 0 ..< count.
public func embedding(_ ids: Tensor, _ weight: Tensor) -> Tensor {
  precondition(weight.ndim == 2, "embedding: weight \(weight.shape) must be a matrix, [count, d]")
  precondition(
    ids.dtype == .int64, "embedding: ids are \(ids.dtype); row numbers must be int64")
  let (count, d) = (weight.shape[0], weight.shape[1])
  let rows = ids.contiguous()
  for i in 0..<rows.count {
    let id = rows.intPointer[i]
    precondition(
      id >= 0 && id < count,
      "embedding: there is no row \(id) in weight \(weight.shape): ids must lie in 0..<\(count)")
  }
  let table = weight.detach().contiguous()
  let out = Tensor(uninitialized: ids.shape + [d], dtype: weight.dtype)
  let size = d * weight.dtype.byteCount
  for i in 0..<rows.count {
    (out.data + i * size).copyMemory(
      from: table.data + rows.intPointer[i] * size, byteCount: size)
  }
  rows.keepAlive()
  table.keepAlive()
  guard isRecording(weight) else { return out }
  return out.recorded("EmbeddingBackward", [weight], saving: [rows]) { gradient, step in
    let result = Tensor.zeros([count, d], dtype: gradient.dtype)
    ScatterKernel.addRows(gradient.contiguous(), at: step.saved[0], to: result)
    return [result]
  }
}
