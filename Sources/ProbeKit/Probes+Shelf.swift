import TensorKit

extension Probes {
  /// A module with any children under any names: a model that only a probe would build.
  ///
  /// A subclass gives it a name of the probe file's own, which is what errors about it say.
  open class Shelf: Module {
    /// Registers each child under its name, in this order.
    ///
    /// - Precondition: what `Module.register` asks of names.
    public init(_ children: [(String, Module)]) {
      super.init()
      for (name, module) in children { register(name, module) }
    }
  }
}
