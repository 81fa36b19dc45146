extension Color {
  /// What a fixed colour is made of: 16–231 the cube, six steps of each of three, and 232–255 the greys
  /// (xterm's table). Nil for what the user's palette decides.
  public var rgb: (red: UInt8, green: UInt8, blue: UInt8)? {
    guard case .indexed(let number) = self, number >= 16 else { return nil }
    if number >= 232 {
      let level = 8 + (number - 232) * 10
      return (level, level, level)
    }
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    let place = Int(number - 16)
    return (steps[place / 36], steps[place / 6 % 6], steps[place % 6])
  }
}
