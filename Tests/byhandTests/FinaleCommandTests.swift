import Foundation
import TestSupport
import Testing

@testable import byhand

/// The end of the lesson: who may watch it, and what is said of it.
@Suite(.serialized) struct FinaleCommandTests {
  @Test func anUnfinishedFileTrainsNothing() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let starter = try program.run(["train"])
    #expect(starter.status == 1)
    #expect(
      starter.output.contains("it needs every check green. \(LessonZero.all) are not begun."),
      "\(starter.output)")
    #expect(!starter.output.contains("step 1/"))
    let wrong = Repository.root
      .appendingPathComponent("lessons/00-lora-by-hand/wrong/L07-no-scale.swift")
    let red = try program.run(["train", "--file", wrong.path])
    #expect(red.status == 1)
    #expect(red.output.contains(" are not: lora_forward,"), "\(red.output)")
    #expect(red.output.contains("lora_scale") && red.output.contains("merge_in_model"))
    #expect(!red.output.contains("tokens/s"))
    try program.write("let x =\n")
    let broken = try program.run(["train"])
    #expect(broken.status == 1)
    #expect(broken.output.contains("LoRA.swift does not compile"))
    #expect(try program.run(["train", "01"]).status == 1)
  }

  @Test func itIsLockedThenOpenThenWatchedWhereverItIsSpokenOf() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    func said(_ words: String) throws {
      for command in [["status", "00"], ["check"]] {
        let output = try program.run(command).output
        #expect(output.contains(words), "\(command): \(output)")
      }
    }
    try said("Watch it learn: locked until every block passes")
    #expect(
      try program.run(["--plain"], input: "watch\n").output.contains("It opens when every block"))
    try program.write(String(contentsOf: BuiltProgram.solution, encoding: .utf8))
    _ = try program.run(["check"])
    try said("Watch it learn: open. Run `byhand train` to see it.")
    let train = try program.run(["train", "--seed", "3"])
    #expect(train.status == 0, "\(train.output)")
    let lines = train.output.split(separator: "\n")
    #expect(lines.first == "Watch it learn")
    #expect(lines.count { $0.contains("tokens/s") } >= 9)
    // Without a model of one's own, how to get one is said at the end.
    #expect(lines.contains("It ran to its end."))
    #expect(lines.suffix(4).contains { $0.contains("hf download") })
    try spanishIsWritten(train.output)
    // Read out once, and no Markdown.
    #expect(train.output.components(separatedBy: "A MiniGPT that has read").count == 2)
    #expect(!train.output.contains("**") && !train.output.contains("`"))
    try said("Watch it learn: watched · Run `byhand train` to see it again.")
  }

  /// What it writes before is in the English text, and what it writes after in the Spanish one: every
  /// word, or nearly.
  private func spanishIsWritten(_ output: String) throws {
    for (title, language) in [("before", "english"), ("after", "spanish")] {
      let text = try String(
        contentsOf: Repository.root
          .appendingPathComponent("lessons/00-lora-by-hand/data/\(language).txt"),
        encoding: .utf8)
      let head = "Text \(title) training: "
      let line = try #require(output.split(separator: "\n").first { $0.hasPrefix(head) })
      let known = Set(words(of: text))
      let written = words(of: String(line.dropFirst(head.count)))
      let right = written.count { known.contains($0) }
      #expect(written.count > 30 && right * 100 >= written.count * 95, "\(line)")
    }
  }

  private func words(of text: String) -> [String] {
    text.split { !$0.isLetter }.map(String.init)
  }
}
