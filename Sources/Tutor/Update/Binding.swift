import CellUI
import LessonPacks

/// Where a key works.
public enum Context: Equatable, Sendable {
  /// On every place and under every panel, while nothing is typed.
  case anywhere
  case place(Place)
  /// Any panel into which nothing is typed.
  case panel
  case panelOf(Set<Overlay.Kind>)
  /// Nowhere on the screen: a word in lines alone.
  case lines
}

/// One way to ask for an action: its keys, its words, where it works, and what is said of it. The
/// bottom line, the help, the handler of keys and the reader of lines are made of these.
public struct Binding: Sendable {
  var keys: [Key] = []
  /// How the bottom line and the help write the keys.
  var shown = ""
  /// What is typed in lines, and written in their help; nil for what only a screen has.
  var word: Phrase?
  /// What may be typed in lines beside it, whatever the language: letters, synonyms, words without
  /// their accents.
  var others: [String] = []
  var context: Context
  /// The bottom line's label, and where it is dim; nil where it is not shown.
  var label: @Sendable (Model) -> Label? = { _ in nil }
  /// The help's line; nil for a key that goes without saying.
  var help: Phrase?
  /// The line of the words' list, where keys are no help; else it is `help`.
  var linesHelp: Phrase?
  var action: Action

  /// Everything that may be typed for it in lines, in every language.
  var words: [String] { (word?.inEveryLanguage ?? []) + others }

  struct Label: Equatable {
    var text: Phrase
    var isEnabled = true
  }
}

extension Binding {
  /// The action of a key in a model; nil where it does nothing.
  static func action(for key: Key, in model: Model) -> Action? {
    all.first { $0.keys.contains(key) && $0.works(in: model) }?.action
  }

  /// Whether its keys are heard now.
  func works(in model: Model) -> Bool {
    switch context {
    case .anywhere: model.overlay?.isTypedInto != true
    case .place(let place): model.overlay == nil && model.place == place
    case .panel: model.overlay.map { !$0.isTypedInto } ?? false
    case .panelOf(let kinds): model.overlay.map { kinds.contains($0.kind) } ?? false
    case .lines: false
    }
  }

  /// In the order in which a key is looked up and the bottom line is written.
  public static let all: [Binding] =
    typing + anywhere + panels + explorer + home + lesson + blocks + common + lines
}
