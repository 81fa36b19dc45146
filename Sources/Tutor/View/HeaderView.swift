import CellUI
import LessonPacks
import Progress

extension Painter {
  mutating func drawHeader() {
    let number = model.pack.id.prefix { $0.isNumber }
    let title = model.pack.title[language]
    let left =
      StyledLine(" ByHand", theme.accent) + "   "
      + StyledLine(number.isEmpty ? title : "\(number) \(title)", theme.title)
    let parts = [
      strings[.checksCount, "\(model.greenCount)", "\(model.checkCount)"],
      language.rawValue, gateText,
    ].compactMap { $0 }
    put(left, right: StyledLine(parts.joined(separator: "   ") + " "), 0, in: layout.header)
  }

  private var gateText: String? {
    switch model.gateState {
    case .open: return strings[.gateOpen]
    case .closed(let remaining, _):
      if let minutes = TimeText.minutes(left: remaining) {
        return strings[.gateMinutes, "\(minutes)"]
      }
      return strings[.gateSeconds, TimeText.seconds(remaining)]
    case nil: return nil
    }
  }
}
