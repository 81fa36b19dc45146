/// Elements put to the places that a subscript names.
extension Tensor {
  /// This tensor with `values` at the places that `indices` name in the first dimensions: the
  /// result of `x[indices] = values`, or of `+=` with `accumulate`, where a place that is named
  /// twice gets both.
  ///
  /// PyTorch: `torch.Tensor.index_put`.
  ///
  /// - Precondition: int64 or bool indices that broadcast together; `values` is of this type and
  ///   broadcasts to what they name.
  public final func indexPut(
    indices: [Tensor], values: Tensor, accumulate: Bool = false
  ) -> Tensor {
    putting(indices.map(\.tensorIndex), values, accumulate, "indexPut")
  }

  /// As ``indexPut(indices:values:accumulate:)``, in place.
  ///
  /// PyTorch: `torch.Tensor.index_put_`.
  @discardableResult
  public final func indexPut_(
    indices: [Tensor], values: Tensor, accumulate: Bool = false
  ) -> Tensor {
    put(indices.map(\.tensorIndex), values, accumulate, "indexPut_")
  }

  /// What `x[indices] = value` does.
  final func replace(_ indices: [TensorIndex], _ value: Tensor) {
    put(indices, value, false, "subscript")
  }

  @discardableResult
  private func put(
    _ indices: [TensorIndex], _ values: Tensor, _ accumulate: Bool, _ operation: StaticString
  ) -> Tensor {
    changing(operation, with: values) { x in
      if x.isRecordedHere || isRecording(values) {
        return x.putting(indices, values, accumulate, operation)
      }
      x.write(indices, values, accumulate, operation)
      return x
    }
  }

  /// A copy with the values put, and its gradient.
  private func putting(
    _ indices: [TensorIndex], _ values: Tensor, _ accumulate: Bool, _ operation: StaticString
  ) -> Tensor {
    let out = detach().clone()
    out.write(indices, values, accumulate, operation)
    guard isRecording(self, values) else { return out }
    let saved = indices.compactMap(\.tensor)
    let shapeOfValues = values.shape
    return out.recorded("IndexPutBackward", [self, values], saving: saved) { gradient, step in
      [
        step.ifNeeded(0) {
          if accumulate { return gradient }
          let rest = gradient.clone()
          rest.write(indices, Tensor.zeros([], dtype: rest.dtype), false, operation)
          return rest
        },
        step.ifNeeded(1) {
          let region = Region(of: gradient, indices, operation)
          let read =
            region.picks.isEmpty ? region.window : Picked.take(region.window, region.picks)
          let lead = [Int](repeating: 1, count: Swift.max(read.ndim - shapeOfValues.count, 0))
          let kept = Array(shapeOfValues.suffix(read.ndim))
          return read.summed(to: lead + kept).reshape(shapeOfValues)
        },
      ]
    }
  }

  /// Writes without touching version or graph.
  private func write(
    _ indices: [TensorIndex], _ values: Tensor, _ accumulate: Bool, _ operation: StaticString
  ) {
    let region = Region(of: detach(), indices, operation)
    let picked =
      region.picks.isEmpty ? nil : Picked(region.window, region.picks, operation)
    let target = picked?.resultShape ?? region.window.shape
    let fitting = values.fitted(to: target, operation)
    guard let picked else {
      let part = accumulate ? region.window + fitting : fitting
      // What is read must not change meanwhile.
      let source = part.storage === storage ? part.clone() : part
      return CopyKernel.run(from: source, to: region.window)
    }
    precondition(
      values.dtype == dtype || values.ndim == 0,
      """
      \(operation): the values are \(values.dtype), and the tensor \(dtype): convert them with \
      to(.\(dtype))
      """)
    let one = values.count == 1 && !target.contains(0)
    let dense = (one ? values.detach().reshape([]) : fitting).to(dtype)
    let source = dense.storage === storage ? dense.clone() : dense.contiguous()
    picked.put(source, to: picked.window, accumulate: accumulate)
  }

  /// These values stretched over `target`, outside any graph. Leading extents of 1 may be too many.
  private func fitted(to target: [Int], _ operation: StaticString) -> Tensor {
    let extra = Swift.max(ndim - target.count, 0)
    let kept = Array(shape.dropFirst(extra))
    let lead = target.count - kept.count
    precondition(
      shape.prefix(extra).allSatisfy { $0 == 1 }
        && kept.indices.allSatisfy { kept[$0] == 1 || kept[$0] == target[lead + $0] },
      """
      \(operation): values of shape \(shape) do not fit what is named, of shape \(target): counted \
      from the end, each extent must be equal, or 1 in the values
      """)
    let x = detach()
    return (extra > 0 ? x.reshape(kept) : x).expand(target)
  }
}

extension TensorIndex {
  /// The places or the mask, if it is one.
  fileprivate var tensor: Tensor? { if case .tensor(let tensor) = kind { tensor } else { nil } }
}
