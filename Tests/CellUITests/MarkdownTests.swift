import Testing

@testable import CellUI

@Suite struct MarkdownTests {
  private let theme = MarkdownTheme(Capabilities())

  private func render(_ text: String, _ width: Int = 30) -> [StyledLine] {
    Markdown.render(text, width: width, theme: theme)
  }

  @Test func aPage() {
    let text = """
      # Title
      A paragraph that goes
      on over two lines of source.

      - one
      - two that is too long to fit

      ```swift
      let x = 1
      ```
      > quoted
      """
    #expect(
      render(text).map(\.text) == [
        "Title", "A paragraph that goes on over", "two lines of source.", "", "• one",
        "• two that is too long to fit", "", "  let x = 1", "  quoted",
      ])
  }

  @Test func aBarInACellIsNoBar() {
    #expect(
      MarkdownTable.cells(of: "| largest \\|a − b\\| | 0.0 |") == ["largest |a − b|", "0.0"])
    #expect(MarkdownTable.cells(of: "| a || b |") == ["a", "", "b"])
    #expect(MarkdownTable.cells(of: "|") == [])
  }

  @Test func aTableThatDoesNotFitIsWrappedAndNotCut() {
    let text = "| what | value |\n|---|---|\n| a long name of a thing | 4.8e-07 of (\\|a − b\\|) |"
    let theme = MarkdownTheme(Capabilities(depth: .none))
    let narrow = Markdown.render(text, width: 24, theme: theme).map(\.text)
    #expect(narrow.allSatisfy { DisplayWidth.of($0) <= 24 })
    #expect(narrow.joined(separator: " ").contains("(|a − b|)"))
    let wide = Markdown.render(text, width: 60, theme: theme).map(\.text)
    #expect(wide.count == 2 && wide[1].hasPrefix("a long name of a thing  4.8e-07"))
  }

  @Test func tablesAreSetInColumns() {
    let text = "| name | `r` |\n|---|---:|\n| a | 10 |\n| longer name | 2 |\n\nafter"
    let lines = render(text)
    #expect(
      lines.map(\.text) == ["name         r", "a            10", "longer name  2", "", "after"])
    #expect(lines[0].spans.first?.style == theme.strong)
    #expect(render(text, 8).allSatisfy { $0.width <= 8 })
    #expect(render("```\n| a |\n```").map(\.text) == ["  | a |"])
  }

  @Test func commentsAreNotShown() {
    #expect(render("one\n<!-- mark -->\ntwo").map(\.text) == ["one", "two"])
  }

  @Test func marksBecomeStyles() {
    let line = render("use `register` and **never** forget")[0]
    #expect(line.text == "use register and never forget")
    #expect(line.spans.first { $0.text == "register" }?.style == theme.code)
    #expect(line.spans.contains { $0.text == "never" && $0.style.bold })
  }

  @Test func asterisksOfArithmeticStay() {
    #expect(render("2 * 3 * 4")[0].text == "2 * 3 * 4")
    #expect(render("`a * b` and lora_A and lora_B")[0].text == "a * b and lora_A and lora_B")
  }

  @Test func linksShowTheirText() {
    #expect(render("see [the paper](https://example.org)")[0].text == "see the paper")
  }

  @Test func codeIsCutAndNotWrapped() {
    let lines = render("```\nabcdefghijklmnopqrstuvwxyz\n```", 10)
    #expect(lines.map(\.text) == ["  abcdefg…"])
  }
}
