/// The memory behind one or more tensors: views share it, and with it its version.
final class Storage {
  let bytes: UnsafeMutableRawPointer
  let count: Int
  let dtype: DType
  /// Grows with every change in place, so that `backward` notices when a value it saved is gone.
  var version = 0
  private let capacity: Int

  /// `count` elements that hold anything at all: the caller writes them before they are read.
  init(count: Int, dtype: DType) {
    self.count = count
    self.dtype = dtype
    (bytes, capacity) = StoragePool.take(byteCount: count &* dtype.byteCount)
  }

  deinit { StoragePool.giveBack(bytes, capacity: capacity) }
}
