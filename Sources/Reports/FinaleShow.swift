import LessonPacks
import Observations

/// What has been heard of a finale so far. A value; the clock is handed in.
public struct FinaleShow: Sendable, Equatable {
  /// When it was asked for, in seconds on any clock.
  public private(set) var start: Double
  /// When its first loss came.
  public private(set) var firstStep: Double?
  /// When its last loss came.
  public private(set) var lastStep: Double?
  /// When the last event came, in seconds on the same clock.
  public private(set) var now: Double
  /// How many steps there will be, and tokens in each, once the scenario has said so.
  public private(set) var steps: Int?
  /// How many tokens each step takes; nil until the scenario has said so.
  public private(set) var tokens: Int?
  /// One for each step so far.
  public private(set) var losses: [Double] = []
  /// What the model wrote before it was trained.
  public private(set) var before: String?
  /// What the model wrote when it was trained.
  public private(set) var after: String?
  /// What a language model answered, in the order in which it did.
  public private(set) var answers: [FinaleAnswer] = []
  /// What the language model is called.
  public private(set) var model: String?
  /// How much the model still knows of what it knew before, as `5/5`.
  public private(set) var known: String?
  /// Why its training came to its end.
  public private(set) var stop: TrainingStop?
  /// Where the adapter was put.
  public private(set) var saved: String?
  private var slowStep: Double?
  /// Every other value, in the order recorded.
  public private(set) var facts: [Observation] = []
  /// How it ended; nil while it runs.
  public private(set) var ending: FinaleEnding?

  /// A finale of which nothing was heard yet; `start` is in seconds on the caller's clock.
  public init(start: Double) {
    self.start = start
    now = start
  }

  /// Takes the next event, which came at `now`, in seconds on the clock of `start`.
  public mutating func take(_ event: FinaleEvent, at now: Double) {
    self.now = now
    switch event {
    case .compiling, .begun: break
    case .observed(let observation): take(observation)
    // The scenario itself comes to a good end when it gives up.
    case .ended(.finished): ending = slowStep.map { .tooSlow(seconds: $0) } ?? .finished
    case .ended(let ending): self.ending = ending
    }
  }

  private mutating func take(_ observation: Observation) {
    switch (FinaleValue(rawValue: observation.name), observation.value) {
    case (.loss, .number(let loss)):
      if firstStep == nil { firstStep = now }
      lastStep = now
      losses.append(loss)
    case (.steps, .number(let count)): steps = Int(exactly: count)
    case (.tokens, .number(let count)): tokens = Int(exactly: count)
    case (.before, .text(let text)): before = text
    case (.after, .text(let text)): after = text
    case (.answer, .names(let parts)) where parts.count == 3:
      answers += [FinaleAnswer(parts)].compactMap { $0 }
    case (.model, .text(let name)): model = name
    case (.known, .text(let share)): known = share
    case (.stopped, .text(let why)): stop = TrainingStop(rawValue: why)
    case (.saved, .text(let path)): saved = path
    case (.tooSlow, .number(let seconds)): slowStep = seconds
    // Any other name, and a value that is not of its name's kind: both are shown as they are, and what is
    // recorded again takes the place of what was.
    default:
      if let known = facts.firstIndex(where: { $0.name == observation.name }) {
        facts[known] = observation
      } else {
        facts.append(observation)
      }
    }
  }

  /// The answers to each question that was asked, in the order in which they were: where steps are
  /// counted its first and, once there is another, its last, and one for each state that has a name.
  public var questions: [[FinaleAnswer]] {
    var order: [[FinaleAnswer]] = []
    for answer in answers {
      guard let index = order.firstIndex(where: { $0[0].question == answer.question }) else {
        order.append([answer])
        continue
      }
      let isLater: (FinaleAnswer) -> Bool =
        answer.state == nil
        ? { $0.state == nil && $0.step > 0 } : { $0.state == answer.state }
      order[index].removeAll(where: isLater)
      order[index].append(answer)
    }
    return order
  }

  /// The numbers that are drawn as bars, as far as they are recorded, with what they are called.
  public func numbers(of bars: FinaleBars) -> [(name: String, number: Double)] {
    bars.names.compactMap { name in
      guard case .number(let number)? = facts.first(where: { $0.name == name })?.value else {
        return nil
      }
      return (name, number)
    }
  }

  /// Less time than this between two steps is no measure of their pace, in seconds: what was recorded
  /// one after the other is often heard at once.
  static let leastTime = 0.5

  /// How many steps came after the first one, and in how many seconds; nil while that is too little.
  private var pace: (steps: Int, seconds: Double)? {
    guard let firstStep, let lastStep, losses.count > 1, lastStep - firstStep >= Self.leastTime
    else { return nil }
    return (losses.count - 1, lastStep - firstStep)
  }

  /// Tokens a second from the first step to the last; nil before both are half a second apart.
  public var tokensPerSecond: Double? {
    guard let tokens, let pace else { return nil }
    return Double(pace.steps * tokens) / pace.seconds
  }

  /// Seconds until the last step, at the pace so far; nil where that is not known yet.
  public var secondsLeft: Double? {
    guard let steps, let pace, losses.count < steps, ending == nil else { return nil }
    return pace.seconds / Double(pace.steps) * Double(steps - losses.count)
  }
}
