import Observations

/// What recorded values take up in this process. A truth value is one byte on its way and eight here.
enum Held {
  /// What one scenario may record at most, whoever wrote it.
  static let most = 128 << 20
  /// What a student's may record where the reference records next to nothing.
  private static let least = 1 << 20

  static func bytes(of observation: Observation) -> Int {
    observation.name.utf8.count + bytes(of: observation.value) + 128
  }

  /// What a student's scenario may record: several times what the reference does, since a wrong shape
  /// should be seen as what it is.
  static func limit(reference recorded: [Observation]?) -> Int {
    let reference = (recorded ?? []).reduce(0) { $0 + bytes(of: $1) }
    return min(most, max(least, 8 * reference))
  }

  private static func bytes(of value: ObservedValue) -> Int {
    switch value {
    case .array(let array): 8 * (array.values.count + array.shape.count)
    // A text has a place of its own in memory, and one in its list.
    case .names(let names): names.reduce(0) { $0 + $1.utf8.count + 96 }
    case .number: 8
    case .text(let text), .rejection(let text?): text.utf8.count
    case .rejection(nil): 0
    case .gradients(let rows): rows.reduce(0) { $0 + $1.name.utf8.count + 128 }
    }
  }
}
