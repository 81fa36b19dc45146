/// Divides scenarios among workers, processes that run side by side, so that all are done at about the
/// same time.
enum ScenarioPartition {
  /// A batch for each worker, each in the order of `scenarios`. Those of which `milliseconds` says nothing
  /// count as equal.
  ///
  /// The longest go first, each to the worker that has least to do (Graham, "Bounds on Multiprocessing
  /// Timing Anomalies", 1969: never more than a third above the best).
  static func batches(
    of scenarios: [String], workers: Int, milliseconds: [String: Double]
  ) -> [[String]] {
    func length(_ place: Int) -> Double { milliseconds[scenarios[place]] ?? 1 }
    var batches = [[Int]](repeating: [], count: workers)
    var loads = [Double](repeating: 0, count: workers)
    let longestFirst = scenarios.indices.sorted { (length($0), $1) > (length($1), $0) }
    for place in longestFirst {
      let worker = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      batches[worker].append(place)
      loads[worker] += length(place)
    }
    return batches.map { batch in batch.sorted().map { scenarios[$0] } }
  }
}
