import LessonPacks

/// Names what a student's file holds of each block, so that it can be told whether a block's code was
/// changed between two runs.
public enum BlockParts {
  /// By block: a hash of its lines, without their whitespace. A block that the file's comments do not
  /// name is missing: of it nothing can be told.
  public static func names(in source: String, blocks: [String]) -> [String: String] {
    let parts = StarterParts(source)
    var names: [String: String] = [:]
    for block in blocks {
      let lines = parts.lines.indices.filter {
        parts.owners[$0].block?.lowercased() == block.lowercased()
      }
      guard !lines.isEmpty else { continue }
      let text = lines.map { parts.lines[$0].filter { !$0.isWhitespace } }.joined(separator: "\n")
      names[block] = String(hash(text.utf8), radix: 16)
    }
    return names
  }

  /// FNV-1a of 64 bits: it tells versions of a file apart, and guards nothing.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension StepTouch {
  /// The steps of a pack that are touched, as `A.5`; and for each touched block `A.0`.
  public func steps(of pack: Pack) -> Set<String> {
    var names: Set<String> = []
    for block in pack.blocks where isTouched(block: block.id) {
      names.insert("\(block.id).0")
      let numbers = pack.languages.flatMap { block.steps($0).map(\.number) }
      for step in Set(numbers + block.checks.compactMap(\.step))
      where isTouched(step: step, of: block.id) {
        names.insert("\(block.id).\(step)")
      }
    }
    return names
  }
}
