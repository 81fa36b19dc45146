import LessonPacks
import Observations

/// What has been heard of a finale so far. A value; the clock is handed in.
public struct FinaleShow: Sendable, Equatable {
  /// When it was asked for, in seconds on any clock.
  public private(set) var start: Double
  /// When its first loss came.
  public private(set) var firstStep: Double?
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
    case .ended(let ending): self.ending = ending
    }
  }

  private mutating func take(_ observation: Observation) {
    switch (FinaleValue(rawValue: observation.name), observation.value) {
    case (.loss, .number(let loss)):
      if firstStep == nil { firstStep = now }
      losses.append(loss)
    case (.steps, .number(let count)): steps = Int(exactly: count)
    case (.tokens, .number(let count)): tokens = Int(exactly: count)
    case (.before, .text(let text)): before = text
    case (.after, .text(let text)): after = text
    // Any other name, and a value that is not of its name's kind: both are shown as they are.
    default: facts.append(observation)
    }
  }

  /// Tokens a second since the first step; nil before the second.
  public var tokensPerSecond: Double? {
    guard let tokens, let firstStep, losses.count > 1, now > firstStep else { return nil }
    return Double((losses.count - 1) * tokens) / (now - firstStep)
  }

  /// Seconds until the last step, at the pace so far.
  public var secondsLeft: Double? {
    guard let steps, let firstStep, losses.count > 1, losses.count < steps, now > firstStep,
      ending == nil
    else {
      return nil
    }
    return (now - firstStep) / Double(losses.count - 1) * Double(steps - losses.count)
  }
}
