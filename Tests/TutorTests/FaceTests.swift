import CellUI
import LessonPacks
import Progress
import Reports
import TestSupport
import Testing

@testable import Tutor

/// One tutor: a key, a word and a click that ask for the same thing get the same.
@Suite struct FaceTests {
  @Test(arguments: [Story.wide, Story.narrow])
  func aKeyAndItsActionAreOne(_ size: Size) {
    var count = 0
    for (name, story) in Scenes.all(size) {
      for binding in Binding.all where binding.works(in: story.model) {
        for key in binding.keys where Binding.action(for: key, in: story.model) == binding.action {
          var (screen, plain) = (story.model, story.model)
          let left = update(&screen, .key(key))
          let right = update(&plain, .action(binding.action))
          #expect(left == right, "\(name): \(key)")
          #expect(screen == plain, "\(name): \(key)")
          count += 1
        }
      }
    }
    #expect(count > 2000)
  }

  /// The label of the bottom line, clicked, is its key, pressed.
  @Test func aClickedLabelAndItsKeyAreOne() {
    var count = 0
    for (name, story) in Scenes.places() {
      let footer = Layout(story.model).footer
      for item in Footer(story.model).items where item.isButton {
        var (clicked, pressed) = (story, story)
        guard let key = BindingTests.keys(shown: item.key).first,
          Binding.action(for: key, in: story.model) == item.action,
          let place = (0..<footer.height).lazy.flatMap({ y in
            (0..<footer.width).map { Point(x: $0, y: y) }
          })
          .first(where: { Footer(story.model).item(at: $0, width: footer.width) == item })
        else {
          Issue.record("\(name): \(item.key) \(item.label) has no key or no place")
          continue
        }
        let at = Point(x: place.x + footer.x, y: place.y + footer.y)
        let left = clicked.send(.mouse(Mouse(position: at, kind: .press)))
        #expect(left == pressed.press(key), "\(name): \(item.key)")
        #expect(clicked.model == pressed.model, "\(name): \(item.key)")
        count += 1
      }
    }
    #expect(count > 100)
  }

  @Test func everyWordDoesWhatItsKeyDoes() {
    var count = 0
    for (name, story) in Scenes.places() where story.model.place == .lesson {
      for binding in Binding.lesson + Binding.anywhere + Binding.common {
        guard let key = binding.keys.first else { continue }
        for word in binding.words {
          var (screen, plain) = (story.model, story.model)
          let action = Binding.action(forLine: word)
          let left = update(&screen, .key(key))
          let right = action.map { update(&plain, .action($0)) }
          #expect(left == right, "\(name): \(word)")
          #expect(screen == plain, "\(name): \(word)")
          count += 1
        }
      }
    }
    #expect(count > 300)
  }

  /// Two faces through the same day: keys in one, actions in the other, saves and time in both.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func aDayAtTheKeysIsADayAtTheWords(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed &* 0x9E37_79B9)
    var screen = Story(lessons: SamplePack.lessons).model
    var plain = screen
    for step in 0..<1500 {
      let message = RandomWalk.message(&generator, screen)
      #expect(update(&screen, message) == update(&plain, message))
      let key = RandomWalk.keys[Int.random(in: 0..<RandomWalk.keys.count, using: &generator)]
      let asked = Binding.action(for: key, in: plain).map(Message.action) ?? .key(key)
      let (left, right) = (update(&screen, .key(key)), update(&plain, asked))
      if left != right || screen != plain {
        Issue.record("step \(step): \(key) and \(asked) differ")
        return
      }
    }
  }
}
