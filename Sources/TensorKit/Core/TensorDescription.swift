extension Tensor: CustomStringConvertible {
  public final var description: String { "" }
}
