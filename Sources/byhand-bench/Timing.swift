/// The median time of a call in microseconds, over batches of about 50 ms that fill `budget`.
///
/// A batch hides the clock's own cost; the median ignores the batches that the system disturbed.
func microseconds(_ call: () -> Void, budget: Duration) -> Double {
  let clock = ContinuousClock()
  call()
  let once = clock.measure(call) / .microseconds(1)
  let batch = max(1, min(2000, Int(50_000 / max(once, 0.1))))
  var runs: [Double] = []
  let end = clock.now + budget
  while clock.now < end || runs.count < 3 {
    let elapsed = clock.measure { for _ in 0..<batch { call() } }
    runs.append(elapsed / .microseconds(1) / Double(batch))
  }
  return (median(runs) * 1000).rounded() / 1000
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}
