import Foundation
import LessonPacks
import TestSupport
import Testing

@testable import StudentPages

/// The page in a browser. Counted as skipped where the machine has no Chromium
/// (`apt-get install chromium`).
@Suite(.serialized, .enabled(if: Chromium.program != nil, "no Chromium on this machine"))
struct BrowserTests {
  /// What a page around the page finds out about it.
  private struct Look: Decodable {
    var width: Int
    var wide: [String]
    var requests: [String]
    var sections: [String]
    var scripts: Int
  }

  /// The page in a frame of a width, and a script outside of it that looks.
  private func look(_ html: String, width: Int) throws -> Look {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    try folder.write("page.html", html)
    let frame = try folder.write(
      "frame.html",
      """
      <!DOCTYPE html><html><body>
      <iframe id="f" src="page.html" style="border:0;width:\(width)px;height:800px"></iframe>
      <pre id="said"></pre>
      <script>
      document.getElementById("f").addEventListener("load", function () {
        var page = document.getElementById("f").contentWindow;
        var all = page.document.querySelectorAll("body *");
        document.getElementById("said").textContent = JSON.stringify({
          width: page.document.documentElement.scrollWidth,
          wide: [].filter.call(all, function (e) {
            return e.getBoundingClientRect().right > \(width) + 0.5 && !e.closest(".table, svg");
          }).map(function (e) { return e.tagName + " " + e.className; }),
          requests: page.performance.getEntriesByType("resource").map(function (e) { return e.name; }),
          sections: [].map.call(page.document.querySelectorAll("section"), function (e) { return e.id; }),
          scripts: page.document.scripts.length
        });
      });
      </script></body></html>
      """)
    let document = try Chromium.document(of: frame, profile: folder.file("profile"))
    let said = try #require(document.firstMatch(of: /<pre id="said">(.*)<\/pre>/)).output.1
    let json = said.replacing("&amp;", with: "&").replacing("&lt;", with: "<")
    return try JSONDecoder().decode(Look.self, from: Data(json.utf8))
  }

  @Test(arguments: [360, 1280])
  func itFitsAndLoadsNothing(_ width: Int) throws {
    let look = try look(PageSample.page().html, width: width)
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
    let look = try look(page.html, width: 360)
    #expect(look.requests == [])
    #expect(look.scripts == 0)
    #expect(look.width <= 360)
    #expect(look.wide == [])
  }
}
