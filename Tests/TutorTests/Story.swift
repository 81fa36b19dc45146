import CellUI
import LessonPacks
import Observations
import Progress
import Reports
import Testing

@testable import Tutor

/// A student at the keyboard: keys and messages go in, the effects asked for are kept.
struct Story {
  var model: Model
  var effects: [Effect] = []

  static let wide = Size(width: 120, height: 36)
  static let narrow = Size(width: 80, height: 24)

  init(
    size: Size = Story.wide, language: Language = .en, capabilities: Capabilities = Capabilities(),
    pack: Pack = SamplePack.pack, progress: StudentProgress = StudentProgress(packID: "00-sample"),
    canUndoReset: Bool = false, lessons: [LessonSummary] = [], place: Place = .lesson,
    asking: Asking = .keys
  ) {
    model = Model(
      pack: pack, progress: progress, language: language, size: size, capabilities: capabilities,
      filePath: "/home/ada/00-sample/Sources/MiniTuner/LoRA.swift", canUndoReset: canUndoReset,
      lessons: lessons, place: place, asking: asking)
  }

  /// The effects of these messages alone.
  @discardableResult
  mutating func send(_ messages: Message...) -> [Effect] {
    effects = messages.flatMap { update(&model, $0) }
    return effects
  }

  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    effects = keys.flatMap { update(&model, .key($0)) }
    return effects
  }

  @discardableResult
  mutating func type(_ letters: String) -> [Effect] {
    effects = letters.flatMap { update(&model, .key(.character($0))) }
    return effects
  }

  /// Begins a run and brings it to its end.
  @discardableResult
  mutating func judge(_ report: Report) -> [Effect] {
    _ = update(&model, .fileSaved)
    let run = model.lastRun
    _ = update(&model, .judge(.compiling(sourceHash: "abc"), run: run))
    _ = update(&model, .judge(.built(report.build), run: run))
    for result in report.results {
      _ = update(&model, .judge(.started(check: result.id), run: run))
      _ = update(&model, .judge(.finished(result), run: run))
    }
    effects = update(&model, .judge(.completed(report), run: run))
    return effects
  }

  /// Minutes in which a key is pressed now and then.
  mutating func work(minutes: Int) {
    effects = []
    for second in 0..<minutes * 60 {
      if second % 60 == 0 { effects += update(&model, .key(.down)) }
      effects += update(&model, .tick(seconds: 1))
    }
  }

  /// What is said in lines after a message, at the width of the story's screen.
  @discardableResult
  mutating func say(_ message: Message) -> [String] {
    let old = model
    effects = update(&model, message)
    return lines(old, model, after: message)
  }

  /// The same for a line that was typed.
  @discardableResult
  mutating func enter(_ line: String) -> [String] {
    Binding.action(forLine: line).map { say(.action($0)) } ?? []
  }

  /// A click on the first place where the picture shows `text`.
  @discardableResult
  mutating func click(_ text: String) -> [Effect] {
    let rows = picture.split(separator: "\n", omittingEmptySubsequences: false)
    for (y, row) in rows.enumerated() {
      guard let found = row.firstRange(of: text) else { continue }
      let x = row.distance(from: row.startIndex, to: found.lowerBound)
      return send(.mouse(Mouse(position: Point(x: x, y: y), kind: .press)))
    }
    return []
  }

  var picture: String { view(model).picture }

  func shows(_ text: String) -> Bool { picture.contains(text) }
}

/// A failed expectation shows the screen, not every part of the model.
extension Story: CustomTestStringConvertible {
  var testDescription: String { "\n" + picture + "\n" }
}

extension Screen {
  /// The places of the cells that are so.
  func cells(where isSo: (Cell) -> Bool) -> [Point] {
    (0..<size.height).flatMap { y in (0..<size.width).map { Point(x: $0, y: y) } }
      .filter { isSo(self[$0.x, $0.y]) }
  }
}
