import TensorKit

extension Probes {
  /// Something that a probe needs of the student's and that is not there.
  public struct Missing: Error, CustomStringConvertible {
    /// Says what is not there; a student reads it as what the scenario threw.
    public let description: String

    /// A whole sentence's words, without a full stop: `no parameter "x" in the state`.
    public init(_ description: String) { self.description = description }
  }

  /// The parameter that is registered under this name, with dots for one further inside.
  ///
  /// Throws a `Missing` that names it and the layer's type if there is none.
  public static func parameter(_ layer: Module, _ name: String) throws -> Parameter {
    guard let found = layer.parameterIfPresent(name) else {
      throw Missing("no parameter \"\(name)\" is registered in \(type(of: layer))")
    }
    return found
  }
}
