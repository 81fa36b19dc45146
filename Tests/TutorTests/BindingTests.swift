import CellUI
import LessonPacks
import Testing

@testable import Tutor

/// The table of keys: no key twice, words in every language, and nothing on the screen that a key does
/// not do.
@Suite struct BindingTests {
  @Test func noKeyStandsTwiceInOneContext() {
    #expect(Binding.all.count > 40)
    for (index, binding) in Binding.all.enumerated() {
      for other in Binding.all.dropFirst(index + 1)
      where binding.context.meets(other.context) {
        let both = Set(binding.keys).intersection(other.keys)
        #expect(both.isEmpty, "\(both) is \(binding.action) and \(other.action)")
      }
    }
  }

  /// What is looked up first is what is nearer to the student, or does the same.
  @Test func noKeyOfAPlaceIsHiddenByOneOfEveryPlace() {
    for (name, story) in Scenes.all() {
      let heard = Binding.all.filter { $0.works(in: story.model) }
      for (index, binding) in heard.enumerated() {
        for other in heard.dropFirst(index + 1)
        where !Set(binding.keys).isDisjoint(with: other.keys) {
          #expect(
            binding.context.reach <= other.context.reach || binding.action == other.action,
            "\(name): \(binding.action) hides \(other.action)")
        }
      }
    }
  }

  @Test func noWordMeansTwoThings() {
    let words = Binding.all.flatMap { binding in binding.words.map { ($0, "\(binding.action)") } }
    for (word, actions) in Dictionary(grouping: words, by: \.0) {
      #expect(Set(actions.map(\.1)).count == 1, "\(word)")
    }
    let named = Binding.namings.flatMap(\.words)
    #expect(Set(named).count == named.count)
    // A word that stands alone and with a name asks for one thing.
    for naming in Binding.namings {
      for (word, action) in words where naming.words.contains(word) {
        #expect(action == "\(naming.alone)", "\(word)")
      }
    }
  }

  @Test func everyLabelAndEveryHelpHasWordsInBothLanguages() {
    // A name, and what each language calls itself.
    let same: Set<String> = ["API", "English", "español"]
    func look(_ phrase: Phrase, _ place: String) {
      #expect(!phrase.en.isEmpty && !phrase.es.isEmpty, "\(place)")
      #expect(phrase.en != phrase.es || same.contains(phrase.en), "\(place): \(phrase.en)")
    }
    for binding in Binding.all { if let help = binding.help { look(help, "\(binding.action)") } }
    for naming in Binding.namings {
      look(naming.help, naming.words[0])
      look(naming.argument, naming.words[0])
    }
    for (name, story) in Scenes.all() {
      for binding in Binding.all {
        if let label = binding.label(story.model) { look(label.text, name) }
      }
    }
  }

  @Test(arguments: Language.allCases, [Story.wide, Story.narrow, Size(width: 200, height: 60)])
  func noLabelBreaksAnywhere(_ language: Language, _ size: Size) {
    for (name, story) in Scenes.all(size, language) {
      for binding in Binding.all {
        if let label = binding.label(story.model) {
          #expect(!label.text[language].isEmpty, "\(name)")
        }
        #expect(binding.shown.isEmpty || !binding.shownKey(story.model).isEmpty)
      }
    }
  }

  /// Each label of the bottom line does something at once, or says why it does not.
  @Test(arguments: [Story.wide, Story.narrow])
  func whatTheBottomLineShowsIsDone(_ size: Size) {
    for (name, story) in Scenes.places(size) {
      var count = 0
      for binding in Binding.bottomLine
      where [.anywhere, .place(story.model.place)].contains(binding.context) {
        let item = binding.item(in: story.model)
        guard let item, Footer(story.model).items.contains(item) else { continue }
        count += 1
        let keys = Self.keys(shown: binding.shown)
        #expect(!keys.isEmpty, "\(name): \(binding.shown)")
        let isDone = keys.contains { key in
          var after = story
          after.model.notice = nil
          let before = after.model
          return !after.press(key).isEmpty || after.model != before
        }
        #expect(isDone, "\(name): \(item.key) \(item.label)")
        if !item.isEnabled, let key = keys.first {
          var after = story
          after.model.notice = nil
          #expect(after.press(key).isEmpty, "\(name): \(item.key) \(item.label)")
          #expect(after.model.notice != nil, "\(name): \(item.key) \(item.label)")
        }
      }
      #expect(count == Footer(story.model).items.count, "\(name)")
    }
  }

  @Test func whatAPanelsEdgeShowsIsDone() {
    for (name, story) in Scenes.panels() {
      let items = OverlayContent(story.model, width: 90).keys.filter(\.isEnabled)
      #expect(!items.isEmpty, "\(name)")
      for item in items {
        let isDone = Self.keys(shown: item.key).contains { key in
          var after = story
          after.model.notice = nil
          let before = after.model
          return !after.press(key).isEmpty || after.model != before
        }
        #expect(isDone, "\(name): \(item.key) \(item.label)")
      }
    }
  }

  /// Every key that the help names is heard, where the help says.
  @Test func whatTheHelpNamesIsHeard() throws {
    let places = Dictionary(uniqueKeysWithValues: Scenes.places().map { ($0.name, $0.story.model) })
    let (lesson, explorer) = (try #require(places["red"]), try #require(places["explorer"]))
    let named = Binding.all.filter { $0.help != nil && $0.context != .lines }
    #expect(named.count > 20)
    for binding in named {
      let model = binding.context == .place(.explorer) ? explorer : lesson
      let keys = Self.keys(shown: binding.shown)
      #expect(!keys.isEmpty, "\(binding.action)")
      for key in keys { #expect(Binding.action(for: key, in: model) != nil, "\(key)") }
      #expect(
        keys.contains { Binding.action(for: $0, in: model) == binding.action }, "\(binding.shown)")
    }
  }

  /// A key that does something a student could not guess is in the help.
  @Test(arguments: Language.allCases) func theHelpNamesEveryKeyOfALesson(_ language: Language) {
    var story = Story(size: Size(width: 120, height: 90), language: language)
    story.type("?")
    for binding in Binding.lesson + Binding.anywhere + Binding.common + Binding.explorer {
      guard let help = binding.help else { continue }
      let words = help[language].split(separator: " ").prefix(4).joined(separator: " ")
      #expect(story.shows(words), "\(words)")
    }
    let named = Set(
      Binding.all.filter { $0.help != nil }.flatMap { Self.keys(shown: $0.shown) })
    // What goes without saying: closing, and the arrows' and the clock's own.
    let plain: Set<Key> = [
      .escape, .backTab, .end, .character(" "), .character("L"), .control("z"), .left, .right,
      .character("d"), .enter, .up, .down,
    ]
    for binding in Binding.lesson + Binding.anywhere + Binding.common + Binding.explorer {
      for key in binding.keys { #expect(named.contains(key) || plain.contains(key), "\(key)") }
    }
  }

  /// The keys that a text of the table names.
  static func keys(shown: String) -> [Key] {
    shown.split(separator: " ").flatMap { word -> [Key] in
      switch word {
      case "Enter", "Intro": [.enter]
      case "Esc": [.escape]
      case "Tab": [.tab]
      case "Home": [.home]
      case "PgUp": [.pageUp]
      case "PgDn": [.pageDown]
      case "Ctrl-C", "^C": [.control("c")]
      case "1–9": "123456789".map(Key.character)
      case "←↑↓→": [.left, .up, .down, .right]
      case "↑↓": [.up, .down]
      case "←": [.left]
      case "→": [.right]
      case "↑": [.up]
      case "↓": [.down]
      default: word.count == 1 ? word.map(Key.character) : []
      }
    }
  }
}

extension Context {
  /// Whether two contexts of the same reach can hold at once.
  func meets(_ other: Context) -> Bool {
    if case .panelOf(let mine) = self, case .panelOf(let theirs) = other {
      return !mine.isDisjoint(with: theirs)
    }
    return self == other && self != .lines
  }

  /// How far it goes: a kind of panel or a place, any panel, anywhere.
  var reach: Int {
    switch self {
    case .panelOf, .place: 0
    case .panel: 1
    case .anywhere: 2
    case .lines: 3
    }
  }
}
