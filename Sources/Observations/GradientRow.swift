/// One parameter, and whether a gradient reached it.
public struct GradientRow: Sendable, Equatable {
  public var name: String
  /// Whether it asks for a gradient; a frozen one does not.
  public var isTrainable: Bool
  /// The gradient's Euclidean norm; nil where there is no gradient.
  public var norm: Double?

  public init(name: String, isTrainable: Bool, norm: Double?) {
    self.name = name
    self.isTrainable = isTrainable
    self.norm = norm
  }
}
