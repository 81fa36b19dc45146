// Attack: sets a limit of processor time that ends it as a system without memory would.
// Expect: wrong or timed out
// Limit: 3
import Glibc

func constant() -> Int {
  var limits = rlimit(rlim_cur: 1, rlim_max: 1)
  let isSet = setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limits) == 0
  var sum = 0.0
  while isSet { sum += 1 }
  return sum > 0 ? 3 : 2
}
