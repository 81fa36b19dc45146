import CellUI
import LessonPacks
import Progress
import Reports

/// Where the student is, what the step asks, and which words come next.
extension PlainFace {
  var status: [String] {
    let title = new.pack.title[new.language]
    let number = new.pack.id.prefix { $0.isNumber }
    let head = number.isEmpty ? title : "\(number) \(title)"
    return ["ByHand · \(head)"] + wrapped(say(.yourFile(new.filePath))) + [""]
      + new.pack.blocks.flatMap(lines(of:)) + finale + [""] + place + [""] + step
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

  private var finale: [String] {
    guard let finale = new.pack.finale else { return [] }
    let state =
      !new.isFinaleOpen
      ? say(.locked)
      : new.progress.hasWatchedFinale ? say(.watched) : say(.plainWatch)
    return read("\(finale.title[new.language]): \(state)")
  }

  /// Where the student is now.
  var place: [String] {
    guard let block = new.selectedBlock else { return [] }
    let step = new.currentStep.map { ", " + say(.inStep($0)) } ?? ""
    return wrapped(say(.plainNow("\(block.id) · \(block.title[new.language])\(step)")))
  }

  var blockHead: [String] { place + step }

  /// What the step or the block's page says.
  var step: [String] {
    [new.lessonTitle, ""] + new.lessonLines(width: width).map { $0.text.trimmingTrailingSpaces }
  }

  /// What may be typed, with one line for each.
  var words: [String] {
    let named = Binding.namings.map { naming in
      (
        say(naming.word) + " " + say(naming.argument), say(naming.help)
      )
    }
    let plain = Binding.all.compactMap { binding -> (String, String)? in
      guard let word = binding.word(new.language), let help = binding.help else { return nil }
      return (word, say(help))
    }
    let column = (plain + named).map { DisplayWidth.of($0.0) }.max() ?? 0
    return wrapped(say(.plainWords))
      + (plain + named).flatMap { word, help in
        hanging(StyledLine("  " + word).padded(to: column + 4), StyledLine(help), width: width)
          .map { $0.text.trimmingTrailingSpaces }
      }
  }
}

extension Binding {
  /// The word of a language that asks for it in lines: the longest of the first, or of the last.
  func word(_ language: Language) -> String? {
    let long = words.filter { $0.count > 1 }
    switch language {
    case .en: return long.first ?? words.first
    case .es:
      return long.count > 1
        ? long[long.contains("exit") ? long.count - 1 : 1] : long.first ?? words.first
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
  static let plainWatch = Phrase(
    en: "open; type watch, or run `byhand train`",
    es: "abierto; escribe mirar, o ejecuta `byhand train`")
  static func plainNow(_ place: String) -> Phrase {
    Phrase(en: "You are at: \(place)", es: "Estás en: \(place)")
  }
  static let plainWords = Phrase(
    en: "Save your file to run the checks, or type one of these words:",
    es: "Guarda tu archivo para ejecutar las comprobaciones, o escribe una de estas palabras:")
}
