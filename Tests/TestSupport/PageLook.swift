import Foundation
import Testing

/// What a page around a page finds out about it, in a browser.
public struct PageLook: Decodable {
  /// Of the whole page, in pixels.
  public var width: Int
  /// What reaches beyond the window, but for what is scrolled by itself.
  public var wide: [String]
  /// What it loads.
  public var requests: [String]
  /// By their ids.
  public var sections: [String]
  public var scripts: Int

  /// The page in a frame of a width, and a script outside of it that looks.
  public static func of(_ html: String, width: Int) throws -> PageLook {
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
            return e.getBoundingClientRect().right > \(width) + 0.5 && !e.closest(".table, svg, pre");
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
    return try JSONDecoder().decode(PageLook.self, from: Data(json.utf8))
  }
}
