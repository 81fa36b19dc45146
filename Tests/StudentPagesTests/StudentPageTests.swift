import Foundation
import LessonPacks
import Progress
import Reports
import TestSupport
import Testing

@testable import StudentPages

// Foundation has a class of this name.
import Progress

/// What stands on the page, and in which order.
@Suite struct StudentPageTests {
  @Test(arguments: Language.allCases)
  func everythingThatThereIsStandsThere(_ language: Language) {
    let page = PageSample.page(language)
    let tree = PageTree(page.html)
    #expect(tree.trouble == nil)
    #expect(
      tree.sections == ["notes", "finale", "struggles", "predictions", "measures", "code"])
    #expect(tree.all("h1").map(\.text) == [page.pack.title[language]])
    #expect(tree.all("html").first?.attributes["lang"] == language.rawValue)
    #expect(page.leftOut == [page.say(.unanswered(1, of: 2))])
  }

  @Test func theSameValuesGiveTheSameBytes() {
    #expect(PageSample.page().html == PageSample.page().html)
  }

  @Test func numbersAreWrittenAsTheLanguageWritesThem() {
    #expect(PageSample.page(.en).html.contains("4.8e-07"))
    let spanish = PageSample.page(.es).html
    #expect(spanish.contains("4,8e-07"))
    #expect(!spanish.contains("4.8e-07"))
    #expect(spanish.contains("1 h 7 min"))
  }

  @Test func ofNothingThePageIsWholeAndSaysWhatIsMissing() {
    let page = StudentPage(
      pack: PageSample.pack, progress: StudentProgress(packID: PageSample.pack.id), language: .en,
      files: [.init(name: "LoRA.swift", text: nil, trouble: .missing)])
    let tree = PageTree(page.html)
    #expect(tree.trouble == nil)
    #expect(tree.sections == [])
    #expect(
      page.leftOut
        == [
          .unanswered(2, of: 2), .noStruggle(seconds: 10), .finaleNotOpen, .noTime, .noMeasures,
          .noNotes, .noFile("LoRA.swift"),
        ].map(page.say))
  }

  @Test func whyThereIsNoFinaleIsSaid() {
    var progress = PageSample.progress()
    progress.page?.finale = nil
    #expect(PageSample.page(progress: progress).leftOut.contains(Phrase.finaleNotKept.en))
    progress.hasWatchedFinale = false
    #expect(PageSample.page(progress: progress).leftOut.contains(Phrase.finaleNotSeen.en))
    var page = PageSample.page(progress: progress)
    page.pack.finale = nil
    #expect(page.leftOut.contains(Phrase.lessonWithoutFinale.en))
  }

  @Test func aPredictionShowsWhetherItHeld() throws {
    let tree = PageTree(PageSample.page().html)
    let item = try #require(tree.all("li", "class", "failed").first)
    #expect(item.text.contains("Only A") && item.text.contains("Only B"))
    #expect(tree.all("li", "class", "held").isEmpty)
    var progress = PageSample.progress()
    progress.blocks["A"]?.answers["gradient"] = 1
    let other = PageTree(PageSample.page(progress: progress).html)
    #expect(other.all("li", "class", "held").count == 1)
  }

  /// The answer of a question that was not answered is no business of a reader's.
  @Test func aQuestionWithoutAnAnswerIsNotShown() {
    var progress = PageSample.progress()
    progress.blocks["A"]?.answers = [:]
    let page = PageSample.page(progress: progress)
    #expect(!page.html.contains("multiplied by 0"))
    #expect(page.leftOut.contains(Phrase.unanswered(2, of: 2).en))
  }

  @Test func theStrugglesAreDrawn() throws {
    let tree = PageTree(PageSample.page().html)
    let pictures = tree.all("svg").filter {
      $0.path.contains("figure") && $0.path.contains("article")
    }
    // Yours, the reference and the difference of two struggles.
    #expect(pictures.count == 6)
    #expect(
      pictures.map { $0.attributes["viewBox"] }
        == Array(repeating: "0 0 48 12", count: 3) + Array(repeating: "0 0 48 24", count: 3))
    #expect(tree.all("p", "class", "shape").map(\.text)[0] == "Shape 6 × 48.")
    #expect(tree.all("p", "class", "shape").map(\.text)[1].contains("Shown is matrix 2"))
  }

  @Test func aPictureThatWasChangedOnTheDiskIsNotDrawn() {
    var progress = PageSample.progress()
    for place in progress.page?.overcome.keys.sorted() ?? [] {
      progress.page?.overcome[place]?.picture?.rows = 1 << 40
    }
    let tree = PageTree(PageSample.page(progress: progress).html)
    #expect(tree.trouble == nil)
    #expect(tree.all("svg").filter { $0.path.contains("article") }.isEmpty)
  }

  @Test func theFinaleShowsBeforeAndAfter() throws {
    let tree = PageTree(PageSample.page().html)
    #expect(tree.all("blockquote").map(\.text).contains("el gato"))
    let line = try #require(tree.all("path", "class", "line").first?.attributes["d"])
    #expect(line.hasPrefix("M0 4L"))
    #expect(line.split(separator: "L").count == 200)
    #expect(tree.all("figcaption").contains { $0.text.contains("Loss over 300 steps: from 4 to") })
    var progress = PageSample.progress()
    progress.keepForPage(
      FinaleRecord(
        PageSample.finale(model: "SmolLM2", question: "What is B?"), pack: PageSample.pack))
    let other = PageTree(PageSample.page(progress: progress).html)
    let answers = try #require(other.all("dl", "class", "pair").first)
    #expect(answers.text.contains("before") && answers.text.contains("after 12 steps"))
    #expect(
      other.all("p", "class", "lead").contains { $0.text.contains("ran in SmolLM2, for 27 s") })
  }

  @Test func eachLineOfTheCodeIsAnElementOfItsOwn() {
    let tree = PageTree(PageSample.page().html)
    let lines = tree.all("span", "class", "l").map(\.text)
    #expect(
      lines.joined()
        == PageSample.code.replacing("\t", with: "    ") + "\n")
    #expect(lines.count == 8)
    #expect(tree.all("b").contains { $0.text == "class" })
    #expect(tree.all("i").map(\.text).contains("   lines. */"))
  }

  @Test func allFilesOfTheWorkAreShown() {
    var page = PageSample.page()
    page.files.append(.init(name: "Other.swift", text: "let x = 1\n"))
    page.files.append(.init(name: "Lost.swift", text: nil, trouble: .noFile))
    #expect(
      PageTree(page.html).all("h3", "class", "file").map(\.text) == ["LoRA.swift", "Other.swift"])
    #expect(page.leftOut.contains(Phrase.noPlainFile("Lost.swift").en))
  }
}
