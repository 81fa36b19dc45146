/// Takes a Swift text apart. Any text at all: what is no Swift comes out as pieces too, and a string
/// that is never closed ends with its line.
public struct SwiftLexer {
  private enum Mode {
    case code
    /// Code in a string, with so many round brackets open.
    case interpolation(open: Int)
    case string(pounds: Int, isMultiline: Bool)
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private var tokens: [SwiftToken] = []
  private var lastSolid: SwiftToken?
  private var modes: [Mode] = [.code]

  /// Every piece of the text, in its order.
  public static func tokens(of source: String) -> [SwiftToken] {
    var lexer = SwiftLexer(source)
    while lexer.position < lexer.scalars.count { lexer.takePiece() }
    return lexer.tokens
  }

  private init(_ source: String) { scalars = Array(source.unicodeScalars) }

  private mutating func takePiece() {
    if case .string(let pounds, let isMultiline) = modes.last {
      takeString(pounds, isMultiline: isMultiline)
    } else {
      takeCode()
    }
  }

  // MARK: Code

  private mutating func takeCode() {
    let scalar = scalars[position]
    if Self.isSpace(scalar) { return take(.space, while: Self.isSpace) }
    if scalar == "/", peek(1) == "/" { return take(.comment) { !Self.isNewline($0) } }
    if scalar == "/", peek(1) == "*" { return take(.comment, to: endOfBlockComment) }
    if let (pounds, isMultiline) = stringStart {
      take(.openQuote, to: position + pounds + (isMultiline ? 3 : 1))
      return modes.append(.string(pounds: pounds, isMultiline: isMultiline))
    }
    if scalar == "#" { return takePound() }
    if scalar == "`" { return takeQuotedName() }
    if Self.beginsName(scalar) { return takeName() }
    if Self.isDigit(scalar) { return take(.number, to: endOfNumber) }
    if scalar == "/", let end = endOfBareRegex { return take(.regex, to: end) }
    if Self.isOperator(scalar) || (scalar == "." && peek(1) == ".") {
      return take(.sign, to: endOfOperator)
    }
    takePunctuation(scalar)
  }

  private mutating func takePunctuation(_ scalar: Unicode.Scalar) {
    if case .interpolation(let open) = modes.last {
      if scalar == ")", open == 0 {
        take(.interpolationEnd, to: position + 1)
        modes.removeLast()
        return
      }
      let change = scalar == "(" ? 1 : scalar == ")" ? -1 : 0
      modes[modes.count - 1] = .interpolation(open: open + change)
    }
    let isKnown = "()[]{},;:.@\\".unicodeScalars.contains(scalar)
    take(isKnown ? .punctuation : .other, to: position + 1)
  }

  private mutating func takeName() {
    var end = position + 1
    while end < scalars.count, Self.continuesName(scalars[end]) { end += 1 }
    take(SwiftToken.keywords.contains(text(to: end)) ? .keyword : .identifier, to: end)
  }

  private mutating func takeQuotedName() {
    var end = position + 1
    while end < scalars.count, scalars[end] != "`", !Self.isNewline(scalars[end]) { end += 1 }
    guard end < scalars.count, scalars[end] == "`" else { return take(.other, to: position + 1) }
    take(.identifier, to: end + 1)
  }

  /// `#/…/#`, `#if` and `#expect`.
  private mutating func takePound() {
    let pounds = self.pounds(at: position)
    if peek(pounds) == "/" {
      var end = position + pounds + 1
      while end < scalars.count {
        if scalars[end] == "/", self.pounds(at: end + 1) >= pounds {
          return take(.regex, to: end + 1 + pounds)
        }
        end += scalars[end] == "\\" ? 2 : 1
      }
    }
    var end = position + pounds
    while end < scalars.count, Self.continuesName(scalars[end]) { end += 1 }
    take(.keyword, to: end)
  }

  private var endOfBlockComment: Int {
    var end = position + 2
    var depth = 1
    while end < scalars.count, depth > 0 {
      let next = end + 1 < scalars.count ? scalars[end + 1] : " "
      let isBorder = (scalars[end], next) == ("/", "*") || (scalars[end], next) == ("*", "/")
      if isBorder { depth += next == "*" ? 1 : -1 }
      end += isBorder ? 2 : 1
    }
    return end
  }

  /// `1_000`, `0x1F`, `1.5e-3`; the point of `1.max` and the range `0..<1` are not of it.
  private var endOfNumber: Int {
    let isHex = scalars[position] == "0" && peek(1) == "x"
    // The element of a tuple, as in `pair.0.1`, has no fraction.
    let isElement = lastSolid?.text == "."
    var end = position + 1
    while end < scalars.count {
      let scalar = scalars[end]
      let next = end + 1 < scalars.count ? scalars[end + 1] : " "
      let isExponent = (isHex ? "pP" : "eE").unicodeScalars.contains(scalars[end - 1])
      let isPoint = scalar == "." && Self.isDigit(next) && !isElement
      let isSign = (scalar == "+" || scalar == "-") && isExponent && Self.isDigit(next)
      guard Self.continuesName(scalar) || isPoint || isSign else { break }
      end += 1
    }
    return end
  }

  /// A slash where no value ends before it, and one that closes it on the same line.
  private var endOfBareRegex: Int? {
    if lastSolid?.endsOperand ?? false { return nil }
    guard let first = peek(1), !Self.isSpace(first), first != "/" else { return nil }
    var end = position + 1
    while end < scalars.count, !Self.isNewline(scalars[end]) {
      if scalars[end] == "/" { return Self.isSpace(scalars[end - 1]) ? nil : end + 1 }
      end += scalars[end] == "\\" ? 2 : 1
    }
    return nil
  }

  private var endOfOperator: Int {
    let mayHaveDots = scalars[position] == "."
    var end = position + 1
    while end < scalars.count {
      let scalar = scalars[end]
      guard Self.isOperator(scalar) || (mayHaveDots && scalar == ".") else { break }
      let next = end + 1 < scalars.count ? scalars[end + 1] : " "
      if scalar == "/", next == "/" || next == "*" { break }
      end += 1
    }
    return end
  }

  // MARK: Strings

  /// The pounds and the kind of a string that begins here. Three quotes begin one of several lines
  /// where nothing follows them on theirs; elsewhere the first two are an empty string.
  private var stringStart: (pounds: Int, isMultiline: Bool)? {
    let pounds = pounds(at: position)
    guard peek(pounds) == "\"" else { return nil }
    guard peek(pounds + 1) == "\"", peek(pounds + 2) == "\"" else { return (pounds, false) }
    var end = position + pounds + 3
    while end < scalars.count, scalars[end] == " " || scalars[end] == "\t" { end += 1 }
    return (pounds, end == scalars.count || Self.isNewline(scalars[end]))
  }

  private mutating func takeString(_ pounds: Int, isMultiline: Bool) {
    let quotes = isMultiline ? 3 : 1
    var end = position
    while end < scalars.count {
      if !isMultiline, Self.isNewline(scalars[end]) {
        take(.stringText, to: end)
        modes.removeLast()
        return
      }
      if isQuote(at: end, quotes), self.pounds(at: end + quotes) >= pounds {
        take(.stringText, to: end)
        take(.closeQuote, to: end + quotes + pounds)
        modes.removeLast()
        return
      }
      guard scalars[end] == "\\", self.pounds(at: end + 1) >= pounds else {
        end += 1
        continue
      }
      let escaped = end + 1 + pounds
      if escaped < scalars.count, scalars[escaped] == "(" {
        take(.stringText, to: end)
        take(.interpolationStart, to: escaped + 1)
        return modes.append(.interpolation(open: 0))
      }
      // An escape at the end of a line must not hide that the string ends there.
      end = escaped < scalars.count && Self.isNewline(scalars[escaped]) ? escaped : escaped + 1
    }
    take(.stringText, to: scalars.count)
  }

  private func isQuote(at place: Int, _ quotes: Int) -> Bool {
    place + quotes <= scalars.count && scalars[place..<place + quotes].allSatisfy { $0 == "\"" }
  }

  // MARK: Taking

  private func peek(_ distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private func pounds(at place: Int) -> Int {
    scalars.count <= place ? 0 : scalars[place...].prefix { $0 == "#" }.count
  }

  private func text(to end: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[position..<end])
    return String(text)
  }

  private mutating func take(_ kind: SwiftToken.Kind, while goesOn: (Unicode.Scalar) -> Bool) {
    var end = position
    while end < scalars.count, goesOn(scalars[end]) { end += 1 }
    take(kind, to: end)
  }

  private mutating func take(_ kind: SwiftToken.Kind, to end: Int) {
    let end = min(end, scalars.count)
    guard end > position else { return }
    let token = SwiftToken(kind: kind, text: text(to: end), line: line)
    tokens.append(token)
    if token.isSolid { lastSolid = token }
    line += scalars[position..<end].count { $0 == "\n" }
    position = end
  }
}
