/// Changes in place, whose names end in "_" as PyTorch's. Each returns the tensor itself.
///
/// Precondition of all: outside ``noGrad(_:)`` the tensor is no leaf that requires a gradient.
extension Tensor {
  /// self += alpha·other.
  ///
  /// PyTorch: `torch.Tensor.add_`.
  ///
  /// - Precondition: `other` broadcasts to this shape, and this type holds the result.
  @discardableResult
  public final func add_(_ other: Tensor, alpha: some TensorScalar = 1) -> Tensor {
    changing("add_", with: other) { x in
      guard x.isDenseMatch(of: other) else { return x.add(other, alpha: alpha) }
      AddScaledKernel.run(other, alpha.scalar, to: x)
      return x
    }
  }

  /// self += scalar.
  ///
  /// PyTorch: `torch.Tensor.add_`.
  @discardableResult
  public final func add_(_ scalar: some TensorScalar) -> Tensor {
    changing("add_") { $0.replaced(.add, scalar.scalar) ?? $0 + scalar }
  }

  /// self −= alpha·other.
  ///
  /// PyTorch: `torch.Tensor.sub_`.
  ///
  /// - Precondition: `other` broadcasts to this shape, and this type holds the result.
  @discardableResult
  public final func sub_(_ other: Tensor, alpha: some TensorScalar = 1) -> Tensor {
    changing("sub_", with: other) { x in
      guard x.isDenseMatch(of: other) else { return x.sub(other, alpha: alpha) }
      AddScaledKernel.run(other, -alpha.scalar, to: x)
      return x
    }
  }

  /// self −= scalar.
  ///
  /// PyTorch: `torch.Tensor.sub_`.
  @discardableResult
  public final func sub_(_ scalar: some TensorScalar) -> Tensor {
    changing("sub_") { $0.replaced(.subtract, scalar.scalar) ?? $0 - scalar }
  }

  /// self ·= other.
  ///
  /// PyTorch: `torch.Tensor.mul_`.
  ///
  /// - Precondition: `other` broadcasts to this shape, and this type holds the result.
  @discardableResult
  public final func mul_(_ other: Tensor) -> Tensor {
    changing("mul_", with: other) { x in
      guard x.isDenseMatch(of: other) else { return x * other }
      BinaryKernel.run(.multiply, x, other, into: x)
      return x
    }
  }

  /// self ·= scalar.
  ///
  /// PyTorch: `torch.Tensor.mul_`.
  @discardableResult
  public final func mul_(_ scalar: some TensorScalar) -> Tensor {
    changing("mul_") { $0.replaced(.multiply, scalar.scalar) ?? $0 * scalar }
  }

  /// self /= other.
  ///
  /// PyTorch: `torch.Tensor.div_`.
  ///
  /// - Precondition: floating point values, and `other` broadcasts to this shape.
  @discardableResult
  public final func div_(_ other: Tensor) -> Tensor {
    changing("div_", with: other) { x in
      guard x.isDenseMatch(of: other) else { return x / other }
      BinaryKernel.run(.divide, x, other, into: x)
      return x
    }
  }

  /// self /= scalar.
  ///
  /// PyTorch: `torch.Tensor.div_`.
  ///
  /// - Precondition: floating point values.
  @discardableResult
  public final func div_(_ scalar: some TensorScalar) -> Tensor {
    changing("div_") { $0.replaced(.divide, scalar.scalar) ?? $0 / scalar }
  }

  /// Every element becomes 0.
  ///
  /// PyTorch: `torch.Tensor.zero_`.
  @discardableResult
  public final func zero_() -> Tensor { fill_(0) }

  /// Every element becomes `value`.
  ///
  /// PyTorch: `torch.Tensor.fill_`.
  ///
  /// - Precondition: an integer type holds `value`.
  @discardableResult
  public final func fill_(_ value: some TensorScalar) -> Tensor {
    changing("fill_") { x in
      guard x.isRecordedHere else {
        x.fillElements(value.scalar, for: "fill_")
        return x
      }
      return Tensor.full(x.shape, value, dtype: x.dtype)
        .recorded("FillBackward", [x]) { _, _ in [nil] }
    }
  }

  /// As ``fill_(_:)-(TensorScalar)``, for `-.infinity`, whose type Swift must know.
  ///
  /// PyTorch: `torch.Tensor.fill_`.
  @discardableResult
  public final func fill_(_ value: Double) -> Tensor { fill_(Scalar.double(value)) }

  /// Takes over the elements of `source`, stretched to this shape and converted to this type, as
  /// `torch.Tensor.copy_`.
  ///
  /// PyTorch: `torch.Tensor.copy_`.
  ///
  /// - Precondition: `source` broadcasts to this shape.
  @discardableResult
  public final func copy_(_ source: Tensor) -> Tensor {
    precondition(
      Shape.broadcast(shape, source.shape, "copy_") == shape,
      "copy_: a source of shape \(source.shape) does not fit into shape \(shape): it must broadcast "
        + "to \(shape)")
    return changing("copy_", with: source) { x in
      let converted = source.to(x.dtype).expand(x.shape)
      // Its own elements in another order would be overwritten while they are read.
      if x.isRecordedHere || isRecording(source) || source.storage === x.storage {
        return converted.clone()
      }
      CopyKernel.run(from: converted, to: x)
      return x
    }
  }
}

extension Tensor {
  /// Checks that `operation` may change this tensor, and counts the change. For operations that
  /// write the elements themselves and have no gradient.
  final func willChange(_ operation: StaticString) {
    precondition(
      !(leafRequiresGrad && GradMode.isEnabled),
      """
      \(operation): this leaf of shape \(shape) requires a gradient and cannot be changed in place \
      while operations are recorded: put the change inside noGrad { … }
      """)
    precondition(
      !isStretched,
      "\(operation): shape \(shape) is stretched by expand, so several elements are one in memory: "
        + "clone() it first")
    storage.version += 1
  }

  /// What every change in place does: checks, the version, and the graph.
  ///
  /// `compute` either writes to the tensor it is given and returns it, or returns a new tensor to
  /// copy from. When the change is recorded it is given a copy, since the rule of an operation may
  /// save the value before.
  final func changing(
    _ operation: StaticString, with other: Tensor? = nil, _ compute: (Tensor) -> Tensor
  ) -> Tensor {
    willChange(operation)
    let isRecorded = isRecordedHere || other.map(isRecording) ?? false
    if isRecorded { checkRecordable(operation) }
    let result = compute(isRecorded ? clone() : self)
    if result === self { return self }
    precondition(
      result.shape == shape,
      "\(operation): the result, of shape \(result.shape), does not fit in place into shape "
        + "\(shape): the other operand must broadcast to \(shape)")
    precondition(
      result.dtype.kind <= dtype.kind,
      "\(operation): the result is \(result.dtype), and the tensor in place is \(dtype) and cannot "
        + "hold it: convert with to(.\(result.dtype)) first")
    let converted = result.to(dtype)
    CopyKernel.run(from: converted, to: self)
    if isRecorded { node = converted.node }
    return self
  }

  private func checkRecordable(_ operation: StaticString) {
    precondition(
      !isView && isKnownUniquelyReferenced(&storage),
      """
      \(operation): this tensor of shape \(shape) shares its elements with a view, or with what an \
      operation saved for backward, so that a change in place would lose gradients: use the \
      operation without "_", or wrap the change in noGrad { … }
      """)
  }

  final var isRecordedHere: Bool { isRecording(self) }

  /// Whether some element is several: a step of 0 along an extent above 1.
  private var isStretched: Bool {
    if isContiguous { return false }
    return shape.indices.contains { shape[$0] > 1 && strides[$0] == 0 }
  }

  /// Whether a kernel may write `self ∘ other` over this tensor, element by element.
  private func isDenseMatch(of other: Tensor) -> Bool {
    dtype == other.dtype && dtype.isFloatingPoint && !dtype.isStorageOnly && isContiguous
      && other.isContiguous
      && shape == other.shape && !isRecordedHere && !isRecording(other)
      && (storage !== other.storage || offset == other.offset)
  }

  /// This tensor changed by a number, or nil if that takes a new tensor.
  private func replaced(_ operation: BinaryKernel.Operation, _ scalar: Scalar) -> Tensor? {
    guard isContiguous, dtype.isFloatingPoint, !dtype.isStorageOnly, !isRecordedHere else {
      return nil
    }
    BinaryKernel.run(
      operation, self, Tensor.single(rounding: scalar, dtype, for: "number"), into: self)
    return self
  }
}
