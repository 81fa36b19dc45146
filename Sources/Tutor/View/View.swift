import CellUI

/// Draws the model. Pure: the same model gives the same picture, at every size.
public func view(_ model: Model) -> Screen {
  var painter = Painter(model)
  if painter.layout.isTooSmall {
    painter.drawTooSmall()
  } else {
    switch model.place {
    case .home: painter.drawHome()
    case .lesson: painter.drawLesson()
    case .explorer: painter.drawExplorer()
    }
    painter.drawStatus()
    painter.drawFooter()
    painter.drawOverlay()
  }
  if !model.capabilities.unicode { painter.screen.foldToASCII() }
  return painter.screen
}
