/// An array of numbers with a shape, as `torch.Tensor` on a CPU.
///
/// A tensor is a window on a storage: element [i, j, …] lies at
/// `offset + i·strides[0] + j·strides[1] + …`. Views (``transposed(_:_:)``, ``narrow(dim:start:length:)``,
/// ``subscript(_:)-(Int)`` …) are other windows on the same storage, so writing through one shows in all.
///
/// PyTorch: `torch.Tensor`.
public class Tensor {
  final var storage: Storage
  /// Of the first element, counted in elements from the start of the storage.
  final let offset: Int
  /// The extent of each dimension; empty for a scalar.
  ///
  /// PyTorch: `torch.Tensor.shape`, `torch.Tensor.size`.
  public final let shape: [Int]
  /// The distance between neighbours along each dimension, counted in elements.
  ///
  /// PyTorch: `torch.Tensor.stride`.
  public final let strides: [Int]
  /// The number of elements, `numel` in PyTorch: the product of ``shape``.
  ///
  /// PyTorch: `torch.Tensor.numel`.
  public final let count: Int
  /// Whether the elements lie in row-major order without gaps.
  ///
  /// PyTorch: `torch.Tensor.is_contiguous`.
  public final let isContiguous: Bool
  /// Whether this is a window on another tensor's elements.
  final let isView: Bool

  /// What computed this tensor, when that is to be differentiated.
  final var node: Node?
  /// For a tensor that nothing computed: whether `backward` leaves a gradient in ``grad``.
  final var leafRequiresGrad = false
  final var accumulatedGrad: Tensor?

  init(
    storage: Storage, offset: Int = 0, shape: [Int], strides: [Int], count: Int,
    isContiguous: Bool, isView: Bool = false
  ) {
    self.storage = storage
    self.offset = offset
    self.shape = shape
    self.strides = strides
    self.count = count
    self.isContiguous = isContiguous
    self.isView = isView
  }

  /// A contiguous tensor whose elements the caller is about to write.
  package convenience init(uninitialized shape: [Int], dtype: DType) {
    let count = Shape.count(shape)
    self.init(
      storage: Storage(count: count, dtype: dtype), shape: shape,
      strides: Shape.contiguousStrides(shape), count: count, isContiguous: true)
  }

  /// As above, in the shape and, as they are shared, the strides of `model`.
  convenience init(uninitializedLike model: Tensor, dtype: DType) {
    self.init(
      storage: Storage(count: model.count, dtype: dtype), shape: model.shape,
      strides: model.isContiguous ? model.strides : Shape.contiguousStrides(model.shape),
      count: model.count, isContiguous: true)
  }

  /// Another window on this tensor's storage, outside any graph.
  final func alias(shape: [Int], strides: [Int], offset: Int) -> Tensor {
    Tensor(
      storage: storage, offset: offset, shape: shape, strides: strides,
      count: Shape.count(shape), isContiguous: Shape.isContiguous(shape, strides), isView: true)
  }

  /// The same window on the same storage, outside any graph.
  final func alias() -> Tensor {
    Tensor(
      storage: storage, offset: offset, shape: shape, strides: strides, count: count,
      isContiguous: isContiguous, isView: true)
  }

  /// The type of the elements.
  ///
  /// PyTorch: `torch.Tensor.dtype`.
  public final var dtype: DType { storage.dtype }

  /// The number of dimensions.
  ///
  /// PyTorch: `torch.Tensor.ndim`, `torch.Tensor.dim`.
  public final var ndim: Int { shape.count }

  /// The first element. Valid only while the tensor lives: end its use with ``keepAlive()``.
  package final var data: UnsafeMutableRawPointer {
    storage.bytes + offset &* storage.dtype.byteCount
  }

  final var floats: UnsafeMutablePointer<Float> { data.assumingMemoryBound(to: Float.self) }
  final var doublePointer: UnsafeMutablePointer<Double> {
    data.assumingMemoryBound(to: Double.self)
  }
  final var intPointer: UnsafeMutablePointer<Int> { data.assumingMemoryBound(to: Int.self) }
  final var boolPointer: UnsafeMutablePointer<Bool> { data.assumingMemoryBound(to: Bool.self) }
  /// The elements of a bool tensor as bytes, 0 or 1.
  final var bytePointer: UnsafeMutablePointer<UInt8> { data.assumingMemoryBound(to: UInt8.self) }

  /// Keeps the storage from being freed while a kernel still works on its pointer.
  @inline(never) package final func keepAlive() {}
}
