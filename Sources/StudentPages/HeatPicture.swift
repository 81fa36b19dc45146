import HTMLMarkup
import LessonPacks
import Reports

/// The arrays of a struggle as heatmaps. Zero is the ground; blue is below it and orange above, stronger
/// with the distance.
struct HeatPicture {
  let page: StudentPage
  let picture: SmallPicture

  /// So many strengths of each colour.
  static let strengths = 8

  var markup: Markup {
    let name = picture.name
    var grids = [grid(.yours(name), picture.yours)]
    if let expected = picture.expected { grids.append(grid(expectedName, expected)) }
    if let difference = picture.difference { grids.append(grid(.difference, difference)) }
    let all = grids.compactMap { $0 }
    guard !all.isEmpty else { return .none }
    return """
      <div class="heat">\(all)</div>
      <p class="shape">\(page.say(.shape(extents, isPooled: isPooled, slice: slice)))</p>
      """
  }

  private var expectedName: Phrase {
    picture.against.map { .same($0) } ?? .reference
  }

  private var extents: String { picture.shape.map { page.whole($0) }.joined(separator: " × ") }

  private var isPooled: Bool {
    let last = picture.shape.last ?? 1
    let before = picture.shape.count > 1 ? picture.shape[picture.shape.count - 2] : 1
    return last > picture.columns || before > picture.rows
  }

  private var slice: Int? { picture.slice.map { $0 + 1 } }

  private func grid(_ name: Phrase, _ grid: SmallGrid) -> Markup? {
    let (rows, columns) = (picture.rows, picture.columns)
    guard (1...SmallPicture.most.rows).contains(rows),
      (1...SmallPicture.most.columns).contains(columns),
      let levels = grid.levels(count: rows * columns)
    else { return nil }
    let scale = page.number(grid.limit)
    let label = page.say(.heatmap(page.say(name), rows: rows, columns: columns, limit: scale))
    let cell = cellSize
    return """
      <figure style="max-width:\(columns * cell.width * 14)px">
      <figcaption><b>\(page.say(name))</b> <span class="scale">±\(scale)</span></figcaption>
      <svg role="img" aria-label="\(label)" viewBox="0 0 \(columns * cell.width) \(
        rows * cell.height)" shape-rendering="crispEdges"><g transform="scale(\(cell.width) \(
        cell.height))">\(paths(levels))</g></svg>
      </figure>

      """
  }

  /// A row of numbers is drawn higher than wide, or it could not be seen; a column wider than high.
  private var cellSize: (width: Int, height: Int) {
    (
      max(1, min(8, picture.rows / (4 * picture.columns))),
      max(1, min(8, picture.columns / (4 * picture.rows)))
    )
  }

  /// A path for each strength of each colour: runs of cells, as lines that are one unit thick.
  private func paths(_ levels: [Int8]) -> [Markup] {
    var byLevel: [Int: String] = [:]
    var crosses = ""
    for row in 0..<picture.rows {
      var column = 0
      while column < picture.columns {
        let level = levels[row * picture.columns + column]
        let strength = Self.strength(level)
        var end = column + 1
        while end < picture.columns,
          Self.strength(levels[row * picture.columns + end]) == strength
        { end += 1 }
        if level == -128 {
          for x in column..<end { crosses += "M\(x).2 \(row).2l.6.6m0-.6l-.6.6" }
        } else if strength != 0 {
          byLevel[strength, default: ""] += "M\(column) \(row).5h\(end - column)"
        }
        column = end
      }
    }
    let cells = byLevel.sorted { $0.key < $1.key }.map { strength, path -> Markup in
      "<path class=\"\(Self.name(strength))\" d=\"\(path)\"/>"
    }
    return crosses.isEmpty ? cells : cells + ["<path class=\"nan\" d=\"\(crosses)\"/>"]
  }

  /// −8 to 8; what is no number is apart.
  private static func strength(_ level: Int8) -> Int {
    guard level != 0 else { return 0 }
    guard level != -128 else { return .min }
    let magnitude = 1 + (Int(level.magnitude) - 1) * strengths / 127
    return level < 0 ? -magnitude : magnitude
  }

  private static func name(_ strength: Int) -> String {
    strength < 0 ? "n\(-strength)" : "p\(strength)"
  }

  /// What the colours say.
  static func legend(_ page: StudentPage) -> Markup {
    let strip = (-strengths...strengths).map { strength -> Markup in
      strength == 0
        ? .none
        : "<path class=\"\(name(strength))\" d=\"M\(strength + strengths) .5h1\"/>"
    }
    let width = 2 * strengths + 1
    return """
      <p class="legend"><span>−</span> <svg role="img" aria-label="\(
        page.say(.legendLabel))" viewBox="0 0 \(width) 1" shape-rendering="crispEdges">\(
        strip)</svg> <span>+</span> <span class="words">\(page.say(.legend))</span></p>

      """
  }
}
