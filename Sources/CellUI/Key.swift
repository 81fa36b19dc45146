/// A key as a terminal reports it.
public enum Key: Hashable, Sendable {
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  /// F1 is `function(1)`.
  case function(Int)
  /// Ctrl with a letter in lower case: Ctrl-C is `control("c")`.
  case control(Character)
}

/// What the mouse did, and where.
public struct Mouse: Hashable, Sendable {
  /// What was done: a button went down or up, or the wheel turned by one notch.
  public enum Kind: Hashable, Sendable { case press, release, wheelUp, wheelDown }

  /// The cell under the pointer.
  public var position: Point
  /// Which button or wheel it was is not told apart beyond this.
  public var kind: Kind

  /// Something done with the mouse at a cell.
  public init(position: Point, kind: Kind) {
    self.position = position
    self.kind = kind
  }
}

/// Something that a terminal says.
public enum TerminalEvent: Hashable, Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Text that was pasted, without control characters, of at most `Paste.longest` characters.
  case paste(String)
  case resize(Size)
  /// The terminal is gone: nothing more will come.
  case hangup
}
