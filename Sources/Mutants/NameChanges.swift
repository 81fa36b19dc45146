/// One name for another: for the nearest of the same function, and for its opposite.
enum NameChanges {
  static func changes(in source: SourceText) -> [Change] {
    let outermost = source.functions.filter { function in
      !source.functions.contains {
        $0 != function && $0.places.contains(function.places.lowerBound)
          && $0.places.contains(function.places.upperBound)
      }
    }
    return outermost.flatMap { changes(in: $0, source) }
  }

  private static func changes(in function: Function, _ source: SourceText) -> [Change] {
    let uses = NameUse.all(in: function, source)
    return uses.flatMap { use in
      others(for: use, among: uses).map { name in
        Change(.otherName, [source.shape.edit(use.places, name)])
      }
    }
  }

  /// The nearest names of the same sort, and the opposite: of those that a function gives itself, and
  /// of texts, two.
  private static func others(for use: NameUse, among uses: [NameUse]) -> [String] {
    var candidates: [NameUse] = []
    for other in uses where other.sort == use.sort && other.name != use.name {
      if !candidates.contains(where: { $0.name == other.name }) && fits(other, use) {
        candidates.append(other)
      }
    }
    // One of the same type compiles; of one whose type is not written down nobody knows.
    let near = candidates.enumerated().map { order, other in
      (
        isSure: other.type != nil && other.type == use.type,
        distance: EditDistance.between(use.name, other.name), order: order, name: other.name
      )
    }.sorted {
      ($0.isSure ? 0 : 1, $0.distance, $0.order) < ($1.isSure ? 0 : 1, $1.distance, $1.order)
    }
    let opposites = Opposites.names(of: use.name).filter { name in
      use.sort != .local || candidates.contains { $0.name == name }
    }
    var found: [String] = []
    let count = [.local, .text].contains(use.sort) ? 2 : 1
    for name in opposites + near.prefix(count).map(\.name) where !found.contains(name) {
      found.append(name)
    }
    return found
  }

  /// Whether a name may be there, as far as the text alone says: a type is no function, functions that
  /// are alike have names that are, and a name must be given before it is used.
  private static func fits(_ other: NameUse, _ use: NameUse) -> Bool {
    if [.callee, .method].contains(use.sort) {
      let longest = max(use.name.count, other.name.count)
      return use.name.first?.isUppercase == other.name.first?.isUppercase
        && EditDistance.between(use.name, other.name) * 5 <= longest * 3
    }
    guard other.origin < use.places.lowerBound else { return false }
    guard let one = other.type, let two = use.type else { return true }
    return one == two
  }
}
