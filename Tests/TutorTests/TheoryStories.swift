import CellUI
import LessonPacks
import Testing

@testable import Tutor

/// What else is worth reading, over the screen.
@Suite struct TheoryStories {
  @Test func aKeyOpensThePagesAndTurnsThem() {
    var story = Story()
    #expect(story.type("T").isEmpty)
    #expect(story.shows("Theory 1 of 2 · Parameter counts"))
    #expect(story.shows("A has r · in numbers, B has out · r."))
    story.press(.left)
    #expect(story.shows("Theory 1 of 2"))
    story.press(.right)
    #expect(story.shows("Theory 2 of 2 · Reading on"))
    #expect(story.shows("Paper 1."))
    #expect(!story.shows("B has out"))
    story.press(.right)
    #expect(story.shows("Theory 2 of 2"))
    story.press(.left)
    #expect(story.shows("Theory 1 of 2"))
    story.type("T")
    #expect(story.model.overlay == nil)
  }

  @Test func thePageThatWasLeftIsOpenedAgain() {
    var story = Story()
    story.type("T")
    story.press(.right, .escape)
    #expect(story.model.overlay == nil)
    story.type("T")
    #expect(story.shows("Theory 2 of 2"))
  }

  @Test func aLongPageScrollsByKeysAndByTheWheel() {
    var story = Story(size: Story.narrow)
    story.type("T")
    story.press(.right)
    #expect(story.shows("Paper 1.") && !story.shows("Paper 60."))
    story.press(.pageDown)
    #expect(!story.shows("Paper 1.") && !story.shows("Paper 60."))
    // The title stays in sight.
    #expect(story.shows("Theory 2 of 2 · Reading on"))
    story.press(.end)
    #expect(story.shows("Paper 60."))
    story.press(.home, .down, .down)
    #expect(story.model.overlay?.scroll == 2)
    story.send(.mouse(Mouse(position: Point(x: 40, y: 12), kind: .wheelDown)))
    #expect(story.model.overlay?.scroll == 5)
    story.send(.mouse(Mouse(position: Point(x: 40, y: 12), kind: .wheelUp)))
    #expect(story.model.overlay?.scroll == 2)
    // Another page begins at its beginning.
    story.press(.left, .right)
    #expect(story.model.overlay == Overlay(.theory, page: 1))
  }

  @Test func theLanguageChangesOnTheSamePage() {
    var story = Story(size: Story.narrow)
    story.type("T")
    story.press(.right, .end)
    story.type("l")
    #expect(story.shows("Teoría 2 de 2 · Para seguir"))
    // The Spanish page is shorter: it is shown to its end, and not beyond.
    #expect(story.shows("Artículo 50."))
    story.press(.left)
    #expect(story.shows("Teoría 1 de 2 · Cuántos parámetros"))
    story.type("l")
    #expect(story.shows("Theory 1 of 2 · Parameter counts"))
  }

  @Test func thePanelsKeysAreButtons() {
    for capabilities in [Capabilities(), Capabilities(depth: .none, unicode: false)] {
      var story = Story(capabilities: capabilities)
      story.type("T")
      func click(_ key: String) {
        let place = OverlayPanel(story.model).keyRow.first { $0.item.key == key }?.place
        let point = Point(x: (place?.x ?? -9) + 2, y: place?.y ?? -9)
        story.send(.mouse(Mouse(position: point, kind: .press)))
      }
      let (left, right) = capabilities.unicode ? ("←", "→") : ("<-", "->")
      click(right)
      #expect(story.model.theoryPage == 1)
      click(left)
      #expect(story.model.theoryPage == 0)
      #expect(story.model.overlay != nil)
      // The text is no button.
      let box = OverlayPanel(story.model).box
      story.send(.mouse(Mouse(position: Point(x: box.x + 4, y: box.y + 2), kind: .press)))
      #expect(story.model.overlay != nil)
      click("Esc")
      #expect(story.model.overlay == nil)
      story.type("T")
      story.send(.mouse(Mouse(position: Point(x: box.x - 1, y: box.y), kind: .press)))
      #expect(story.model.overlay == nil)
    }
  }

  /// What stands on the edge is where a click takes it to be.
  @Test func aButtonIsWhereItIsDrawn() {
    var story = Story()
    story.type("T")
    let screen = view(story.model)
    for (item, place) in OverlayPanel(story.model).keyRow {
      let shown = (place.x..<place.maxX).map { String(screen[$0, place.y].glyph) }.joined()
      #expect(shown == " \(item.key) \(item.label) ")
    }
    #expect(OverlayPanel(story.model).keyRow.count == 3)
  }

  @Test func aLessonWithoutTheorySaysSo() {
    var pack = SamplePack.pack
    pack.theory = []
    var story = Story(pack: pack)
    story.type("T")
    #expect(story.model.overlay == nil)
    #expect(story.shows("This lesson has no theory to read."))
    story.type("l")
    #expect(story.shows("Esta lección no tiene teoría que leer."))
  }

  @Test func onePageHasNothingToTurn() {
    var pack = SamplePack.pack
    pack.theory = [pack.theory[0]]
    var story = Story(pack: pack)
    story.type("T")
    #expect(story.shows("Theory 1 of 1"))
    #expect(OverlayPanel(story.model).keys.map(\.key) == ["Esc"])
  }

  @Test func aTitleIsShownWithoutItsMarks() {
    var pack = SamplePack.pack
    pack.theory = [
      TheoryPage(name: "x", text: SamplePack.both("# The *edge* of `W`", "# El *borde*"))
    ]
    var story = Story(pack: pack)
    story.type("T")
    #expect(story.shows("· The edge of W ─"))
  }

  @Test func theHelpNamesTheKey() {
    var story = Story(size: Size(width: 120, height: 60))
    story.type("?")
    #expect(story.shows("T          optional theory; ← → change page"))
  }

  /// In lines a page is asked for by its number or its name.
  @Test func aPageIsNamed() {
    var story = Story()
    #expect(story.enter("theory 2").first == "Theory 2 of 2 · Reading on")
    let first = story.enter("theory counts")
    #expect(first.first == "Theory 1 of 2 · Parameter counts")
    #expect(first.contains("A has r · in numbers, B has out · r."))
    #expect(story.enter("next").first == "Theory 2 of 2 · Reading on")
    #expect(story.enter("theory").first == "Theory 2 of 2 · Reading on")
    #expect(
      story.enter("theory count") == ["There is no theory page count. There are: counts, reading."])
    #expect(story.model.theoryPage == 1)
  }
}
