/// A call in a chain left out: `x.detach().clone()` without its `.detach()`.
enum CallChanges {
  static func changes(in source: SourceText) -> [Change] {
    let shape = source.shape
    return source.open.compactMap { dot in
      guard shape.text(dot) == ".", shape[dot].kind == .punctuation, dot > 0,
        shape[dot - 1].endsOperand || ["?", "!"].contains(shape.text(dot - 1)),
        dot + 2 < shape.solid.count, shape[dot + 1].kind == .identifier,
        let end = end(ofCallAt: dot + 2, source)
      else { return nil }
      // The whole of a statement is left out elsewhere.
      let isWhole = source.statements.contains {
        $0.places.upperBound == end && $0.places.lowerBound == dot - 1
      }
      return isWhole ? nil : Change(.droppedCall, [shape.edit(dot...end, "")])
    }
  }

  /// The last place of the arguments and of the closure that follow a name.
  private static func end(ofCallAt place: Int, _ source: SourceText) -> Int? {
    let shape = source.shape
    var end: Int?
    var next = place
    if shape.text(next) == "(", !shape.isSpaced(next), let close = shape.partner[next] {
      end = close
      next = close + 1
    }
    if next < shape.solid.count, shape.text(next) == "{", shape[next].kind == .punctuation,
      !shape.beginsLine(next), !source.isBody(next), let close = shape.partner[next]
    {
      end = close
    }
    return end
  }
}
