import APICards
import CellUI
import LessonPacks
import Testing

@testable import Tutor

/// What is typed and pasted: it belongs to the field that is open, or to nothing.
@Suite struct TypingStories {
  private static let letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ?-_/[]ñé"

  @Test(arguments: [Overlay.Kind.key, .api])
  func aFieldTakesEveryLetter(_ kind: Overlay.Kind) {
    for letter in Self.letters {
      var story = Story()
      story.type(kind == .key ? "K" : "a")
      #expect(story.model.overlay?.kind == kind)
      #expect(story.type(String(letter)).isEmpty, "\(letter)")
      #expect(story.model.typed == String(letter), "\(letter)")
      #expect(story.model.overlay?.kind == kind, "\(letter)")
    }
    var story = Story()
    story.type(kind == .key ? "K" : "a")
    story.type(Self.letters)
    #expect(story.model.typed == Self.letters)
    story.press(.backspace, .backspace)
    #expect(story.model.typed == String(Self.letters.dropLast(2)))
    for key in [Key.tab, .left, .right, .home, .end, .function(3), .delete, .control("q")] {
      #expect(story.press(key).isEmpty)
    }
    #expect(story.model.overlay?.kind == kind)
    #expect(story.model.typed == String(Self.letters.dropLast(2)))
    story.press(.control("c"))
    #expect(story.model.overlay == nil)
    #expect(story.model.typed == "")
  }

  @Test(arguments: [Overlay.Kind.key, .api])
  func pastedTextGoesIntoTheField(_ kind: Overlay.Kind) {
    var story = Story()
    story.type(kind == .key ? "K" : "a")
    story.type("x")
    #expect(story.send(.pasted("qlWr k\nq")).isEmpty)
    #expect(story.model.typed == "xqlWr k")
    #expect(story.model.overlay?.kind == kind)
    story.send(.pasted(String(repeating: "y", count: 9999)))
    #expect(story.model.typed.count == 200)
  }

  @Test func pastedTextIsNowhereTakenForKeys() {
    for (name, story) in Scenes.all() where story.model.overlay?.isTypedInto != true {
      var after = story
      #expect(after.send(.pasted("qXXrWlm\u{1B}")).isEmpty, "\(name)")
      #expect(after.model == story.model, "\(name)")
    }
  }

  @Test func theAPIIsSearchedAsOneTypes() {
    var story = Story()
    #expect(story.type("a") == [.loadAPI])
    #expect(story.shows("Reading TensorKit's declarations"))
    story.send(.apiLoaded(Scenes.cards))
    #expect(story.shows("matmul(_:_:)   PyTorch: torch.matmul"))
    #expect(story.shows("The product of two matrices."))
    #expect(story.shows("PyTorch: nothing like it"))
    story.type("linear")
    #expect(story.shows("Linear.init(_:_:bias:)") && !story.shows("matmul"))
    story.type("zzz")
    #expect(story.shows("Nothing is called “linearzzz”."))
    story.press(.escape)
    // It is read once.
    #expect(story.type("a").isEmpty)
    #expect(story.model.typed == "")
    #expect(story.enter("api matmul").joined(separator: "\n").contains("torch.matmul"))
    #expect(story.model.typed == "matmul")
  }

  @Test func aLongCardScrollsByTheArrows() {
    let cards = (0..<60).map {
      APICard(name: "name\($0)", signature: "func name\($0)()", summary: "No.", kind: .function)
    }
    var story = Story(size: Story.narrow)
    story.type("a")
    story.send(.apiLoaded(cards))
    story.press(.pageDown, .down)
    #expect(story.model.overlay?.scroll ?? 0 > 3)
    #expect(!story.shows("name0 "))
    // A search begins at its beginning.
    story.type("n")
    #expect(story.model.overlay?.scroll == 0)
  }

  @Test func oneClosingKeyIsShown() {
    for kind in [Overlay.Kind.key, .api, .help, .hint, .play] {
      var story = Story()
      story.model.overlay = Overlay(kind)
      let keys = OverlayContent(story.model, width: 90).keys.map(\.key)
      #expect(keys.count { $0 == "Esc" } == 1, "\(kind): \(keys)")
    }
  }
}
