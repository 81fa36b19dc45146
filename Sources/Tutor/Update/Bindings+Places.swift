import CellUI
import LessonPacks

extension Binding {
  /// Keys that mean the same whatever is on the screen.
  static let anywhere: [Binding] = [
    Binding(
      keys: [.control("c")], shown: "Ctrl-C", context: .anywhere,
      label: { $0.isBusy ? Label(text: Phrase(en: "stop", es: "parar")) : nil },
      help: Phrase(en: "stop the run", es: "detiene la ejecución"), action: .stop),
    Binding(
      keys: [.character("r")], shown: "r", word: Phrase(en: "run", es: "ejecutar"), others: ["r"],
      context: .anywhere,
      label: { $0.isBusy ? nil : Label(text: Phrase(en: "run", es: "ejecutar")) },
      help: Phrase(
        en: "run the checks; saving your file does it too",
        es: "ejecuta las comprobaciones; guardar tu archivo también lo hace"),
      action: .run),
    Binding(
      keys: [.character("W")], shown: "W", word: Phrase(en: "watch", es: "mirar"), others: ["w"],
      context: .anywhere,
      help: Phrase(
        en: "when every block passes: watch your file at work",
        es: "con todos los bloques superados: mira tu archivo en acción"),
      action: .finale),
    Binding(keys: [.control("z")], context: .anywhere, action: .suspend),
  ]

  /// The keys at the end of every bottom line.
  static let common: [Binding] = [
    Binding(
      keys: [.character("m")], shown: "m", context: .place(.lesson),
      label: {
        $0.lessons.count != 1 ? Label(text: Phrase(en: "course", es: "curso")) : nil
      },
      help: Phrase(en: "your course: every lesson", es: "tu curso: todas las lecciones"),
      action: .home),
    Binding(
      keys: [.character("l"), .character("L")], shown: "l",
      word: Phrase(en: "language", es: "idioma"),
      context: .anywhere,
      label: { Label(text: .same($0.nextLanguage.name)) },
      help: Phrase(en: "switch to Spanish", es: "cambia al inglés"), action: .language),
    Binding(
      keys: [.character("?")], shown: "?", word: Phrase(en: "help", es: "ayuda"), others: ["?"],
      context: .anywhere,
      label: { _ in Label(text: Phrase(en: "help", es: "ayuda")) },
      help: Phrase(en: "this page", es: "esta página"), action: .help),
    Binding(
      keys: [.character("q")], shown: "q", word: Phrase(en: "quit", es: "salir"),
      others: ["q", "exit"],
      context: .anywhere,
      label: { _ in Label(text: Phrase(en: "quit", es: "salir")) },
      help: Phrase(
        en: "quit at once; nothing is lost", es: "sale al momento; no se pierde nada"),
      action: .quit),
  ]

  /// The course's page.
  static let home: [Binding] = [
    Binding(
      keys: [.enter], shown: "Enter", context: .place(.home),
      label: { _ in Label(text: Phrase(en: "go on", es: "continuar")) },
      help: nil, action: .openSelectedLesson),
    Binding(
      keys: [.up, .character("k")], shown: "↑↓", context: .place(.home),
      label: {
        $0.lessons.count > 1 ? Label(text: Phrase(en: "choose", es: "elegir")) : nil
      },
      action: .move(rows: -1, columns: 0)),
    Binding(
      keys: [.down, .character("j")], context: .place(.home), action: .move(rows: 1, columns: 0)),
    Binding(
      keys: [.escape, .character("m")], context: .place(.home), action: .leave),
  ]

  /// One check on the whole screen.
  static let explorer: [Binding] = [
    Binding(
      keys: [.up, .character("k")], shown: "←↑↓→", context: .place(.explorer),
      label: {
        if $0.hasPicture { return Label(text: Phrase(en: "move", es: "mover")) }
        return $0.scrollsInExplorer
          ? Label(text: Phrase(en: "scroll", es: "desplazar")) : nil
      },
      help: Phrase(
        en: "while exploring: read the values one by one",
        es: "al explorar: lee los valores uno a uno"),
      action: .move(rows: -1, columns: 0)),
    Binding(
      keys: [.down, .character("j")], context: .place(.explorer),
      action: .move(rows: 1, columns: 0)),
    Binding(keys: [.left], context: .place(.explorer), action: .move(rows: 0, columns: -1)),
    Binding(keys: [.right], context: .place(.explorer), action: .move(rows: 0, columns: 1)),
    Binding(
      keys: [.character("w")], shown: "w", context: .place(.explorer),
      label: { $0.hasPicture ? Label(text: Phrase(en: "worst", es: "el peor")) : nil },
      help: Phrase(
        en: "while exploring: to the worst value", es: "al explorar: al peor valor"),
      action: .worst),
    Binding(
      keys: [.character("z")], shown: "z", context: .place(.explorer),
      label: { $0.hasPicture ? Label(text: Phrase(en: "zoom", es: "ampliar")) : nil },
      help: Phrase(
        en: "while exploring: one cell for each value, around the cursor",
        es: "al explorar: una celda por valor, alrededor del cursor"),
      action: .zoom),
    Binding(
      keys: [.character("t")], shown: "t", context: .place(.explorer),
      label: {
        Explorer($0, footerRows: 2).map { !$0.isSideBySide && $0.tabs.count > 1 } ?? false
          ? Label(text: Phrase(en: "view", es: "vista")) : nil
      },
      help: Phrase(
        en: "while exploring, where only one array fits: difference, yours, expected",
        es: "al explorar, si solo cabe un tensor: diferencia, tuyo, esperado"),
      action: .view),
    Binding(
      keys: [.character("]")], shown: "[ ]", context: .place(.explorer),
      label: {
        ($0.picture?.slices ?? 1) > 1
          ? Label(text: Phrase(en: "slice", es: "corte")) : nil
      },
      help: Phrase(
        en: "while exploring more than two dimensions: the slice before or after",
        es: "al explorar más de dos dimensiones: el corte anterior o siguiente"),
      action: .slice(by: 1)),
    Binding(keys: [.character("[")], context: .place(.explorer), action: .slice(by: -1)),
    Binding(
      keys: [.tab], shown: "Tab", context: .place(.explorer),
      label: {
        $0.selectedFindings.count > 1
          ? Label(text: Phrase(en: "next array", es: "siguiente")) : nil
      },
      help: Phrase(
        en: "while exploring: the next thing that does not hold",
        es: "al explorar: lo siguiente que no se cumple"),
      action: .nextFinding),
    Binding(
      keys: [.character("f")], shown: "f", context: .place(.explorer),
      label: {
        $0.selectedFindings.count > 1
          ? Label(text: Phrase(en: "all problems", es: "problemas")) : nil
      },
      action: .findings),
    Binding(
      keys: [.character("e")], shown: "e", context: .place(.explorer),
      label: { _ in Label(text: Phrase(en: "edit", es: "editar")) }, action: .edit),
    Binding(
      keys: [.character("h")], shown: "h", context: .place(.explorer),
      label: { _ in Label(text: Phrase(en: "hint", es: "pista")) }, action: .hint),
    Binding(
      keys: [.pageDown, .character(" ")], context: .place(.explorer), action: .scroll(pages: 1)),
    Binding(keys: [.pageUp], context: .place(.explorer), action: .scroll(pages: -1)),
    Binding(keys: [.home], context: .place(.explorer), action: .scrollToTop),
    Binding(keys: [.end], context: .place(.explorer), action: .scrollToEnd),
    Binding(
      keys: [.escape, .enter, .character("d")], shown: "Esc", context: .place(.explorer),
      label: { _ in Label(text: Phrase(en: "back", es: "volver")) }, action: .leave),
  ]
}
