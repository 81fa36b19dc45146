import CellUI
import LessonPacks
import Progress
import Reports

/// Takes one message into the model and says what is to be done in the world. Pure.
public func update(_ model: inout Model, _ message: Message) -> [Effect] {
  []
}
