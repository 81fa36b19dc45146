import CellUI

/// Draws the model. Pure: the same model gives the same picture, at every size.
public func view(_ model: Model) -> Screen {
  var painter = Painter(model)
  if painter.layout.isTooSmall {
    painter.drawTooSmall()
  } else {
    painter.drawHeader()
    painter.drawBlocks()
    painter.drawConditions()
    painter.drawChecks()
    painter.drawLesson()
    painter.drawDetail()
    painter.drawOutput()
    painter.drawStatus()
    painter.drawFooter()
    painter.drawOverlay()
  }
  if !model.capabilities.unicode { painter.screen.foldToASCII() }
  return painter.screen
}
