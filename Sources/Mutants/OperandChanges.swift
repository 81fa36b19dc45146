/// One of two operands left out, with the operator.
enum OperandChanges {
  /// Operators without which the other value is of the same type; of some the first alone makes sense.
  private static let both: Set<String> = ["+", "*", "&&", "||"]
  private static let first: Set<String> = ["-", "/", "%"]

  static func changes(in source: SourceText) -> [Change] {
    let shape = source.shape
    return source.open.flatMap { sign -> [Change] in
      let text = shape.text(sign)
      guard both.contains(text) || first.contains(text), shape.isBinary(sign),
        let left = source.leftOperand(of: sign), let right = source.rightOperand(of: sign)
      else { return [] }
      var found = [
        Change(.droppedOperand, [shape.removal(after: left.upperBound, through: right.upperBound)])
      ]
      if both.contains(text) {
        found.append(
          Change(.droppedOperand, [shape.removal(left.lowerBound, upTo: right.lowerBound)]))
      }
      return found
    }
  }
}
