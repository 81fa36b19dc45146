import CellUI
import LessonPacks
import Progress

extension Binding {
  /// The keys of a lesson.
  static let lesson: [Binding] = [
    Binding(
      keys: [.character("e")], shown: "e", word: Phrase(en: "edit", es: "editar"), others: ["e"],
      context: .place(.lesson),
      label: { _ in Label(text: Phrase(en: "edit", es: "editar")) },
      help: Phrase(
        en: "open your file in $EDITOR, at the line in question",
        es: "abre tu archivo en $EDITOR, en la línea en cuestión"),
      action: .edit),
    Binding(
      keys: [.enter], shown: "Enter", context: .place(.lesson),
      label: {
        Label(
          text: Phrase(en: "explore", es: "explorar"), isEnabled: $0.canExplore)
      },
      help: Phrase(
        en: "open the result of the selected check on the whole screen",
        es: "abre el resultado de la comprobación elegida en toda la pantalla"),
      action: .explore),
    Binding(
      keys: [.character("d")], shown: "d", context: .place(.lesson),
      label: { model in
        guard model.isNarrow, model.selectedCheck != nil else { return nil }
        return Label(
          text: model.showsLessonAlone
            ? Phrase(en: "result", es: "resultado") : Phrase(en: "text", es: "texto"))
      },
      help: Phrase(
        en: "in a small window: the text of the step, or the result",
        es: "en una ventana pequeña: el texto del paso, o el resultado"),
      action: .swapPane),
    Binding(
      keys: [.character("h")], shown: "h", word: Phrase(en: "hint", es: "pista"), others: ["h"],
      context: .place(.lesson),
      label: { model in
        let count = model.ladder.hints.count
        let text = "\(model.hintsOpened)/\(count)"
        return Label(
          text: Phrase(en: "hint \(text)", es: "pista \(text)"),
          isEnabled: model.selectedBlock?.hints.isEmpty == false)
      },
      help: Phrase(
        en: "the last hint you opened; → shows the next one, ← an earlier one",
        es: "la última pista que abriste; → muestra la siguiente, ← una anterior"),
      linesHelp: Phrase(
        en: "the last hint you opened; next shows the next one",
        es: "la última pista que abriste; siguiente muestra la siguiente"),
      action: .hint),
    Binding(
      keys: [.character("p")], shown: "p", word: Phrase(en: "predict", es: "predecir"),
      others: ["p"],
      context: .place(.lesson),
      label: { model in
        guard !model.questions.isEmpty else { return nil }
        let text = "\(model.answeredCount)/\(model.questions.count)"
        return Label(text: Phrase(en: "predict \(text)", es: "predecir \(text)"))
      },
      help: Phrase(
        en: "predict what the checks will say, before they say it",
        es: "predice lo que dirán las comprobaciones, antes de que lo digan"),
      action: .predict),
    Binding(
      keys: [.character("s")], shown: "s", word: Phrase(en: "solution", es: "solución"),
      others: ["s", "solucion"],
      context: .place(.lesson),
      label: { model in
        guard let state = model.gateState else { return nil }
        let isOpen = if case .open = state { true } else { false }
        return Label(text: Phrase(en: "solution", es: "solución"), isEnabled: isOpen)
      },
      help: Phrase(
        en: "the solution of the block, when it passes or after work on a red check; d compares",
        es: "la solución del bloque, al superarlo o tras trabajar en una comprobación en rojo; d "
          + "compara"),
      linesHelp: Phrase(
        en: "the solution of the block, when it passes or after work on a red check",
        es: "la solución del bloque, al superarlo o tras trabajar en una comprobación en rojo"),
      action: .solution),
    Binding(
      keys: [.character("a")], shown: "a", context: .place(.lesson),
      label: { _ in Label(text: .same("API")) },
      help: Phrase(
        en: "TensorKit's names, and what PyTorch calls them",
        es: "los nombres de TensorKit, y cómo los llama PyTorch"),
      action: .api(nil)),
    Binding(
      keys: [.character("P")], shown: "P", word: Phrase(en: "play", es: "pruebas"),
      others: ["jugar"],
      context: .place(.lesson),
      label: { _ in Label(text: Phrase(en: "play", es: "pruebas")) },
      help: Phrase(
        en: "the playground: Play.swift, run with your file, never checked",
        es: "pruebas: Play.swift, ejecutado con tu archivo, sin comprobar"),
      action: .play),
    Binding(
      keys: [.character("n")], shown: "n", word: Phrase(en: "notes", es: "notas"), others: ["n"],
      context: .place(.lesson),
      label: { _ in Label(text: Phrase(en: "notes", es: "notas")) },
      help: Phrase(
        en: "notes.md: the measured values, and your own words",
        es: "notes.md: los valores medidos, y tus propias palabras"),
      action: .notes),
    Binding(
      keys: [.character("T")], shown: "T", context: .place(.lesson),
      label: {
        $0.pack.theory.isEmpty
          ? nil : Label(text: Phrase(en: "theory", es: "teoría"))
      },
      help: Phrase(
        en: "optional theory; ← → change page", es: "teoría opcional; ← → cambian de página"),
      action: .theory(nil)),
    Binding(
      keys: [.character("f")], shown: "f", context: .place(.lesson),
      label: {
        $0.selectedFindings.count > 1
          ? Label(text: Phrase(en: "all problems", es: "problemas")) : nil
      },
      help: Phrase(
        en: "everything that does not hold in the selected check",
        es: "todo lo que no se cumple en la comprobación elegida"),
      action: .findings),
    Binding(
      keys: [.character("o")], shown: "o", word: Phrase(en: "output", es: "salida"),
      context: .place(.lesson),
      label: {
        $0.selectedOutput.isEmpty ? nil : Label(text: Phrase(en: "output", es: "salida"))
      },
      help: Phrase(
        en: "all that your code printed during the selected check",
        es: "todo lo que tu código imprimió durante la comprobación elegida"),
      action: .output),
    Binding(
      keys: [.character("g")], shown: "g", word: Phrase(en: "summary", es: "resumen"),
      context: .place(.lesson),
      label: {
        $0.stopConditions.checksGreen
          ? Label(text: Phrase(en: "summary", es: "resumen")) : nil
      },
      help: Phrase(
        en: "when every check is green: what you built, and what is next",
        es: "con todo en verde: qué has construido, y qué sigue"),
      action: .summary),
    Binding(
      keys: [.up, .character("k")], shown: "↑ ↓  k j", context: .place(.lesson),
      help: Phrase(en: "select a step or a check", es: "elige un paso o una comprobación"),
      action: .move(rows: -1, columns: 0)),
    Binding(
      keys: [.down, .character("j")], context: .place(.lesson),
      action: .move(rows: 1, columns: 0)),
    Binding(
      keys: [.tab], shown: "Tab  1–9", context: .place(.lesson),
      help: Phrase(en: "select a block", es: "elige un bloque"),
      action: .selectBlock(by: 1)),
    Binding(keys: [.backTab], context: .place(.lesson), action: .selectBlock(by: -1)),
    Binding(
      keys: [.home], shown: "Home", word: Phrase(en: "page", es: "página"), others: ["pagina"],
      context: .place(.lesson),
      help: Phrase(
        en: "the block's own page: what it is for, and its pitfalls",
        es: "la página del bloque: para qué es, y sus errores frecuentes"),
      action: .page),
    Binding(
      keys: [.pageDown, .character(" ")], shown: "PgUp PgDn", context: .place(.lesson),
      help: Phrase(en: "scroll the text", es: "desplaza el texto"), action: .scroll(pages: 1)),
    Binding(keys: [.pageUp], context: .place(.lesson), action: .scroll(pages: -1)),
    Binding(keys: [.end], context: .place(.lesson), action: .scrollToEnd),
    Binding(
      keys: [.character("X")], shown: "X X", word: Phrase(en: "reset", es: "reiniciar"),
      context: .place(.lesson),
      help: Phrase(
        en: "put the starter back; what you have is kept",
        es: "repone el punto de partida; lo que tienes se conserva"),
      action: .reset),
    Binding(
      keys: [.character("u")], shown: "u", word: Phrase(en: "undo", es: "deshacer"), others: ["u"],
      context: .place(.lesson),
      label: {
        $0.canUndoReset ? Label(text: Phrase(en: "undo reset", es: "deshacer")) : nil
      },
      help: Phrase(
        en: "bring back what the reset replaced", es: "recupera lo que había antes del reinicio"),
      action: .undoReset),
    Binding(
      keys: [.character("K")], shown: "K", context: .place(.lesson),
      help: Phrase(
        en: "an instructor's key opens the solution", es: "una clave de instructor abre la solución"
      ),
      action: .instructorKey),
    Binding(keys: [.escape], context: .place(.lesson), action: .leave),
  ]

  /// A digit is a block's number; one beyond the last is nobody's.
  static let blocks: [Binding] = (0..<9).map { index in
    Binding(
      keys: [.character(Character("\(index + 1)"))], context: .place(.lesson),
      action: .blockNumber(index))
  }
}
