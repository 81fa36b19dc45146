/// Divides scenarios among processes that run side by side, so that all are done at about the same time.
enum LaneShares {
  /// A share for each lane, each in the order of `scenarios`. Those of which `milliseconds` says nothing
  /// count as equal.
  ///
  /// The longest go first, each to the lane that has least to do (Graham, "Bounds on Multiprocessing
  /// Timing Anomalies", 1969: never more than a third above the best).
  static func shares(
    of scenarios: [String], lanes: Int, milliseconds: [String: Double]
  ) -> [[String]] {
    func length(_ place: Int) -> Double { milliseconds[scenarios[place]] ?? 1 }
    var shares = [[Int]](repeating: [], count: lanes)
    var loads = [Double](repeating: 0, count: lanes)
    let longestFirst = scenarios.indices.sorted { (length($0), $1) > (length($1), $0) }
    for place in longestFirst {
      let lane = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      shares[lane].append(place)
      loads[lane] += length(place)
    }
    return shares.map { share in share.sorted().map { scenarios[$0] } }
  }
}
