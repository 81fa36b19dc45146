#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// How many threads large operations use, the calling one included: as `torch.get_num_threads`.
/// At first, as many as the machine has cores.
///
/// PyTorch: `torch.get_num_threads`.
public func getNumThreads() -> Int { Threads.limit.load(ordering: .relaxed) }

/// Sets how many threads large operations may use: as `torch.set_num_threads`. Results are the same
/// to the bit for any number.
///
/// PyTorch: `torch.set_num_threads`.
///
/// - Precondition: at least 1.
public func setNumThreads(_ count: Int) {
  precondition(
    count >= 1, "setNumThreads: \(count) threads: at least 1 is needed, the caller's own")
  Threads.limit.store(count, ordering: .relaxed)
}

/// Divides work among threads that are started when a large operation first needs them, and are
/// kept: small work never starts one. If the system gives none, the caller does all of it.
package enum Threads {
  fileprivate static let limit = Atomic<Int>(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// How many elements of a simple loop are worth waking a thread for.
  package static let elements = 1 << 15

  /// As ``elements``, for rows of `length` elements each with some arithmetic on it.
  package static func rows(of length: Int) -> Int { max(1, (1 << 14) / max(length, 1)) }

  /// Calls `body` with ranges that make up 0 ..< count, on several threads if `count` is at least
  /// twice `grain`: what is worth waking a thread for. The parts must not depend on each other.
  package static func split(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    let threads = getNumThreads()
    if threads == 1 || count < 2 * grain { return body(0..<count) }
    // More parts than threads, as one of them may be held up by another program.
    let parts = min(count / grain, threads * 2)
    run(parts) { body(bounds($0, of: parts, count)..<bounds($0 + 1, of: parts, count)) }
  }

  /// Calls `body` with 0 ..< parts, in any order, on as many threads as allowed.
  static func run(_ parts: Int, _ body: (Int) -> Void) {
    let helpers = min(parts, getNumThreads()) - 1
    if helpers < 1 || !WorkerPool.shared.run(parts, helpers: helpers, body) {
      for part in 0..<parts { body(part) }
    }
  }

  /// Where part `part` of `parts` begins. Multiples of 16, so that parts share no cache line.
  private static func bounds(_ part: Int, of parts: Int, _ count: Int) -> Int {
    if part == parts { return count }
    let bound = count * part / parts
    return count >= 4096 ? bound & ~15 : bound
  }
}
