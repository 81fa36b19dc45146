import HTMLMarkup
import LessonPacks

/// The losses of a training as a line.
struct LossCurve {
  let page: StudentPage
  let losses: [Double]
  /// How many there were before they were thinned.
  let steps: Int
  let known: String?

  private static let size = (width: 600, height: 180)

  var markup: Markup {
    guard losses.count > 1, let first = losses.first, let last = losses.last,
      let lowest = losses.min(), let highest = losses.max()
    else { return .none }
    let words = page.say(
      .losses(steps: page.whole(steps), from: page.number(first), to: page.number(last)))
    return """
      <figure class="curve">
      <figcaption>\(words)\(stillKnown)</figcaption>
      <div class="plot">
      <div class="axis" aria-hidden="true"><span>\(page.number(highest))</span><span>\(
        page.number(lowest))</span></div>
      <svg role="img" aria-label="\(words)" viewBox="0 0 \(Self.size.width) \(
        Self.size.height)" preserveAspectRatio="none">
      <path class="line" d="\(path(lowest, highest))"/>
      </svg>
      <div class="ticks" aria-hidden="true"><span>1</span><span>\(page.whole(steps))</span></div>
      </div>
      </figure>

      """
  }

  private var stillKnown: Markup {
    known.map { " · \(page.say(.stillKnows($0)))" } ?? .none
  }

  private func path(_ lowest: Double, _ highest: Double) -> String {
    let span = highest > lowest ? highest - lowest : 1
    return losses.enumerated().map { index, loss in
      let x = Double(index) / Double(losses.count - 1) * Double(Self.size.width)
      let y = (1 - (loss - lowest) / span) * Double(Self.size.height - 8) + 4
      return "\(index == 0 ? "M" : "L")\(tenths(x)) \(tenths(y))"
    }.joined()
  }

  private func tenths(_ number: Double) -> String {
    let whole = Int((number * 10).rounded())
    return whole % 10 == 0 ? "\(whole / 10)" : "\(whole / 10).\(whole % 10)"
  }
}
