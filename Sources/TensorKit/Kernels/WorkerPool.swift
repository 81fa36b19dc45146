#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// Threads that wait for the parts of a job and help the thread that brings it.
///
/// One job runs at a time. Whoever comes meanwhile, be it from inside the job, is turned away and
/// does its work alone.
final class WorkerPool: Sendable {
  static let shared = WorkerPool()

  /// What the workers see of a job. The closure lives on the stack of the thread that brings it,
  /// which stays there until no worker is inside.
  private struct Job {
    var body: UnsafeRawPointer
    var parts: Int
  }

  /// The door: bit 63 is whether a job may be entered, bits 32...62 are its number, and the low
  /// ones how many workers are inside. One word, so that nobody enters a job that has ended.
  private let door = Atomic<UInt64>(0)
  private let places = Atomic<Int>(0)
  private let nextPart = Atomic<Int>(0)
  private let isTaken = Atomic<Bool>(false)
  private let workerCount = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  // Written by the job's bringer before the door opens, read by workers after they entered.
  private nonisolated(unsafe) let job = UnsafeMutablePointer<Job>.allocate(capacity: 1)
  private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(
    capacity: 1)
  private nonisolated(unsafe) let bell = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  private static let open: UInt64 = 1 << 63
  private static let oneJob: UInt64 = 1 << 32
  private static let insideMask: UInt64 = (1 << 32) - 1

  private init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(bell, nil)
  }

  /// Calls `body` with 0 ..< parts, with the help of up to `helpers` workers, and returns when all
  /// calls have returned. False, with nothing called, if another job is running or there are no
  /// workers to be had.
  func run(_ parts: Int, helpers: Int, _ body: (Int) -> Void) -> Bool {
    guard isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else { return false }
    defer { isTaken.store(false, ordering: .releasing) }
    hire(helpers)
    guard workerCount.load(ordering: .relaxed) > 0 else { return false }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { pointer in
        job.initialize(to: Job(body: UnsafeRawPointer(pointer), parts: parts))
        nextPart.store(0, ordering: .relaxed)
        places.store(helpers, ordering: .relaxed)
        openDoor()
        work(body, parts)
        closeDoor()
      }
    }
    return true
  }

  private func work(_ body: (Int) -> Void, _ parts: Int) {
    while true {
      let part = nextPart.add(1, ordering: .relaxed).oldValue
      if part >= parts { return }
      body(part)
    }
  }

  private func openDoor() {
    let last = door.load(ordering: .relaxed)
    door.store(
      (last &+ Self.oneJob) & ~Self.insideMask | Self.open, ordering: .sequentiallyConsistent)
    guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(bell)
    pthread_mutex_unlock(mutex)
  }

  /// Lets nobody in any more and waits for those inside.
  private func closeDoor() {
    var state = door.bitwiseAnd(~Self.open, ordering: .acquiringAndReleasing).newValue
    var turns = 0
    while state & Self.insideMask != 0 {
      turns += 1
      if turns > 1000 { sched_yield() }
      state = door.load(ordering: .acquiring)
    }
  }
}

// MARK: - Workers

extension WorkerPool {
  /// Starts workers until there are `count`, or the system refuses one.
  private func hire(_ count: Int) {
    while workerCount.load(ordering: .relaxed) < count {
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
      pthread_attr_setstacksize(&attributes, 1 << 20)
      defer { pthread_attr_destroy(&attributes) }
      #if canImport(Glibc)
        var thread = pthread_t()
      #else
        var thread: pthread_t?
      #endif
      let status = pthread_create(&thread, &attributes, { _ in WorkerPool.shared.serve() }, nil)
      if status != 0 { return }
      workerCount.add(1, ordering: .relaxed)
    }
  }

  private func serve() -> Never {
    var seen: UInt64 = 0
    while true {
      let state = waitForJob(after: seen)
      seen = state & ~(Self.open | Self.insideMask)
      guard enter(seen) else { continue }
      let job = job.pointee
      work(job.body.assumingMemoryBound(to: ((Int) -> Void).self).pointee, job.parts)
      door.subtract(1, ordering: .releasing)
    }
  }

  /// Counts this worker in, unless the job is over or has all the helpers it wants.
  private func enter(_ number: UInt64) -> Bool {
    var state = door.load(ordering: .acquiring)
    while state & Self.open != 0, state & ~(Self.open | Self.insideMask) == number,
      state & Self.insideMask < UInt64(places.load(ordering: .relaxed))
    {
      let attempt = door.weakCompareExchange(
        expected: state, desired: state + 1, ordering: .acquiringAndReleasing)
      if attempt.exchanged { return true }
      state = attempt.original
    }
    return false
  }

  /// The door's state once it opens for a job that is not number `seen`.
  ///
  /// The next job often comes at once, and waking takes longer than many jobs: the door is watched
  /// for a moment, with the core left to whoever wants it, before the worker goes to sleep.
  private func waitForJob(after seen: UInt64) -> UInt64 {
    for turn in 0..<2000 {
      if let state = news(since: seen) { return state }
      if turn & 31 == 31 { sched_yield() }
    }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    sleepers.add(1, ordering: .sequentiallyConsistent)
    defer { sleepers.subtract(1, ordering: .relaxed) }
    while true {
      if let state = news(since: seen) { return state }
      pthread_cond_wait(bell, mutex)
    }
  }

  private func news(since seen: UInt64) -> UInt64? {
    let state = door.load(ordering: .sequentiallyConsistent)
    let isNew = state & Self.open != 0 && state & ~(Self.open | Self.insideMask) != seen
    return isNew ? state : nil
  }
}
