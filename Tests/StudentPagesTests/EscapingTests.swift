import Foundation
import LessonPacks
import Progress
import Reports
import TestSupport
import Testing

@testable import StudentPages

/// Whatever a student, a model or a pack writes is text on the page.
@Suite struct EscapingTests {
  static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='alert(1)",
    "&amp; & &#60; &lt;", "]]><!--", "--><script>", "</style><script>", "<\u{301}script>",
    "\u{202E}gnp.exe\u{200F}", "a\u{0}b\u{1B}[31m\u{7}", "\u{FFFE}\u{FFFF}\u{85}\u{2028}",
    "javascript:alert(1)", "[x](javascript:alert(1))", "[x](https://a\" onclick=\"b)",
    "![x](https://example.org/pixel.png)", "`</code><script>`", "**<b onclick=x>**",
    "| <td> | \u{202E} |", "```swift\n</code></pre><script>\n```", "> <iframe src=x>",
    "# <svg onload=x>", "\\(x) \"\\\"", "\"\"\"\n<script>", "/* <script>",
  ]

  /// The page with a text wherever a stranger's may stand.
  private func page(_ text: String) -> StudentPage {
    var pack = PageSample.pack
    let everywhere = LocalizedText(same: text)
    pack.title = everywhere
    pack.about = everywhere
    pack.blocks[0].title = everywhere
    pack.blocks[0].checks[0].statement = everywhere
    pack.blocks[0].questions[0] = Question(
      id: "gradient", ask: everywhere, answers: [everywhere, everywhere], right: 1,
      because: everywhere)
    var progress = PageSample.progress()
    let show = PageSample.finale(before: text, after: text, model: text, question: text)
    progress.keepForPage(FinaleRecord(show, pack: pack))
    progress.page?.finale?.facts = [["en": text]]
    progress.page?.finale?.known = text
    for place in progress.page?.overcome.keys.sorted() ?? [] {
      progress.page?.overcome[place]?.found = ["en": text]
      progress.page?.overcome[place]?.picture?.name = text
      progress.page?.overcome[place]?.picture?.against = text
    }
    progress.page?.measured = ["difference": ["en": text]]
    return StudentPage(
      pack: pack, progress: progress, language: .en, notes: text,
      files: [.init(name: text, text: text)], secondsSpent: 1)
  }

  @Test(arguments: hostile)
  func itIsText(_ text: String) {
    let html = page(text).html
    let tree = PageTree(html)
    #expect(tree.trouble == nil)
    let names = Set(tree.elements.map(\.name))
    #expect(names.isDisjoint(with: ["script", "img", "iframe", "object", "embed", "form", "base"]))
    for element in tree.elements {
      for (name, value) in element.attributes {
        #expect(!name.hasPrefix("on"), "\(element.name) \(name)")
        if name == "href" { #expect(value == "data:," || value.hasPrefix("http"), "\(value)") }
        #expect(name != "src")
      }
    }
    // Scalars that turn the text, move a cursor or are not allowed.
    #expect(
      html.unicodeScalars.allSatisfy {
        $0 == "\n"
          || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value)
            && !(0x200B...0x200F).contains($0.value) && !(0x2028...0x202E).contains($0.value)
            && !(0xFFFE...0xFFFF).contains($0.value))
      })
  }

  /// What is hostile in one line may be so only beside another.
  @Test func allOfItAtOnce() {
    let html = page(Self.hostile.joined(separator: "\n")).html
    let tree = PageTree(html)
    #expect(tree.trouble == nil)
    #expect(!html.contains("<script"))
  }

  @Test func whatWasWrittenIsRead() throws {
    let text = "a < b && c > \"d\" 'e' &amp; <script>"
    let tree = PageTree(page(text).html)
    #expect(tree.all("h1").map(\.text) == [text])
    #expect(tree.all("td").map(\.text) == [text])
    #expect(tree.all("span", "class", "l").map(\.text) == [text + "\n"])
  }

  @Test func aFileOfGarbageIsAPage() {
    var generator = SystemRandomNumberGenerator()
    for size in [1, 100, 20_000] {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let page = page(String(decoding: bytes, as: UTF8.self))
      #expect(PageTree(page.html).trouble == nil, "\(bytes.prefix(200))")
    }
  }

  @Test func aLinkLeadsToTheWebOrIsText() {
    let html = page("[a](https://example.org/?a=1&b=2) [b](ftp://x) [c](HTTP://x)").html
    let anchors = PageTree(html).all("a").compactMap { $0.attributes["href"] }
    #expect(Set(anchors) == ["https://example.org/?a=1&b=2", "HTTP://x"])
    #expect(html.contains("b (ftp://x)"))
  }
}
