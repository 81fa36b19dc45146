import CellUI

/// Where the arrays of a picture lie in an area: side by side where each is whole, one under the other
/// where no row is lost so, side by side in fewer cells; and where even that is too small, one alone.
struct HeatPlaces {
  private let picture: Picture
  private let margin: (left: Int, top: Int)
  private let halves: Bool
  private static let gap = 3
  /// Fewer columns than this show nothing.
  private static let leastColumns = 16

  init(_ picture: Picture, hasAxes: Bool, _ capabilities: Capabilities) {
    self.picture = picture
    margin = HeatPanel.margin(of: picture, hasAxes: hasAxes)
    halves = capabilities.hasHalfBlocks
  }

  /// A place for each of `count` arrays, or one.
  func places(_ count: Int, in room: Rect) -> [Rect] {
    guard count > 1 else { return [room] }
    let width = (room.width - Self.gap * (count - 1)) / count
    let beside = (0..<count).map {
      Rect(
        x: room.x + $0 * (width + Self.gap), y: room.y, width: width, height: room.height)
    }
    if picture.columns + margin.left <= width { return beside }
    let height = room.height / count
    let rows = halves ? (picture.rows + 1) / 2 : picture.rows
    if rows + margin.top <= height {
      return (0..<count).map {
        Rect(x: room.x, y: room.y + $0 * height, width: room.width, height: height)
      }
    }
    return width >= Self.leastColumns + margin.left ? beside : [room]
  }
}
