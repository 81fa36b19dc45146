extension Tensor {
  /// Whether `backward` through this tensor leads to a leaf that collects a gradient.
  ///
  /// Setting it: precondition that the tensor is a leaf of floating point values. A computed tensor
  /// follows from what it was computed from; ``detach()`` takes it out of the graph.
  ///
  /// PyTorch: `torch.Tensor.requires_grad`, `torch.Tensor.requires_grad_`.
  public final var requiresGrad: Bool {
    get { leafRequiresGrad || node != nil }
    set {
      precondition(
        node == nil || newValue,
        """
        requiresGrad: a tensor computed by \(gradName ?? "") follows its inputs; use detach() to \
        take it out of the graph
        """)
      precondition(
        !newValue || dtype.isFloatingPoint,
        "requiresGrad: \(dtype) values have no gradient; only float32 and float64 do")
      if node == nil { leafRequiresGrad = newValue }
    }
  }

  /// Whether no recorded operation computed this tensor.
  ///
  /// PyTorch: `torch.Tensor.is_leaf`.
  public final var isLeaf: Bool { node == nil }

  /// The recorded operation's name, as PyTorch's `grad_fn` prints it: "AddBackward".
  ///
  /// PyTorch: `torch.Tensor.grad_fn`.
  public final var gradName: String? { node?.name }

  /// What `backward` has added up for this leaf so far, of its shape; `nil` before the first time.
  ///
  /// PyTorch: `torch.Tensor.grad`.
  public final var grad: Tensor? {
    get { accumulatedGrad }
    set {
      if let newValue {
        precondition(
          newValue.shape == shape,
          "grad: a gradient of shape \(newValue.shape) does not fit a tensor of shape \(shape)")
      }
      accumulatedGrad = newValue
    }
  }

  /// The same elements outside the graph. Shares the storage.
  ///
  /// PyTorch: `torch.Tensor.detach`.
  public final func detach() -> Tensor { alias() }
}
