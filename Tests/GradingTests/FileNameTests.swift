import Testing

@testable import Grading

/// What the files of a run are called: no name of a stranger's is a path of ours.
@Suite struct FileNameTests {
  @Test func namesOfFilesAreSafeAndDistinct() {
    #expect(Submission.fileName("ana_1-2.x") == "ana_1-2.x")
    #expect(Submission.fileName("Ana.") == "Ana.")
    #expect(Submission.fileName("Peña") == "Peña")
    #expect(Submission.fileName("../x y\n") == "%2E.%2Fx%20y%0A")
    #expect(Submission.fileName("a%2Fb") != Submission.fileName("a/b"))
  }

  @Test func whatIsNoNameOfAFileBecomesOne() {
    #expect(Submission.fileName("") == "%")
    #expect(Submission.fileName(".") == "%2E")
    #expect(Submission.fileName("..") == "%2E.")
    #expect(Submission.fileName("CON") == "%43ON")
    #expect(Submission.fileName("lpt1.x") == "%6Cpt1.x")
    #expect(Submission.fileName("console") == "console")
  }

  @Test func whatHidesIsSpelledOut() {
    #expect(Submission.fileName("a\u{200D}b") == "a%E2%80%8Db")
    #expect(Submission.fileName("a\"\u{301},") == "a%22%CC%81%2C")
    #expect(Submission.fileName("a~b") == "a%7Eb")
  }

  @Test(arguments: ["n", "=", "語", "e\u{301}", "🧨"])
  func aLongNameIsCutAndMarked(_ part: String) {
    let name = String(repeating: part, count: 255)
    let file = Submission.fileName(name)
    #expect(file.utf8.count + ".json".utf8.count <= 255)
    #expect(file != Submission.fileName(name + part))
    #expect(file == Submission.fileName(name))
    #expect(!file.contains { $0 == "/" || $0.isNewline })
  }

  @Test func anAccentThatIsWrittenInTwoWaysIsTwoFilesEverywhere() {
    let (composed, decomposed) = (Submission.fileName("é"), Submission.fileName("e\u{301}"))
    #expect(composed == "é")
    #expect(composed != decomposed)
  }

  @Test func twoOfOneNameButForCaseAreMarked() {
    let files = FileNames(["Ana", "ana", "Ben", "ÉVA", "éva"])
    #expect(files["Ben"] == "Ben")
    #expect(Set(["Ana", "ana", "Ben", "ÉVA", "éva"].map { files[$0].lowercased() }).count == 5)
    #expect(FileNames(["Ana"])["Ana"] == "Ana")
  }

  @Test func anErrorShowsItsNamesHarmlessly() {
    let hostile = "a\u{1B}[31m\u{202E}\nb"
    for error in [
      GradingError.noSubmission(path: hostile), .emptyFolder(path: hostile),
      .closedFolder(path: hostile, reason: hostile),
      .sameName(hostile, first: hostile, second: hostile),
      .secretUnreadable(path: hostile, reason: hostile), .occupied(folder: hostile),
      .cannotWrite(path: hostile, reason: hostile), .notARun(path: hostile),
      .differentRuns(path: hostile, what: "the pack"), .differentGrades(submission: hostile),
      .unfinished(submission: hostile),
    ] {
      #expect(error.description.contains("a·[31m· b"))
      #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    }
  }
}
