import LessonPacks
import Observations

/// Observations by name; of two with one name the last counts, and none is lost by it.
struct Recordings {
  private var byName: [String: ObservedValue] = [:]

  init(_ observations: [Observation]) {
    for observation in observations { byName[observation.name] = observation.value }
  }

  subscript(_ name: String) -> ObservedValue? { byName[name] }
}

extension Rule {
  /// The student's recordings that the rule speaks of.
  public var names: [String] {
    switch self {
    case .reference(let of, _), .exactly(let of, _, _), .bounded(let of, _, _), .names(let of, _),
      .rejects(let of), .accepts(let of):
      [of]
    case .equal(let of, let to, _): [of, to]
    case .differs(let of, let from, _): [of, from]
    }
  }

  /// What the reference solution must have recorded for the rule to be held against it.
  var nameInReference: String? {
    switch self {
    case .reference(let of, _), .names(let of, nil): of
    case .names, .equal, .exactly, .bounded, .differs, .rejects, .accepts: nil
    }
  }
}

extension Literal {
  var observed: ObservedValue {
    switch self {
    case .number(let number), .everywhere(let number): .number(number)
    case .text(let text): .text(text)
    case .names(let names): .names(names)
    }
  }
}

extension ObservedValue {
  /// A number counts as an array without dimensions.
  var asArray: ObservedArray? {
    switch self {
    case .array(let array): array
    case .number(let number):
      ObservedArray(shape: [], elementType: .float64, values: [number])
    case .text, .names, .rejection, .gradients: nil
    }
  }

  var names: [String]? {
    if case .names(let names) = self { return names }
    return nil
  }

  enum Kind { case array, names, number, text, rejection, gradients }

  var kind: Kind {
    switch self {
    case .array: .array
    case .names: .names
    case .number: .number
    case .text: .text
    case .rejection: .rejection
    case .gradients: .gradients
    }
  }
}
