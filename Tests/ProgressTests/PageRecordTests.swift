import Foundation
import LessonPacks
import Observations
import Reports
import Testing

@testable import Progress

// Foundation has a class of this name.
import Progress

private let text = LocalizedText([.en: "x"])

private let pack = Pack(
  id: "p", title: text, languages: [.en, .es], module: "M", studentFile: "M.swift",
  declarations: [],
  blocks: [
    Block(
      id: "A", title: text, text: text, hints: [],
      checks: [("a1", 1), ("a1b", 1), ("a2", 2)].map { id, step in
        Check(id: id, block: "A", step: step, statement: text, advice: text, kind: .probe([]))
      })
  ],
  measures: [], gate: Gate(minutes: 20), folder: URL(fileURLWithPath: "/p"),
  solutionFolder: URL(fileURLWithPath: "/s"))

private func finding(_ values: [Double]) -> Finding {
  let expected = ObservedArray(shape: [values.count], values: values.map { _ in 1 })
  return Finding(
    rule: nil,
    kind: .values(
      Comparison(
        name: "y", against: .reference, yours: ObservedArray(shape: [values.count], values: values),
        expected: expected, differing: 1, worst: 0, pattern: nil)))
}

/// What is kept for the page that shows the work.
struct PageRecordTests {
  private var progress = StudentProgress(packID: "p")

  private mutating func run(_ verdicts: [(String, Verdict)], then seconds: Double = 0) {
    let report = Report(
      packID: "p", sourceHash: "h", seed: 1, build: .built(diagnostics: []),
      results: verdicts.map { CheckResult(id: $0.0, block: "A", verdict: $0.1) }, milliseconds: 1)
    progress.keepForPage(report, pack: pack)
    progress.record(report)
    progress.addActiveTime(seconds, in: pack.blocks[0], gate: pack.gate, longest: 1e6)
  }

  private var told: [String] {
    progress.longestStruggles(3, least: 1).map {
      "\($0.struggle.check) \(Int($0.struggle.seconds))\($0.isRed ? " red" : "")"
    }
  }

  @Test mutating func aStruggleIsKeptWhenItsCheckTurnsGreen() throws {
    run([("a1", .wrong([finding([1, 2])])), ("a2", .passed)], then: 30)
    #expect(told == ["a1 30 red"])
    run([("a1", .wrong([finding([1, 3])])), ("a2", .passed)], then: 30)
    run([("a1", .passed), ("a2", .passed)])
    #expect(told == ["a1 60"])
    let struggle = try #require(progress.page?.overcome["A.1"])
    #expect(struggle.found["es"]?.isEmpty == false)
    #expect(struggle.picture?.difference?.limit == 2)
    #expect(struggle.picture?.difference?.levels(count: 2) == [0, 127])
  }

  @Test mutating func ofTwoTheLongerStays() {
    run([("a1", .wrong([finding([2, 2])]))], then: 30)
    run([("a1", .passed)])
    run([("a1", .wrong([finding([3, 2])]))], then: 10)
    #expect(told == ["a1 30"])
    run([("a1", .passed)])
    #expect(told == ["a1 30"])
  }

  @Test mutating func stepsThatWereRedTogetherAreOne() {
    run([("a1", .wrong([])), ("a1b", .wrong([finding([2, 2])])), ("a2", .wrong([]))], then: 30)
    // The one that can be looked at.
    #expect(told == ["a1b 30 red"])
    run([("a1", .passed), ("a1b", .passed), ("a2", .wrong([]))], then: 5)
    #expect(told == ["a2 35 red", "a1b 30"])
  }

  @Test mutating func aCrashHidesNoPicture() {
    run([("a1", .wrong([finding([2, 2])]))], then: 30)
    run([("a1", .broken(.timedOut(seconds: 1)))], then: 30)
    run([("a1", .notRun(.doesNotCompile))], then: 30)
    run([("a1", .passed)])
    #expect(told == ["a1 90"])
    #expect(progress.page?.overcome["A.1"]?.picture != nil)
  }

  @Test mutating func whatNobodyHasBegunIsNoStruggle() {
    var report = Report(
      packID: "p", sourceHash: "h", seed: 1, build: .built(diagnostics: []),
      results: [CheckResult(id: "a1", block: "A", verdict: .wrong([]))], milliseconds: 1)
    report.unbegun = ["a1"]
    progress.keepForPage(report, pack: pack)
    #expect(progress.page == nil)
  }

  @Test mutating func itComesBackFromTheFile() throws {
    run([("a1", .wrong([finding([1, .nan, .infinity, -2])]))], then: 30)
    progress.keepForPage(measured: [MeasuredValue(id: "m", value: text)])
    var show = FinaleShow(start: 0)
    for loss in [4, .nan, .infinity, 2] {
      show.take(.observed(Observation(name: "loss", value: .number(loss))), at: 1)
    }
    show.take(.ended(.finished), at: 2)
    progress.keepForPage(FinaleRecord(show, pack: pack))
    #expect(progress.page?.finale?.losses == [4, 2])
    #expect(progress.page?.finale?.steps == 4)
    let data = try JSONEncoder().encode(progress)
    #expect(try JSONDecoder().decode(StudentProgress.self, from: data) == progress)
  }

  /// Files of before there was a page, and files in which its part is damaged.
  @Test(arguments: [
    "", #","page":null"#, #","page":7"#, #","page":{"overcome":3,"finale":[],"more":1}"#,
  ])
  func anOldFileIsRead(_ page: String) throws {
    let text = """
      {"format":1,"packID":"p","checks":{"a1":{"state":"passed","redSeconds":0,"everPassed":true}},
      "blocks":{},"runs":3\(page)}
      """
    let read = try JSONDecoder().decode(StudentProgress.self, from: Data(text.utf8))
    #expect(read.runs == 3)
    #expect(read.checks["a1"]?.state == .passed)
    #expect(read.page ?? PageRecord() == PageRecord())
  }

  @Test func aPictureIsSmall() throws {
    let values = (0..<3 * 100 * 200).map(Double.init)
    let array = ObservedArray(shape: [3, 100, 200], values: values)
    let expected = ObservedArray(shape: [3, 100, 200], values: values.map { $0 + 1 })
    let picture = try #require(
      SmallPicture(
        Finding(
          rule: nil,
          kind: .values(
            Comparison(
              name: "y", against: .observation("z"), yours: array, expected: expected,
              differing: values.count, worst: 25_000, pattern: .offset(-1))))))
    #expect((picture.rows, picture.columns, picture.slice) == (24, 48, 1))
    #expect(picture.against == "z")
    #expect(picture.difference?.levels(count: 24 * 48) == Array(repeating: -127, count: 24 * 48))
    #expect(picture.yours.limit == picture.expected?.limit)
    #expect(picture.yours.levels(count: 5) == nil)
  }

  @Test func lossesAreThinned() {
    let losses = FinaleRecord.thinned((0..<1000).map(Double.init), to: 200)
    #expect(losses.count == 200)
    #expect((losses.first, losses.last) == (0, 999))
    #expect(FinaleRecord.thinned([1], to: 200) == [1])
  }
}
