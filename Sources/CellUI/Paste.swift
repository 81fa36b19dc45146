/// Text that is pasted into a terminal, as it comes: what a line of text can hold of it.
public struct Paste: Equatable, Sendable {
  /// In characters; what is pasted beyond is dropped.
  public static let longest = 16_384

  /// Without control characters: neither line breaks nor tabs, and nothing that could be a key.
  public private(set) var text = ""
  private var count = 0

  /// Nothing pasted yet.
  public init() {}

  /// Takes the next scalar; a control character, and what is beyond `longest`, is dropped.
  public mutating func append(_ scalar: Unicode.Scalar) {
    guard count < Self.longest, scalar.properties.generalCategory != .control else { return }
    text.unicodeScalars.append(scalar)
    count += 1
  }
}
