import LessonPacks
import Progress

/// Where a student is, what the block asks, and which command comes next, as lines of text.
struct StatusText {
  var pack: Pack
  var progress: Progress
  var language: Language
  /// The student's file, as it should be shown.
  var file: String

  /// One screen of text that needs no cursor and no colour.
  var lines: String {
    var lines = ["ByHand · \(pack.title[language])", "\(text("Your file", "Tu archivo")): \(file)"]
    for block in pack.blocks { lines.append(line(of: block)) }
    guard let block = pack.blocks.first(where: { !progress.passes($0) }) else {
      return (lines + ["", everythingGreen]).joined(separator: "\n")
    }
    lines += ["", "\(text("Now", "Ahora")): \(block.id) \(block.title[language])"]
    lines += firstParagraph(of: block.text[language])
    if let check = block.checks.first(where: { progress.checks[$0.id]?.state == .failed }) {
      lines += ["", "\(text("Red", "En rojo")): \(check.id). \(check.statement[language])"]
      lines.append(check.advice[language])
    }
    return (lines + ["", next(block)]).joined(separator: "\n")
  }

  private func line(of block: Block) -> String {
    let passed = block.checks.count { progress.checks[$0.id]?.state == .passed }
    let mark = progress.passes(block) ? "[x]" : "[ ]"
    return "\(mark) \(block.id) \(block.title[language]): \(passed)/\(block.checks.count)"
  }

  private func firstParagraph(of markdown: String) -> [String] {
    let paragraphs = markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .split { $0.allSatisfy(\.isWhitespace) }
    guard let first = paragraphs.first(where: { $0.first?.hasPrefix("#") == false }) else {
      return []
    }
    return first.map(String.init)
  }

  private var everythingGreen: String {
    text(
      "Everything is green. `byhand notes` shows what was measured.",
      "Todo está en verde. `byhand notes` muestra lo medido.")
  }

  private func next(_ block: Block) -> String {
    text(
      "Next: edit the file, then `byhand check`. Stuck: `byhand hint --block \(block.id)`.",
      "Siguiente: edita el archivo y ejecuta `byhand check`. Si te atascas: "
        + "`byhand hint --block \(block.id)`.")
  }

  private func text(_ english: String, _ spanish: String) -> String {
    language == .es ? spanish : english
  }
}

extension Desk {
  func status() -> String {
    StatusText(
      pack: course.pack, progress: progress, language: language,
      file: course.folder.sourceFile.path
    ).lines
  }
}
