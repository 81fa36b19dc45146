/// What one block of a graded submission comes to.
public struct GradedBlock: Sendable, Equatable, Codable {
  /// As the pack names it.
  public var id: String
  /// What it is about.
  public var title: String
  /// The sum of its checks' scores.
  public var score: Double
  /// The sum of its checks' weights.
  public var maximum: Double
  /// How many of its checks hold.
  public var passed: Int
  /// How many checks it has.
  public var count: Int

  /// Whether every check of it holds.
  public var isGreen: Bool { passed == count }

  /// A block for each that `checks` name, in their order.
  static func subtotals(of checks: [GradedCheck]) -> [GradedBlock] {
    var blocks: [GradedBlock] = []
    for check in checks {
      let place = blocks.firstIndex { $0.id == check.block } ?? blocks.count
      if place == blocks.count {
        blocks.append(
          GradedBlock(
            id: check.block, title: check.blockTitle, score: 0, maximum: 0, passed: 0, count: 0))
      }
      blocks[place].score += check.score
      blocks[place].maximum += check.weight
      blocks[place].passed += check.passed ? 1 : 0
      blocks[place].count += 1
    }
    return blocks
  }
}
