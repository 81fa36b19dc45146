/// A function that returns before it has done anything.
enum ReturnChanges {
  static func changes(in source: SourceText) -> [Change] {
    let shape = source.shape
    return source.functions.compactMap { function in
      guard function.word == "func", function.body.count > 2,
        !source.messages.contains(function.places.lowerBound)
      else { return nil }
      let body: String
      if function.result.isEmpty || ["Void", "()"].contains(function.result) {
        body = "{}"
      } else if let value = value(function) {
        body = "{ return \(value) }"
      } else {
        return nil
      }
      // The whole body goes: the compiler would warn of statements that are never reached.
      return Change(
        .earlyReturn, [shape.edit(function.body, body)],
        shown: (function.places.lowerBound, body))
    }
  }

  /// The first parameter of the type that is returned, or the first at all.
  private static func value(_ function: Function) -> String? {
    let named = function.parameters.filter { $0.name != "_" && !$0.type.hasPrefix("inout") }
    return (named.first { $0.type == function.result } ?? named.first)?.name
  }
}
