/// A panel over the screen; Esc closes it.
public enum Overlay: Equatable, Sendable {
  case help(scroll: Int)
  /// A rung of the selected block's hints, from 0.
  case hint(rung: Int, scroll: Int)
  /// A question of the selected block, from 0.
  case question(index: Int, scroll: Int)
  /// The reference file, nil until it was read; with the student's file where they are compared.
  case solution(text: String?, own: String? = nil, scroll: Int)
  /// An instructor's key being typed.
  case key(entered: String)
  case notes(scroll: Int)
  /// The theory page that the model says.
  case theory(scroll: Int)
  /// What the student's code printed during the selected check.
  case output(scroll: Int)
  /// What the finished file does.
  case finale(scroll: Int)
  /// Everything is green.
  case finished
}

extension Overlay {
  var scroll: Int {
    switch self {
    case .help(let scroll), .hint(_, let scroll), .question(_, let scroll),
      .solution(_, _, let scroll),
      .notes(let scroll), .theory(let scroll), .output(let scroll), .finale(let scroll):
      scroll
    case .finished, .key: 0
    }
  }

  func scrolled(to scroll: Int) -> Overlay {
    switch self {
    case .help: .help(scroll: scroll)
    case .hint(let rung, _): .hint(rung: rung, scroll: scroll)
    case .question(let index, _): .question(index: index, scroll: scroll)
    case .solution(let text, let own, _): .solution(text: text, own: own, scroll: scroll)
    case .key(let entered): .key(entered: entered)
    case .notes: .notes(scroll: scroll)
    case .theory: .theory(scroll: scroll)
    case .output: .output(scroll: scroll)
    case .finale: .finale(scroll: scroll)
    case .finished: .finished
    }
  }
}
