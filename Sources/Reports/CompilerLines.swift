import LessonPacks
import UntrustedText

/// What the compiler said of a file that could not be built, as lines for a terminal.
struct CompilerLines {
  let pack: Pack
  let wording: Wording
  let style: TextStyle

  /// So many errors are printed: the first ones are the causes, the others mostly follow from them.
  static let most = 10

  func lines(of build: BuildOutcome) -> [String] {
    switch build {
    case .built: []
    case .failed(let diagnostics): [""] + failed(diagnostics.filter { $0.severity == .error })
    case .missingDeclarations(let missing) where missing.count > 1: [""] + declarations(missing)
    case .missingDeclarations, .unreadable: [""] + marked(wording.sentence(for: build))
    }
  }

  private func marked(_ sentence: String) -> [String] {
    let lines = style.paragraph(sentence, first: "⚠ ")
    return [style.sign(.couldNotRun) + (lines.first ?? "").dropFirst()] + lines.dropFirst()
  }

  private func declarations(_ missing: [Declaration]) -> [String] {
    let head = Phrase(
      en: "\(wording.file) must declare these, as they stand here:",
      es: "\(wording.file) debe declarar esto, tal como está aquí:")
    return marked(head[wording.language])
      + missing.flatMap { style.paragraph($0.signature, first: "    ") }
  }

  private func failed(_ errors: [Diagnostic]) -> [String] {
    guard !errors.isEmpty else {
      return marked(wording.sentence(for: BuildOutcome.failed(diagnostics: [])))
    }
    let file = wording.file
    let count = errors.count
    let head =
      count == 1
      ? Phrase(en: "\(file) does not compile:", es: "\(file) no compila:")
      : Phrase(
        en: "\(file) does not compile. It has \(count) errors:",
        es: "\(file) no compila. Tiene \(count) errores:")
    var lines = marked(head[wording.language])
    var explained: Set<Int> = []
    for error in errors.prefix(Self.most) { lines += self.lines(of: error, &explained) }
    guard count > Self.most else { return lines }
    let more = count - Self.most
    let rest = Phrase(
      en: "and \(more) more: mend these first. `byhand check --format json` has all.",
      es: "y \(more) más: arregla antes estos. `byhand check --format json` los tiene todos.")
    return lines + style.paragraph(rest[wording.language], first: "    ")
  }

  /// An explanation stands under the first error that it explains.
  private func lines(of error: Diagnostic, _ explained: inout Set<Int>) -> [String] {
    let source = VisibleText.line(error.sourceLine, limit: 500)
    // The compiler counts columns in bytes.
    let before = String(
      decoding: error.sourceLine.utf8.prefix(max(0, error.column - 1)), as: UTF8.self)
    let lines = [
      "    \(wording.place(error)): \(VisibleText.line(error.message, limit: 500))",
      "    \(source)",
      "    " + String(repeating: " ", count: VisibleText.line(before, limit: 500).count) + "^",
    ]
    guard let index = pack.messages.firstIndex(where: { $0.matches(error.message) }),
      explained.insert(index).inserted
    else { return lines }
    return lines
      + style.paragraph(pack.messages[index].explanation[wording.language], first: "    → ")
  }
}
