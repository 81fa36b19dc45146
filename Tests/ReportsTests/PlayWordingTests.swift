import LessonPacks
import Testing

@testable import Reports

@Suite struct PlayWordingTests {
  private let english = Wording(.en, file: "LoRA.swift")
  private let spanish = Wording(.es, file: "LoRA.swift")

  private func error(_ file: String, _ source: String, column: Int = 1) -> Diagnostic {
    Diagnostic(
      file: file, line: 3, column: column, severity: .error, message: "no", sourceLine: source)
  }

  @Test func anErrorShowsItsPlace() {
    #expect(
      english.lines(for: .failed([error("Play.swift", "é = 1", column: 4)])) == [
        "It does not compile:", "  Play.swift:3:4: error: no", "    é = 1", "      ^",
      ])
    let students = spanish.lines(for: .failed([error("LoRA.swift", ""), error("Play.swift", "")]))
    #expect(students.first?.hasPrefix("LoRA.swift no compila") == true)
    #expect(students.count == 3)
  }

  @Test(arguments: [
    (PlayEnding.finished(milliseconds: 0.2), "It ran to its end, in 1 ms."),
    (.finished(milliseconds: 1234), "It ran to its end, in 1.2 s."),
    (.exited(status: 2), "It ended itself: exit(2)."),
    (
      .broken(
        .crashed(signal: 4, message: "Error raised at top level: M.E", line: 7), file: "Play.swift"),
      "An error was thrown in Play.swift:7 and nothing caught it: M.E."
    ),
    (
      .broken(.crashed(signal: 4, message: "Index out of range", line: 9), file: "LoRA.swift"),
      "The program crashed at LoRA.swift:9 (runtime error, trap): Index out of range."
    ),
    (
      .broken(.protocolViolation("it wrote too much"), file: nil),
      "It was stopped: it wrote too much."
    ),
  ])
  func anEndingIsASentence(_ ending: PlayEnding, _ sentence: String) {
    #expect(english.sentence(for: ending) == sentence)
    #expect(spanish.sentence(for: ending) != sentence)
    #expect(spanish.sentence(for: ending).hasSuffix("."))
  }

  @Test func onlyWhatRanToAnEndOfItsOwnIsGood() {
    #expect(PlayEnding.finished(milliseconds: 1).isGood)
    #expect(PlayEnding.exited(status: 0).isGood)
    #expect(!PlayEnding.exited(status: 1).isGood)
    #expect(!PlayEnding.broken(.timedOut(seconds: 1), file: nil).isGood)
  }

  @Test func whatIsNoSourceIsSaidOfTheRightFile() {
    let play = english.lines(for: .unreadable(file: "Play.swift", .missing))
    #expect(play.first?.contains("`byhand play`") == true)
    let students = english.lines(for: .unreadable(file: "LoRA.swift", .missing))
    #expect(students.count == 1)
    #expect(
      students.first?.contains(".byhand/attempts; `byhand reset` puts the starter back") == true)
    #expect(
      english.lines(for: .unreadable(file: "Play.swift", .directory)).first?.hasPrefix("Play.swift")
        == true)
  }

  @Test func whatItPrintedIsShownHarmless() {
    #expect(english.lines(for: .output("a\n\n  b\u{7}\n\n")) == ["a", "", "  b·"])
    #expect(english.lines(for: .compiling) == [])
  }
}
