/// The byte that says which frame follows. The numbers are on the wire: they are never given anew.
enum FrameKind: UInt8 {
  case hello = 1
  case begin = 2
  case observation = 3
  case end = 4
  case threw = 5
  case goodbye = 6
  case trap = 7
}

/// The byte that says which value follows. The numbers are on the wire: they are never given anew.
enum ValueKind: UInt8 {
  case array = 1
  case names = 2
  case number = 3
  case text = 4
  /// A call that should have thrown and went through: nothing follows.
  case accepted = 5
  /// A call that threw: its message follows.
  case rejected = 6
  case gradients = 7
}
