import CellUI
import LessonPacks
import Reports

/// The lines around a heatmap.
struct HeatText {
  let model: Model
  let picture: Picture
  let tab: DiffView.Tab
  let cursor: Int
  let limit: Double
  let width: Int
  let strings: Strings
  let theme: Theme

  init(
    _ model: Model, _ picture: Picture, tab: DiffView.Tab, cursor: Int, limit: Double, width: Int
  ) {
    self.limit = limit
    self.model = model
    self.picture = picture
    self.tab = tab
    self.cursor = cursor
    self.width = width
    strings = Strings(model.language)
    theme = Theme(capabilities: model.capabilities)
  }

  var statement: [StyledLine] { CheckText(model, width: width).statement }

  /// What was found, whether it is new, and what to look at next.
  var conclusion: [StyledLine] { CheckText(model, width: width).conclusion }

  /// The tabs and the scale, on one row if both fit.
  var legend: [StyledLine] {
    let scale = self.scale
    let tabs = self.tabs + slice
    let gap = width - tabs.width - scale.width
    guard gap >= 2 else { return [tabs, scale] }
    return [tabs + StyledLine(String(repeating: " ", count: gap)) + scale]
  }

  private var tabs: StyledLine {
    var line = StyledLine()
    for candidate in picture.tabs {
      let name = " \(self.name(of: candidate)) "
      line +=
        candidate == tab
        ? StyledLine("[\(name.dropFirst().dropLast())]", theme.accent)
        : StyledLine(name, theme.dim)
      line += " "
    }
    return line
  }

  /// Which slice of an array with more than two dimensions is shown: `slice [1, 0] 3/8`.
  private var slice: StyledLine {
    guard picture.slices > 1 else { return StyledLine() }
    let at = picture.place(of: cursor).slice
    let index = "\(picture.index(of: cursor).dropLast(2))"
    return StyledLine(
      " " + strings[.slice, index, "\(at + 1)", "\(picture.slices)"], theme.title)
  }

  private func name(of tab: DiffView.Tab) -> String {
    switch tab {
    case .difference: strings[.differenceShort]
    case .yours: strings[.yours]
    case .expected: expectedName
    }
  }

  private var expectedName: String {
    guard case .values(let comparison) = model.selectedFinding?.kind else {
      return strings[.expected]
    }
    return comparison.against == "reference" ? strings[.reference] : comparison.against
  }

  private var scale: StyledLine {
    let capabilities = model.capabilities
    let halves = capabilities.depth == .full256 && capabilities.unicode
    let end = NumberText.short(limit)
    let minus = capabilities.unicode ? "−" : "-"
    var line = StyledLine("\(minus)\(end) ")
    for step in -4...4 {
      let value = limit * Double(step) / 4
      let color = Heat.color(value, limit: limit, depth: capabilities.depth)
      if halves {
        line += StyledLine(" ", Style(background: color ?? .standard))
      } else {
        let glyph = Heat.glyph(value, limit: limit, unicode: capabilities.unicode)
        line += StyledLine(String(glyph), Style(foreground: color ?? .standard))
      }
    }
    return line + StyledLine(" +\(end)")
  }

  /// The element under the cursor, in numbers.
  var reading: [StyledLine] {
    let index = picture.index(of: cursor)
    let yours = picture.yours.values[cursor]
    var parts: [String] = []
    if let expected = picture.expected?.values[cursor] {
      let pair = NumberText.pair(yours, expected)
      let difference = yours == expected ? 0 : (yours - expected).magnitude
      parts += [
        "\(strings[.yours]) \(pair.0)", "\(expectedName) \(pair.1)",
        "\(strings[.differenceShort]) \(NumberText.short(difference))",
      ]
      if expected != 0, difference.isFinite {
        let relative = difference / expected.magnitude
        parts.append("\(strings[.relative]) \(NumberText.short(relative))")
      }
    } else {
      parts.append("\(strings[.yours]) \(NumberText.short(yours))")
    }
    if cursor == picture.worst { parts.append(strings[.worst]) }
    let dot = model.capabilities.unicode ? " · " : ", "
    let text = StyledLine(parts.joined(separator: dot))
    return Array(hanging(StyledLine("\(index)  ", theme.accent), text, width: width).prefix(2))
  }

  var keys: StyledLine {
    let arrows = model.capabilities.unicode ? "←↑↓→" : "arrows"
    let count = model.selectedFindings.count
    var items = [
      Footer.Item(key: arrows, label: strings[.keyRead]),
      Footer.Item(key: "t", label: strings[.keyView], isEnabled: picture.tabs.count > 1),
      Footer.Item(key: "z", label: strings[.keyZoom]),
      Footer.Item(key: "w", label: strings[.keyWorst]),
    ]
    if picture.slices > 1 { items.append(Footer.Item(key: "[ ]", label: strings[.keySlice])) }
    if count > 1 {
      let label = strings[.keyFinding, "\(model.findingIndex + 1)", "\(count)"]
      items.append(Footer.Item(key: "f", label: label))
    }
    var line = StyledLine()
    for item in items {
      if !line.isEmpty { line += "  " }
      line += StyledLine(item.key, theme.key) + StyledLine(" " + item.label, theme.dim)
    }
    return line
  }
}
