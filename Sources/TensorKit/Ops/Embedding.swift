/// The rows of `weight` that `ids` name.
///
/// Shapes: ids int64 [...]; weight [count, d] → [..., d].
///
/// PyTorch: `torch.nn.functional.embedding`.
///
/// - `paddingIdx`: a row that gets no gradient, counted from the end if it is negative.
/// - Precondition: every id lies in 0 ..< count, and the padding row is one of the rows.
public func embedding(_ ids: Tensor, _ weight: Tensor, paddingIdx: Int? = nil) -> Tensor {
  precondition(weight.ndim == 2, "embedding: weight \(weight.shape) must be a matrix, [count, d]")
  precondition(
    ids.dtype == .int64, "embedding: ids are \(ids.dtype); row numbers must be int64")
  let (count, d) = (weight.shape[0], weight.shape[1])
  if let paddingIdx {
    precondition(
      paddingIdx >= -count && paddingIdx < count,
      "embedding: weight \(weight.shape) has no row \(paddingIdx) for padding")
  }
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
    let result = Tensor.zeros([count, d], dtype: gradient.dtype.computed)
    ScatterKernel.addRows(
      gradient.to(result.dtype).contiguous(), at: step.saved[0], to: result)
    if let paddingIdx {
      result.select(dim: 0, paddingIdx < 0 ? paddingIdx + count : paddingIdx).zero_()
    }
    return [result.to(gradient.dtype)]
  }
}
