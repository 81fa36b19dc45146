/// Draws into the elements of a tensor, whose names end in "_" as PyTorch's. Each returns the tensor.
///
/// The elements are drawn in the order in which they lie in memory: after a transpose that is not the
/// order of the shape.
extension Tensor {
  /// Fills with values uniform over [low, high) and returns self.
  ///
  /// PyTorch: `torch.Tensor.uniform_`.
  ///
  /// - Precondition: a floating-point tensor, and `low <= high`, both finite.
  @discardableResult
  public final func uniform_(
    _ low: Double = 0, _ high: Double = 1, generator: Generator = .current
  ) -> Self {
    precondition(
      low <= high && (high - low).isFinite, "uniform_: \(low) ..< \(high) is no interval")
    return drawing("uniform_") { run in
      generator.draw { state in
        switch run.dtype.floatingType {
        case .single: state.uniform(run.count, to: run.floats, low, high)
        case .double: state.uniform(run.count, to: run.doublePointer, low, high)
        }
      }
      if dtype.isStorageOnly { run.keepBelow(high, low, in: dtype) }
    }
  }

  /// Fills with values uniform over [low, high) and returns self.
  ///
  /// PyTorch: `torch.Tensor.uniform_`.
  @_disfavoredOverload @discardableResult
  public final func uniform_(
    _ low: Float, _ high: Float, generator: Generator = .current
  ) -> Self {
    uniform_(Double(low), Double(high), generator: generator)
  }

  /// Fills with normals and returns self.
  ///
  /// PyTorch: `torch.Tensor.normal_`.
  ///
  /// - Precondition: a floating-point tensor, and `std` is not negative.
  @discardableResult
  public final func normal_(
    mean: Double = 0, std: Double = 1, generator: Generator = .current
  ) -> Self {
    precondition(std >= 0, "normal_: the standard deviation \(std) is negative or not a number")
    let inBlocks = isContiguous && count >= 16
    let isStored = dtype.isStorageOnly
    return drawing("normal_") { run in
      generator.draw { state in
        switch (run.dtype.floatingType, inBlocks) {
        case (.single, true) where isStored:
          state.storedNormals(run.count, to: run.floats, mean, std)
        case (.single, true): state.normals(run.count, to: run.floats, mean, std)
        case (.single, false): state.normalsOneByOne(run.count, to: run.floats, mean, std)
        case (.double, true): state.normals(run.count, to: run.doublePointer, mean, std)
        case (.double, false): state.normalsOneByOne(run.count, to: run.doublePointer, mean, std)
        }
      }
    }
  }

  /// Fills with values of the exponential distribution, whose mean is 1/`rate`, and returns self. Two
  /// words of the generator for each element.
  ///
  /// PyTorch: `torch.Tensor.exponential_`.
  ///
  /// - Precondition: a floating-point tensor, and `rate` is positive.
  @discardableResult
  public final func exponential_(_ rate: Double = 1, generator: Generator = .current) -> Self {
    precondition(rate > 0, "exponential_: the rate \(rate) must be positive")
    return drawing("exponential_") { run in
      generator.draw { state in
        switch run.dtype.floatingType {
        case .single: state.exponential(run.count, to: run.floats, rate)
        case .double: state.exponential(run.count, to: run.doublePointer, rate)
        }
      }
    }
  }

  /// Fills with values that are 1 with probability `p` and 0 otherwise, and returns self. Two words
  /// for each element.
  ///
  /// PyTorch: `torch.Tensor.bernoulli_`.
  ///
  /// - Precondition: `p` lies in 0...1.
  @discardableResult
  public final func bernoulli_(_ p: Double = 0.5, generator: Generator = .current) -> Self {
    precondition((0...1).contains(p), "bernoulli_: \(p) is no probability: it lies in 0...1")
    return drawing("bernoulli_", anyType: true) { run in
      generator.draw { state in
        switch run.dtype.computeType {
        case .float32: state.bernoulli(run.count, to: run.floats, p)
        case .float64: state.bernoulli(run.count, to: run.doublePointer, p)
        case .int64: state.bernoulli(run.count, to: run.intPointer, p)
        case .bool: state.bernoulli(run.count, to: run.boolPointer, p)
        }
      }
    }
  }

  /// Hands `fill` the elements as one run, in the order in which they lie in memory: themselves if there
  /// are no gaps between them, else others that are copied to them.
  private func drawing(
    _ operation: StaticString, anyType: Bool = false, _ fill: (Tensor) -> Void
  ) -> Self {
    precondition(
      anyType || dtype.isFloatingPoint,
      "\(operation): the tensor is \(dtype), not floating-point")
    if isRecording(self) {
      // What was computed before is gone: the change goes into the graph as a copy of other values.
      let drawn = Tensor(uninitializedInOrderOf: self, dtype: dtype.computed)
      fill(drawn.inMemory)
      copy_(drawn)
      return self
    }
    willChange(operation)
    if isDense && !dtype.isStorageOnly {
      fill(inMemory)
    } else {
      let ordered = alias().permute(memoryOrder)
      let drawn = Tensor(uninitialized: ordered.shape, dtype: dtype.computed)
      fill(drawn.inMemory)
      CopyKernel.run(from: drawn, to: ordered)
    }
    keepAlive()
    return self
  }

  /// Where a value would be rounded up to `high`, which is not among those to draw, it becomes `low`.
  private func keepBelow(_ high: Double, _ low: Double, in dtype: DType) {
    let end = Tensor.single(.double(high), dtype).item()
    for (index, value) in to(dtype).doubles().enumerated() where value == end {
      floats[index] = Float(low)
    }
  }
}
