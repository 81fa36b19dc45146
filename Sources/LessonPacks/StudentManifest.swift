import Yams

/// A `pack.yml` as students may have it: without the checks that they are not told of.
public enum StudentManifest {
  /// Why a file cannot be cut; whole sentences for the pack's author.
  public struct Trouble: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, and what to do.
    public let description: String
  }

  /// The text without hidden checks, without the measures that they record, and without what only the
  /// audit reads. Everything else stays as it is written, comments too.
  ///
  /// Throws `Trouble` for a file whose checks are not lists of blocks, each on lines of its own.
  public static func visible(_ text: String, hiding hidden: Set<String>) throws(Trouble) -> String {
    let text = text.replacing("\r\n", with: "\n")
    guard let root = (try? Yams.compose(yaml: text))?.mapping else {
      throw Trouble(description: "pack.yml cannot be read")
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var cut: Set<Int> = []
    for block in root["blocks"]?.sequence.map(Array.init) ?? [] {
      let checks = block.mapping?["checks"]?.sequence.map(Array.init) ?? []
      let kept = checks.filter { !hidden.contains($0.mapping?["id"]?.string ?? "") }
      if kept.isEmpty {
        let id = block.mapping?["id"]?.string ?? "?"
        throw Trouble(
          description:
            "every check of block \(id) is hidden, so students would have nothing to see: "
            + "make one of them visible")
      }
      try cut.formUnion(
        itemLines(checks, lines) { hidden.contains($0.mapping?["id"]?.string ?? "") })
    }
    let measures = root["measures"]?.sequence.map(Array.init) ?? []
    try cut.formUnion(
      itemLines(measures, lines) { hidden.contains($0.mapping?["check"]?.string ?? "") })
    // A list of which nothing is left goes with its key.
    let isNoneLeft =
      !measures.isEmpty
      && measures.allSatisfy { hidden.contains($0.mapping?["check"]?.string ?? "") }
    if isNoneLeft, let key = root.map(\.key).first(where: { $0.string == "measures" })?.mark {
      cut.insert(key.line - 1)
    }
    for (index, line) in lines.enumerated() where line.contains("demands:") {
      guard line.wholeMatch(of: #/\s+demands:\s*\[[^\]]*\]\s*/#) != nil else { continue }
      cut.insert(index)
    }
    for index in cut.sorted(by: >) { lines.remove(at: index) }
    let visible = lines.joined(separator: "\n")
    let checks = PlainYaml.read(visible)?["blocks"]?.items.flatMap { $0["checks"]?.items ?? [] }
    guard let checks, checks.allSatisfy({ $0["demands"] == nil }) else {
      throw Trouble(
        description: "`demands` of a check in pack.yml stands on several lines: write it on one, "
          + "`demands: [one, two]`")
    }
    return visible
  }

  /// The lines of the items that `isMeant` says yes to.
  private static func itemLines(
    _ items: [Node], _ lines: [Substring], _ isMeant: (Node) -> Bool
  ) throws(Trouble) -> Set<Int> {
    var found: Set<Int> = []
    for (place, item) in items.enumerated() where isMeant(item) {
      guard let start = item.mark.map({ $0.line - 1 }), lines.indices.contains(start),
        let dash = lines[start].firstIndex(of: "-"),
        lines[start][..<dash].allSatisfy({ $0 == " " })
      else {
        throw Trouble(
          description:
            "a hidden check does not begin a line of pack.yml with its dash: write each check "
            + "on lines of its own")
      }
      let depth = lines[start][..<dash].count
      var end = start + 1
      let next = place + 1 < items.count ? items[place + 1].mark.map { $0.line - 1 } : nil
      while end < lines.count, end != next, isBelow(lines[end], depth) { end += 1 }
      // What is said above it is about it.
      var first = start
      while first > 0, lines[first - 1].wholeMatch(of: #/\s*#.*/#) != nil { first -= 1 }
      found.formUnion(first..<end)
    }
    return found
  }

  private static func isBelow(_ line: Substring, _ depth: Int) -> Bool {
    let indent = line.prefix { $0 == " " }.count
    return indent == line.count || indent > depth
  }
}
