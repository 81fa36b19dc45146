/// The text of an einsum, read: which label each dimension of each operand has, and the result's.
///
/// A letter is a label; the dimensions under `...` have labels of their own, aligned at the last.
struct EinsumEquation {
  enum Label: Hashable {
    case letter(UInt8)
    /// Counted from the last dimension under the dots.
    case dots(Int)
  }

  let operands: [[Label]]
  let output: [Label]

  init(_ text: String, _ shapes: [[Int]]) {
    let sides = EinsumEquation.sides(text)
    let terms = sides.input.split(separator: 44, omittingEmptySubsequences: false)
    precondition(
      terms.count == shapes.count,
      "einsum: \"\(text)\" speaks of \(terms.count) operands, and there are \(shapes.count)")
    operands = zip(terms, shapes).map { EinsumEquation.labels(Array($0), of: $1, text) }
    let dots = operands.joined().filter { if case .dots = $0 { true } else { false } }
    let dotCount = Set(dots).count
    if let said = sides.output {
      output = EinsumEquation.labels(said, dotCount: dotCount, text)
      EinsumEquation.checkOutput(output, operands, text)
    } else {
      output = EinsumEquation.implied(operands, dotCount: dotCount)
    }
  }

  /// Both sides of the arrow, without spaces.
  private static func sides(_ text: String) -> (input: [UInt8], output: [UInt8]?) {
    let letters = text.utf8.filter { $0 != 32 }
    guard let dash = letters.firstIndex(of: 45) else { return (letters, nil) }
    precondition(
      dash + 1 < letters.count && letters[dash + 1] == 62,
      "einsum: \"\(text)\" has a \"-\" that begins no arrow: the result is named behind \"->\"")
    return (Array(letters[..<dash]), Array(letters[(dash + 2)...]))
  }

  /// The labels of an operand, as many as it has dimensions.
  private static func labels(_ term: [UInt8], of shape: [Int], _ text: String) -> [Label] {
    let letterCount = term.filter { $0 != 46 }.count
    let hasDots = letterCount < term.count
    precondition(
      hasDots ? letterCount <= shape.count : letterCount == shape.count,
      """
      einsum: "\(text)" names \(letterCount) dimensions of an operand of shape \(shape), which has \
      \(shape.count)
      """)
    return labels(term, dotCount: shape.count - letterCount, text)
  }

  private static func labels(_ term: [UInt8], dotCount: Int, _ text: String) -> [Label] {
    var labels: [Label] = []
    var (i, hasDots) = (0, false)
    while i < term.count {
      let letter = term[i]
      if letter == 46 {
        precondition(
          !hasDots && term[i...].prefix(3).elementsEqual([46, 46, 46]),
          "einsum: \"\(text)\" has dots that are no \"...\", or two of them for one operand")
        hasDots = true
        for back in stride(from: dotCount - 1, through: 0, by: -1) { labels.append(.dots(back)) }
        i += 3
      } else {
        precondition(
          (65...90).contains(letter) || (97...122).contains(letter),
          """
          einsum: "\(text)" has the sign "\(Character(Unicode.Scalar(letter)))": dimensions are \
          letters from a to z and A to Z
          """)
        labels.append(.letter(letter))
        i += 1
      }
    }
    return labels
  }

  private static func checkOutput(_ output: [Label], _ operands: [[Label]], _ text: String) {
    let known = Set(operands.joined())
    for (position, label) in output.enumerated() {
      guard case .letter(let letter) = label else { continue }
      let name = Character(Unicode.Scalar(letter))
      precondition(
        known.contains(label),
        "einsum: \"\(text)\" names \"\(name)\" in the result, and no operand has it")
      precondition(
        !output[..<position].contains(label),
        "einsum: \"\(text)\" names \"\(name)\" twice in the result")
    }
  }

  /// Without an arrow, the result has the dimensions under the dots, and the letters that are there
  /// once, in the order of the alphabet.
  private static func implied(_ operands: [[Label]], dotCount: Int) -> [Label] {
    var counts = [Int](repeating: 0, count: 128)
    for case .letter(let letter) in operands.joined() { counts[Int(letter)] += 1 }
    let dots = (0..<dotCount).reversed().map { Label.dots($0) }
    return dots + counts.indices.filter { counts[$0] == 1 }.map { .letter(UInt8($0)) }
  }
}
