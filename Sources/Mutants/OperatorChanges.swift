/// One operator for another.
enum OperatorChanges {
  private static let others = [
    "+": "-", "-": "+", "*": "/", "/": "*", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=",
    "!=": "==", "&&": "||", "||": "&&", "..<": "...", "...": "..<", "+=": "-=", "-=": "+=",
    "*=": "/=", "/=": "*=",
  ]

  static func changes(in source: SourceText) -> [Change] {
    source.open.compactMap { place in
      let shape = source.shape
      if let other = others[shape.text(place)], shape.isBinary(place) {
        // Texts can be joined, and nothing else that is calculated.
        guard shape.text(place) != "+" || !isText(beside: place, shape) else { return nil }
        return Change(.otherOperator, [shape.edit(place...place, other)])
      }
      guard shape.text(place) == "-", shape[place].kind == .sign, !shape.isBinary(place),
        place + 1 < shape.solid.count, !shape.isSpaced(place + 1)
      else { return nil }
      return Change(.otherOperator, [shape.edit(place...place, "")])
    }
  }

  private static func isText(beside place: Int, _ shape: SourceShape) -> Bool {
    shape[place - 1].kind == .closeQuote || shape[place + 1].kind == .openQuote
  }
}
