/// One parameter, and whether a gradient reached it.
public struct GradientRow: Sendable, Equatable {
  /// The parameter's, with a point between modules, for example `blocks.0.query.lora_A`.
  public var name: String
  /// Whether it asks for a gradient; a frozen one does not.
  public var isTrainable: Bool
  /// The gradient's Euclidean norm; nil where there is no gradient.
  public var norm: Double?

  /// `norm` is nil where no gradient came.
  public init(name: String, isTrainable: Bool, norm: Double?) {
    self.name = name
    self.isTrainable = isTrainable
    self.norm = norm
  }
}
