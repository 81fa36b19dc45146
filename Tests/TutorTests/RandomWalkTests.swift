import CellUI
import Foundation
import LessonPacks
import Observations
import Progress
import Reports
import TestSupport
import Testing

@testable import Tutor

/// Whatever is pressed, pasted or typed at whatever size: no trap, no picture outside of its pane, the
/// selection within the pack. A long run: `BYHAND_FUZZ=1000000 swift test --filter RandomWalkTests`.
@Suite struct RandomWalkTests {
  /// Keys for each of four seeds: a thousand, or as many as `BYHAND_FUZZ` says for all four.
  private static let steps =
    (ProcessInfo.processInfo.environment["BYHAND_FUZZ"].flatMap(Int.init) ?? 4000) / 4

  /// Other keys in another run: `BYHAND_FUZZ_SEED=2`.
  private static let shift =
    ProcessInfo.processInfo.environment["BYHAND_FUZZ_SEED"].flatMap(UInt64.init) ?? 0

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func noKeyAndNoSizeBreaksIt(_ seed: UInt64) {
    var generator = SeededGenerator(seed: (seed &+ 4 &* Self.shift) &* 0x9E37_79B9)
    let isPlain = seed.isMultiple(of: 2)
    var story = Story(
      capabilities: isPlain ? Capabilities(depth: .none, unicode: false) : Capabilities(),
      pack: seed < 3 ? SamplePack.stepHints : SamplePack.long, lessons: SamplePack.lessons)
    for step in 0..<Self.steps {
      if Int.random(in: 0..<4, using: &generator) == 0 {
        story.send(RandomWalk.message(&generator, story.model))
      }
      story.press(RandomWalk.keys[Int.random(in: 0..<RandomWalk.keys.count, using: &generator)])
      let model = story.model
      let screen = view(model)
      let isWithin =
        screen.size == model.size && model.selectedBlock != nil && model.lessonScroll >= 0
        && model.isSelectionInItsBlock && (model.overlay?.scroll ?? 0) >= 0
      if !isWithin { Issue.record("step \(step) at \(model.size): \(model.selection)") }
      let panes = PaneBounds(model)
      let broken = panes.brokenEdges(of: screen)
      if !broken.isEmpty { Issue.record("step \(step): \(broken)\n\(screen.picture)") }
      if step.isMultiple(of: 16) {
        let strays = panes.strays()
        if !strays.isEmpty { Issue.record("step \(step): \(strays)\n\(screen.picture)") }
      }
      if isPlain, step.isMultiple(of: 16) {
        let isASCII = screen.picture.utf8.allSatisfy { $0 < 128 }
        if !isASCII { Issue.record("step \(step): \(screen.picture)") }
      }
    }
  }

  /// The plain face after any message: no control character, nothing beyond ASCII where that is asked,
  /// no line that is only spaces.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func noWordAndNoMessageBreaksTheLines(_ seed: UInt64) {
    var generator = SeededGenerator(seed: (seed &+ 4 &* Self.shift) &* 0xC2B2_AE3D)
    let isPlain = seed.isMultiple(of: 2)
    var story = Story(
      language: seed < 3 ? .en : .es,
      capabilities: Capabilities(depth: .none, unicode: !isPlain), pack: SamplePack.stepHints,
      lessons: SamplePack.lessons)
    for step in 0..<Self.steps / 2 {
      let word = RandomWalk.words[Int.random(in: 0..<RandomWalk.words.count, using: &generator)]
      let message =
        Bool.random(using: &generator)
        ? RandomWalk.message(&generator, story.model)
        : Binding.action(forLine: word).map(Message.action) ?? .started
      let said = story.say(message) + lines(nil, story.model, after: message)
      let bad = said.first { line in
        line.unicodeScalars.contains { $0.value < 32 && $0.value != 9 || $0.value == 127 }
          || isPlain && !line.utf8.allSatisfy { $0 < 128 } || line.last == " "
      }
      if let bad { Issue.record("step \(step), \(message): \(bad.debugDescription)") }
      #expect(prompt(story.model).hasPrefix("byhand "))
    }
  }

  /// The look at panes says no: to a text over an edge, and to a pane that draws beside itself.
  @Test func whatLeavesItsPaneIsSeen() {
    var story = Story()
    story.judge(RandomWalk.reports[1])
    let panes = PaneBounds(story.model)
    var screen = view(story.model)
    #expect(panes.brokenEdges(of: screen).isEmpty)
    #expect(panes.strays().isEmpty)
    screen.write("over the edge", x: panes.layout.list.maxX - 5, y: panes.layout.list.y + 2)
    #expect(!panes.brokenEdges(of: screen).isEmpty)
    #expect(panes.strays { $0.screen.write("x", x: 0, y: 0) } == ["another at (0, 0)"])
  }

  @Test func everySizeIsDrawn() throws {
    for name in ["red", "explorer", "home"] {
      var story = try #require(Scenes.places().first { $0.name == name }?.story, "\(name)")
      for width in stride(from: 0, through: 210, by: 7) {
        for height in stride(from: 0, through: 60, by: 3) {
          story.send(.resize(Size(width: width, height: height)))
          let screen = view(story.model)
          #expect(screen.size == Size(width: width, height: height))
          #expect(PaneBounds(story.model).brokenEdges(of: screen).isEmpty, "\(width)×\(height)")
        }
      }
    }
  }

  @Test func aPackWithoutAnythingIsDrawnAndRead() {
    var story = Story(pack: SamplePack.bare)
    for key in RandomWalk.keys where key != .character("q") {
      story.press(key)
      #expect(view(story.model).size == Story.wide)
    }
    story = Story(pack: SamplePack.bare)
    for word in RandomWalk.words { #expect(story.enter(word) != [""], "\(word)") }
    #expect(!story.model.stopConditions.checksGreen)
  }
}

extension Model {
  /// A step or check that is selected is one of the block's.
  fileprivate var isSelectionInItsBlock: Bool {
    switch selection {
    case .page: true
    case .step(let number): selectedBlock.map { stepNumbers(of: $0).contains(number) } ?? false
    case .check(let id): selectedBlock?.checks.contains { $0.id == id } ?? false
    }
  }
}
