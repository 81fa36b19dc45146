/// A piece of text in one style.
public struct Span: Hashable, Sendable {
  /// As it was given: tabs are expanded and control characters replaced only when it is drawn.
  public var text: String
  /// How all of it looks.
  public var style: Style

  /// A text in one style.
  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// One line of text in any number of styles.
public struct StyledLine: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Its pieces from left to right.
  public var spans: [Span]

  /// A line of these pieces; an empty one if none is given.
  public init(_ spans: [Span] = []) { self.spans = spans }
  /// A line in one style; of an empty text it has no span.
  public init(_ text: String, _ style: Style = .plain) {
    self.spans = text.isEmpty ? [] : [Span(text, style)]
  }
  /// A line in the plain style, written as a literal.
  public init(stringLiteral value: String) { self.init(value) }

  /// The texts of all spans, without their styles.
  public var text: String { spans.map(\.text).joined() }
  /// Whether there is no text in it.
  public var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }
  /// In columns.
  public var width: Int { glyphs.reduce(0) { $0 + $1.width } }

  /// The second line behind the first, each in its own styles.
  public static func + (left: StyledLine, right: StyledLine) -> StyledLine {
    StyledLine(left.spans + right.spans)
  }

  /// Puts the second line behind the first.
  public static func += (left: inout StyledLine, right: StyledLine) { left.spans += right.spans }
}

extension StyledLine {
  /// The line cut to `width` columns; what was cut is shown by `marker` in the last of them.
  public func clipped(to width: Int, marker: Span = Span("…")) -> StyledLine {
    let glyphs = self.glyphs
    guard glyphs.reduce(0, { $0 + $1.width }) > width else { return self }
    let room = width - DisplayWidth.of(marker.text)
    guard room >= 0 else { return StyledLine() }
    var used = 0
    let kept = glyphs.prefix { glyph in
      used += glyph.width
      return used <= room
    }
    let gap = room - kept.reduce(0) { $0 + $1.width }
    return StyledLine(glyphs: kept)
      + StyledLine([Span(String(repeating: " ", count: gap)), marker])
  }

  /// The line with spaces in `style` behind it, up to `width` columns.
  public func padded(to width: Int, style: Style = .plain) -> StyledLine {
    self + StyledLine(String(repeating: " ", count: max(0, width - self.width)), style)
  }
}

/// One drawable character of a line: 1 or 2 columns wide.
struct StyledGlyph: Equatable {
  var glyph: Character
  var style: Style
  var width: Int

  var isSpace: Bool { glyph == " " }
}

extension StyledLine {
  /// The line as it will be drawn: tabs expanded, nothing without a width.
  var glyphs: [StyledGlyph] {
    var glyphs: [StyledGlyph] = []
    var column = 0
    for span in spans {
      for glyph in DisplayWidth.glyphs(of: span.text, from: column) {
        let width = DisplayWidth.of(glyph)
        glyphs.append(StyledGlyph(glyph: glyph, style: span.style, width: width))
        column += width
      }
    }
    return glyphs
  }

  init(glyphs: some Sequence<StyledGlyph>) {
    var spans: [Span] = []
    for glyph in glyphs {
      if spans.last?.style == glyph.style {
        spans[spans.count - 1].text.append(glyph.glyph)
      } else {
        spans.append(Span(String(glyph.glyph), glyph.style))
      }
    }
    self.init(spans)
  }
}
