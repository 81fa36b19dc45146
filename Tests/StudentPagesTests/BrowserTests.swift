import Foundation
import LessonPacks
import TestSupport
import Testing

@testable import StudentPages

/// The page in a browser. Counted as skipped where the machine has no Chromium
/// (`apt-get install chromium`).
@Suite(.serialized, .enabled(if: Chromium.isWanted, "no Chromium on this machine"))
struct BrowserTests {
  @Test(arguments: [360, 1280])
  func itFitsAndLoadsNothing(_ width: Int) throws {
    let look = try PageLook.of(PageSample.page().html, width: width)
    #expect(
      look.sections == ["notes", "finale", "struggles", "predictions", "measures", "code"])
    #expect(look.requests == [])
    #expect(look.scripts == 0)
    #expect(look.width <= width)
    #expect(look.wide == [])
  }

  /// Long words, wide tables and whatever tries to be more than text.
  @Test func whateverIsWrittenItFitsAndLoadsNothing() throws {
    let long = String(repeating: "m", count: 3000)
    let notes =
      (EscapingTests.hostile + [long, "| \(long) | b |\n|---|---|\n| 1 | 2 |", "```\n\(long)\n```"])
      .joined(separator: "\n\n")
    let page = PageSample.page(.es, notes: notes, code: "let \(long) = \"\(long)\"\n")
    let look = try PageLook.of(page.html, width: 360)
    #expect(look.requests == [])
    #expect(look.scripts == 0)
    #expect(look.width <= 360)
    #expect(look.wide == [])
  }
}
