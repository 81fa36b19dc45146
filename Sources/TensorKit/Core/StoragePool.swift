import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Memory for storages. A training step frees and asks for the same sizes again and again, and
/// fresh pages from the system cost more than the arithmetic on them: blocks are kept for reuse.
enum StoragePool {
  /// Small blocks go to malloc, which is quicker for them; larger ones are kept here.
  private static let smallest = 1024
  /// What may lie unused before blocks go back to the system.
  private static let budget = 3 << 26
  /// Vectors of 64 bytes never straddle two cache lines.
  private static let alignment = 64

  private struct Shelves {
    var byClass: [[UnsafeMutableRawPointer]] = Array(repeating: [], count: 256)
    var byteCount = 0
  }

  private static let shelves = Mutex(Shelves())

  /// A block of at least `byteCount` bytes, and its true size.
  static func take(byteCount: Int) -> (UnsafeMutableRawPointer, capacity: Int) {
    if byteCount < smallest {
      let capacity = max(byteCount, 16)
      guard let block = malloc(capacity) else { outOfMemory(capacity) }
      return (block, capacity)
    }
    let (index, capacity) = sizeClass(byteCount)
    let reused = shelves.withLock { shelves -> UInt in
      guard let block = shelves.byClass[index].popLast() else { return 0 }
      shelves.byteCount &-= capacity
      return UInt(bitPattern: block)
    }
    if let block = UnsafeMutableRawPointer(bitPattern: reused) { return (block, capacity) }
    var block: UnsafeMutableRawPointer?
    guard posix_memalign(&block, alignment, capacity) == 0, let block else {
      outOfMemory(capacity)
    }
    return (block, capacity)
  }

  static func giveBack(_ block: UnsafeMutableRawPointer, capacity: Int) {
    if capacity < smallest { return free(block) }
    let (index, _) = sizeClass(capacity)
    let address = UInt(bitPattern: block)
    let kept = shelves.withLock { shelves -> Bool in
      guard shelves.byteCount &+ capacity <= budget,
        let block = UnsafeMutableRawPointer(bitPattern: address)
      else { return false }
      shelves.byClass[index].append(block)
      shelves.byteCount &+= capacity
      return true
    }
    if !kept { free(block) }
  }

  /// Four classes to each power of two: at most a fifth of a block is unused.
  private static func sizeClass(_ byteCount: Int) -> (index: Int, capacity: Int) {
    let power = Int.bitWidth - 1 - (byteCount - 1).leadingZeroBitCount
    let quarter = 1 << (power - 2)
    let steps = ((byteCount - 1) >> (power - 2)) + 1
    return ((power << 2) + steps - 4, steps * quarter)
  }

  private static func outOfMemory(_ byteCount: Int) -> Never {
    preconditionFailure("out of memory: a tensor needs \(byteCount) bytes")
  }
}
