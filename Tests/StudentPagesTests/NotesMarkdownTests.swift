import TestSupport
import Testing

@testable import StudentPages

/// A student's Markdown as HTML.
@Suite struct NotesMarkdownTests {
  @Test(arguments: [
    ("a\nb\n\nc", "<p>a\nb</p>\n<p>c</p>\n"),
    ("# a\n### b", "<h3>a</h3>\n<h4>b</h4>\n"),
    (
      "- a\n- b\n  more\n\n- c\n\nd",
      "<ul>\n<li>a</li>\n<li>b\nmore</li>\n<li>c</li>\n</ul>\n<p>d</p>\n"
    ),
    ("1. a\n2. b\n- c", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<ul>\n<li>c</li>\n</ul>\n"),
    ("> a\n> b", "<blockquote><p>a\nb</p></blockquote>\n"),
    ("```\n- a < b\n```", "<pre class=\"plain\"><code>- a &lt; b</code></pre>\n"),
    ("---", "<hr/>\n"), ("<!-- a -->\nb", "<p>b</p>\n"),
    (
      "| a | b |\n|---|---|\n| `c` | \\| |",
      "<div class=\"table\"><table><tbody>\n<tr><th>a</th><th>b</th></tr>\n"
        + "<tr><td><code>c</code></td><td>|</td></tr>\n</tbody></table></div>\n"
    ),
    ("2 * 3 * 4 **a *b*** `**`", "<p>2 * 3 * 4 <strong>a *b</strong>* <code>**</code></p>\n"),
    ("", ""),
  ])
  func itBecomes(_ markdown: String, _ html: String) {
    #expect(NotesMarkdown.html(markdown).text == html)
  }
}
