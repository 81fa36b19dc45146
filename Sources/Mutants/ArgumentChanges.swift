/// Arguments in each other's place, and arguments left out.
enum ArgumentChanges {
  static func changes(in source: SourceText) -> [Change] {
    source.calls.filter { !source.messages.contains($0.close) }.flatMap { call in
      swaps(call, source.shape) + drops(call, source)
    }
  }

  /// The labels stay where they are: what goes wrong is which value stands behind which.
  private static func swaps(_ call: Call, _ shape: SourceShape) -> [Change] {
    zip(call.arguments, call.arguments.dropFirst()).compactMap { left, right in
      let (first, second) = (shape.text(left.value), shape.text(right.value))
      let areTexts = [left, right].allSatisfy { isPlainText($0.value, shape) }
      // A list of names means the same in another order, nearly always.
      guard first != second, !(areTexts && call.callee == nil) else { return nil }
      return Change(
        .swappedArguments, [shape.edit(left.value, second), shape.edit(right.value, first)])
    }
  }

  private static func isPlainText(_ value: ClosedRange<Int>, _ shape: SourceShape) -> Bool {
    shape[value.lowerBound].kind == .openQuote
      && shape.partner[value.lowerBound] == value.upperBound
  }

  /// Whoever may leave an argument out has a default for it: it has a label, or is the only one.
  private static func drops(_ call: Call, _ source: SourceText) -> [Change] {
    guard let callee = call.callee else { return [] }
    // A function of this file says itself what it can do without.
    let declared = source.functions.filter { $0.name == source.shape.text(callee) }
    return call.arguments.enumerated().compactMap { index, argument in
      guard argument.label != nil || call.arguments.count == 1 else { return nil }
      let isNeeded =
        !declared.isEmpty
        && !declared.contains { function in
          function.parameters.contains { $0.label == argument.label && $0.hasDefault }
        }
      return isNeeded
        ? nil : Change(.droppedArgument, [removal(of: index, call, source.shape)])
    }
  }

  private static func removal(_ range: ClosedRange<Int>, _ shape: SourceShape) -> Change.Edit {
    shape.edit(range, "")
  }

  private static func removal(of index: Int, _ call: Call, _ shape: SourceShape) -> Change.Edit {
    let argument = call.arguments[index].places
    if index > 0 {
      return removal(call.arguments[index - 1].places.upperBound + 1...argument.upperBound, shape)
    }
    guard call.arguments.count > 1 else { return removal(argument, shape) }
    return shape.removal(argument.lowerBound, upTo: call.arguments[1].places.lowerBound)
  }
}
