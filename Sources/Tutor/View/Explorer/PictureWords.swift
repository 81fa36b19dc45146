import CellUI
import LessonPacks
import Observations
import Reports

/// What is said of a picture: names, the value under the cursor, how far all are apart, and what the
/// pattern is.
struct PictureWords {
  private let model: Model
  private let picture: Picture
  private let theme: Theme

  init(_ model: Model, _ picture: Picture) {
    self.model = model
    self.picture = picture
    theme = Theme(capabilities: model.capabilities)
  }

  private func say(_ phrase: Phrase) -> String { phrase[model.language] }
  private func number(_ value: Double) -> String {
    model.language.number(NumberText.short(value))
  }
  private var dot: String { model.capabilities.unicode ? " · " : ", " }

  func name(of tab: DiffView.Tab) -> String {
    switch tab {
    case .difference: say(.difference)
    case .yours: say(.yours)
    case .expected: expectedName
    }
  }

  var expectedName: String {
    switch picture.against {
    case nil: say(.expected)
    case .reference: say(.reference)
    case .observation(let name): name
    case .constant(let value): NumberText.short(value)
    }
  }

  /// `lora 5×96 · 480 of 480 differ · max 0.1976 at [0, 4]`
  var summary: StyledLine {
    let shape = picture.yours.shape.map(String.init).joined(separator: "×")
    var parts = ["\(picture.name) \(shape)", counts]
    if let expected = picture.expected {
      let far = picture.distance(at: picture.worst, from: expected)
      let place = "\(picture.index(of: picture.worst))"
      parts.append("\(say(.largest)) \(number(far)) @ \(place)")
    }
    return StyledLine(parts.joined(separator: dot), theme.dim)
  }

  private var counts: String {
    let all = picture.yours.values.count
    return say(
      picture.expected == nil
        ? .outside(picture.differing, of: all) : .differ(picture.differing, of: all))
  }

  /// The element under the cursor, in numbers.
  func reading(at cursor: Int, width: Int) -> [StyledLine] {
    let yours = picture.yours.values[cursor]
    var parts: [String] = []
    if let expected = picture.expected?.values[cursor] {
      let pair = NumberText.pair(yours, expected)
      let difference = yours == expected ? 0 : (yours - expected).magnitude
      parts += [
        "\(say(.yours)) \(model.language.number(pair.0))",
        "\(expectedName) \(model.language.number(pair.1))",
        "\(say(.difference)) \(number(difference))",
      ]
      if expected != 0, difference.isFinite {
        parts.append("\(say(.relative)) \(number(difference / expected.magnitude))")
      }
    } else {
      parts.append("\(say(.yours)) \(number(yours))")
    }
    if cursor == picture.worst { parts.append(say(.worst)) }
    return hanging(
      StyledLine("\(picture.index(of: cursor))  ", theme.accent),
      StyledLine(parts.joined(separator: dot)), width: width)
  }

  /// `480 of 480 differ · max 0.1976 at [0, 4] · mean 0.05`
  func statistics(width: Int) -> [StyledLine] {
    var parts = [counts]
    if let expected = picture.expected {
      let distances = picture.yours.values.indices.map { picture.distance(at: $0, from: expected) }
      parts.append(
        "\(say(.largest)) \(number(distances[picture.worst])) @ \(picture.index(of: picture.worst))"
      )
      parts.append("\(say(.mean)) \(number(distances.reduce(0, +) / Double(distances.count)))")
    } else {
      parts.append("\(say(.worst)) \(number(picture.yours.values[picture.worst]))")
    }
    return wrap(StyledLine(parts.joined(separator: dot), theme.title), width: width)
  }

  /// What all the differences have in common, where they do.
  var pattern: [String] {
    guard case .values(let comparison) = model.selectedFinding?.kind else { return [] }
    if let pattern = comparison.pattern {
      return [Wording(model.language, pack: model.pack).pattern(pattern)]
    }
    guard let expected = picture.expected, picture.slices == 1 else { return [] }
    let apart = picture.yours.values.indices.filter {
      !(picture.distance(at: $0, from: expected) <= picture.noise)
    }
    let rows = Set(apart.map { $0 / picture.columns })
    let columns = Set(apart.map { $0 % picture.columns })
    var words: [String] = []
    if let column = columns.first, columns.count == 1, picture.columns > 1 {
      words.append(say(.oneColumn(column)))
    } else if let row = rows.first, rows.count == 1, picture.rows > 1 {
      words.append(say(.oneRow(row)))
    }
    let isRounded = picture.yours.values.indices.contains {
      let distance = picture.distance(at: $0, from: expected)
      return distance > 0 && distance <= picture.noise
    }
    return words.isEmpty || !isRounded ? words : words + [say(.onlyRounding)]
  }
}

extension Picture {
  /// How far an element is from its expected value.
  func distance(at offset: Int, from expected: ObservedArray) -> Double {
    let (left, right) = (yours.values[offset], expected.values[offset])
    return left == right ? 0 : (left - right).magnitude
  }
}
