import CellUI
import LessonPacks
import Progress
import Reports

/// Where the student is, what the step asks, and which words come next.
extension PlainFace {
  var status: [String] {
    ["ByHand · \(new.lessonName)", say(.yourFile(new.filePath)), ""]
      + new.pack.blocks.flatMap(lines(of:)) + finale + [""] + blockHead + [""] + help
  }

  private func lines(of block: Block) -> [String] {
    let green = new.greenCount(of: block)
    let head = wrapped(
      say(.plainBlock(block.id, block.title[new.language], green, of: block.checks.count)))
    guard block.id == new.selectedBlock?.id else { return head }
    return head + new.rows.compactMap(line(of:))
  }

  /// The state in words: a mark says nothing to a screen reader.
  private func line(of row: LessonRow) -> String? {
    switch row {
    case .step(let step):
      let title = step.title.isEmpty ? "" : " · \(step.title)"
      let count = step.count > 0 ? " (\(step.green)/\(step.count))" : ""
      return "  \(say(.step(step.number)))\(title): \(word(for: step.mark))\(count)"
    case .check(let check, let isNested):
      return "\(isNested ? "    " : "  ")\(check.id): \(word(for: new.mark(of: check)))"
    case .finale: return nil
    }
  }

  func word(for mark: CheckMark) -> String {
    switch mark {
    case .passed: say(.plainHolds)
    case .wrong: say(.plainWrong)
    case .broken: say(.plainBroken)
    case .notBegun: say(.notBegun)
    case .running: say(.markRunning)
    }
  }

  private var finale: [String] { new.finaleLine.map(wrapped) ?? [] }

  /// What there is for a student who is stuck, and for one who works with commands what comes next.
  private var help: [String] {
    var sentences: [Phrase] = []
    if let hints = hintCounts { sentences.append(hints) }
    if let gate = new.gateState, let block = new.selectedBlock {
      sentences.append(.plainGate(gate, block.id, new.asking))
    }
    if new.asking == .commands {
      sentences.append(
        new.asking.ask(.run)
          + Phrase(en: "when you have saved your file.", es: "cuando hayas guardado tu archivo."))
    }
    return sentences.flatMap { wrapped(say($0)) } + toNextBlock
  }

  /// Where to go from a block that passes.
  var toNextBlock: [String] {
    guard let block = new.selectedBlock, new.progress.passes(block),
      let next = new.pack.blocks.first(where: { !new.progress.passes($0) })
    else { return [] }
    return [""]
      + wrapped(
        say(
          new.asking.ask(.block(next.id, of: new.pack.id))
            + Phrase(en: "to go on.", es: "para seguir.")))
  }

  /// Where the student is now.
  var place: [String] {
    guard let block = new.selectedBlock else { return [] }
    let step = new.currentStep.map { ", " + say(.inStep($0)) } ?? ""
    return wrapped(say(.plainNow("\(block.id) · \(block.title[new.language])\(step)")))
  }

  /// The same, and what stands there to read.
  var blockHead: [String] { place + [""] + (new.currentStep == nil ? text : step) }

  /// What the step or the block's page says.
  var step: [String] { wrapped(new.lessonTitle) + [""] + text + onward }

  private var text: [String] {
    new.lessonLines(width: width).map { $0.text.trimmingTrailingSpaces }
  }

  /// Behind a block's page come its steps.
  private var onward: [String] {
    guard new.currentStep == nil, let block = new.selectedBlock,
      let first = new.stepNumbers(of: block).first
    else { return [] }
    return [""]
      + wrapped(
        say(
          new.asking.ask(.step(first, of: new.pack.id))
            + Phrase(en: "for the first step.", es: "para ver el primer paso.")))
  }

  /// What may be typed, with one line for each.
  var words: [String] {
    let hasKey = new.pack.gate.keyDigest != nil
    let named = Binding.namings.filter { hasKey || !$0.words.contains("key") }.map { naming in
      (
        say(naming.word) + " " + say(naming.argument),
        say(naming.help)
      )
    }
    let plain = Binding.all.compactMap { binding -> (String, String)? in
      guard let word = binding.word, let help = binding.linesHelp ?? binding.help
      else { return nil }
      return (say(word), say(help))
    }
    let column = (plain + named).map { DisplayWidth.of($0.0) }.max() ?? 0
    return wrapped(say(.plainWords))
      + (plain + named).flatMap { word, help in
        hanging(StyledLine("  " + word).padded(to: column + 4), StyledLine(help), width: width)
          .map { $0.text.trimmingTrailingSpaces }
      }
  }
}

extension Phrase {
  static func plainBlock(_ id: String, _ title: String, _ green: Int, of all: Int) -> Phrase {
    Phrase(
      en: "Block \(id) · \(title): \(green) of \(all) checks hold",
      es: "Bloque \(id) · \(title): se cumplen \(green) de \(all) comprobaciones")
  }
  static let plainHolds = Phrase(en: "holds", es: "se cumple")
  static let plainWrong = Phrase(en: "wrong", es: "mal")
  static let plainBroken = Phrase(en: "could not run", es: "no se pudo ejecutar")
  static let plainLocked = Phrase(
    en: "locked until every block passes", es: "bloqueado hasta superar todos los bloques")
  static func plainCompiling(_ file: String) -> Phrase {
    Phrase(en: "Compiling \(file) …", es: "Compilando \(file) …")
  }
  static func plainGate(_ gate: GateState, _ block: String, _ asking: Asking) -> Phrase {
    switch gate {
    case .open:
      let ask = asking.ask(.solution(block: block))
      return Phrase(
        en: "Solution of block \(block): open. \(ask.en) to see it.",
        es: "Solución del bloque \(block): abierta. \(ask.es) para verla.")
    case .closed(let seconds, let check):
      let left = TimeText.left(seconds)
      return Phrase(
        en: "Solution of block \(block): opens after \(left) of work on "
          + "\(check ?? "a red check"), or when the block passes.",
        es: "Solución del bloque \(block): se abre tras \(left) de trabajo en "
          + "\(check ?? "una comprobación en rojo"), o cuando superes el bloque.")
    }
  }
  static func plainNow(_ place: String) -> Phrase {
    Phrase(en: "You are at: \(place)", es: "Estás en: \(place)")
  }
  static let plainWords = Phrase(
    en: "Save your file to run the checks, or type one of these words:",
    es: "Guarda tu archivo para ejecutar las comprobaciones, o escribe una de estas palabras:")
}
