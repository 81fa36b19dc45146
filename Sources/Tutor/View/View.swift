import CellUI

/// Draws the model. Pure: the same model gives the same picture, at every size.
public func view(_ model: Model) -> Screen {
  Screen(size: model.size)
}
