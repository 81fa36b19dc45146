// Attack: changes what its parents and the judge may use: limits, processors, priorities, memory.
// Expect: wrong
import Glibc

typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int

func constant() -> Int {
  guard let found = dlsym(nil, "syscall") else { return 2 }
  let call = unsafeBitCast(found, to: Call.self)
  var others: Set<Int> = [Int(getppid()), 1]
  for number in 2..<8 { others.insert(Int(getpid()) - number) }
  var limits: [UInt] = [0, 0]
  var mask: UInt = 1
  var done = 0
  for other in others where other > 0 && other != Int(getpid()) {
    limits.withUnsafeMutableBytes { limits in
      withUnsafeMutableBytes(of: &mask) { mask in
        let (new, bits) = (Int(bitPattern: limits.baseAddress), Int(bitPattern: mask.baseAddress))
        // x86-64: prlimit64 of open files, sched_setaffinity, setpriority of a process, of its group and
        // of its user, ioprio_set, sched_setscheduler, sched_setparam, migrate_pages, move_pages.
        let calls = [
          (302, other, 7, new, 0), (203, other, 8, bits, 0), (141, 0, other, 19, 0),
          (141, 1, other, 19, 0), (141, 2, 0, 19, 0), (251, 1, other, 3 << 13, 0),
          (251, 2, other, 3 << 13, 0), (144, other, 5, new, 0), (142, other, new, 0, 0),
          (256, other, 8, bits, bits), (279, other, 0, 0, 0),
        ]
        for (number, first, second, third, fourth) in calls
        where call(number, first, second, third, fourth, 0, 0) >= 0 { done += 1 }
      }
    }
  }
  return done > 0 ? 3 : 2
}
