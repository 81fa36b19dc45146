import CellUI
import LessonPacks

extension Binding {
  /// While something is typed, only these are not part of it.
  static let typing: [Binding] = [
    Binding(
      keys: [.escape, .control("c")], shown: "Esc", context: .panelOf([.key, .api]),
      label: { _ in Label(text: Phrase(en: "close", es: "cerrar")) }, action: .close),
    Binding(keys: [.up], context: .panelOf([.api]), action: .move(rows: -1, columns: 0)),
    Binding(keys: [.down], context: .panelOf([.api]), action: .move(rows: 1, columns: 0)),
    Binding(keys: [.pageUp], context: .panelOf([.api]), action: .scroll(pages: -1)),
    Binding(keys: [.pageDown], context: .panelOf([.api]), action: .scroll(pages: 1)),
  ]

  /// The keys of the panels: a kind's own first, then what all share.
  static let panels: [Binding] = turning + ofKinds + shared

  private static let turning: [Binding] = [
    Binding(
      keys: [.left], shown: "←", context: .panelOf([.hint, .question, .theory]),
      label: {
        $0.panelPages > 1
          ? Label(
            text: Phrase(en: "earlier", es: "anterior"), isEnabled: ($0.overlay?.page ?? 0) > 0)
          : nil
      },
      action: .turn(by: -1)),
    Binding(
      keys: [.right], shown: "→", context: .panelOf([.hint, .question, .theory]),
      label: {
        $0.panelPages > 1
          ? Label(
            text: $0.isAtLastHintOfStep
              ? Phrase(en: "block's hints", es: "pistas del bloque")
              : Phrase(en: "next", es: "siguiente"),
            isEnabled: ($0.overlay?.page ?? 0) + 1 < $0.panelPages)
          : nil
      },
      action: .turn(by: 1)),
    Binding(keys: [.character("h")], context: .panelOf([.hint]), action: .turn(by: 1)),
  ]

  private static let ofKinds: [Binding] =
    [
      Binding(
        keys: [.character("d")], shown: "d", context: .panelOf([.solution, .comparison]),
        label: {
          Label(
            text: $0.overlay?.kind == .comparison
              ? Phrase(en: "alone", es: "sola") : Phrase(en: "beside yours", es: "junto al tuyo"))
        },
        action: .compare),
      Binding(
        keys: [.character("e")], shown: "e", context: .panelOf([.notes]),
        label: { _ in Label(text: Phrase(en: "edit", es: "editar")) }, action: .editNotes),
      Binding(
        keys: [.character("e")], shown: "e", context: .panelOf([.play]),
        label: { _ in Label(text: Phrase(en: "edit", es: "editar")) }, action: .editPlay),
      Binding(
        keys: [.enter], shown: "Enter", context: .panelOf([.finished]),
        label: {
          $0.nextStop == nil ? nil : Label(text: Phrase(en: "next lesson", es: "siguiente lección"))
        },
        action: .openNextLesson),
      Binding(
        keys: [.character("w")], shown: "w", context: .panelOf([.finished]),
        label: {
          $0.pack.finale == nil ? nil : Label(text: Phrase(en: "watch", es: "mirar"))
        },
        action: .finale),
      Binding(
        keys: [.character("n")], shown: "n", context: .panelOf([.finished]),
        label: { _ in Label(text: Phrase(en: "notes", es: "notas")) }, action: .notes),
      Binding(
        keys: [.character("m")], shown: "m", context: .panelOf([.finished]),
        label: {
          $0.lessons.count > 1 ? Label(text: Phrase(en: "course", es: "curso")) : nil
        },
        action: .home),
      Binding(
        keys: [.character("T")], context: .panelOf([.finished]), action: .theory(nil)),
      Binding(
        keys: [.character("W")], shown: "W", context: .panelOf([.finale]),
        label: {
          $0.isFinaleRunning || $0.choosesFinale
            ? nil : Label(text: Phrase(en: "again", es: "otra vez"))
        },
        action: .finale),
      Binding(
        keys: [.character("+")], shown: "+", word: Phrase(en: "further", es: "más"),
        others: ["mas"],
        context: .panelOf([.finale]),
        label: {
          $0.canTrainOn ? Label(text: Phrase(en: "train on", es: "seguir entrenando")) : nil
        },
        linesHelp: Phrase(
          en: "train the language model on, to see what it forgets",
          es: "sigue entrenando el modelo, para ver qué olvida"),
        action: .trainOn),
    ]
    + (0...9).map { number in
      Binding(
        keys: [.character(Character("\(number)"))], shown: "\(number)",
        context: .panelOf([.finale]),
        label: {
          $0.choosesFinale && $0.staging(number) != nil
            ? Label(text: Phrase(en: "start", es: "empezar")) : nil
        },
        action: .finaleWith(number))
    }
    + (1...9).map { number in
      Binding(
        keys: [.character(Character("\(number)"))], shown: number == 1 ? "1–9" : "",
        context: .panelOf([.question]),
        label: {
          number == 1 && $0.shownQuestion.map { $0.isOpen } ?? false
            ? Label(text: Phrase(en: "answer", es: "responder")) : nil
        },
        action: .answer(number - 1))
    }

  private static let shared: [Binding] =
    [
      ("?", Overlay.Kind.help), ("s", .solution), ("s", .comparison), ("n", .notes),
      ("g", .finished), ("o", .output), ("p", .question), ("T", .theory), ("f", .findings),
      ("P", .play),
    ].map { letter, kind in
      Binding(keys: [.character(Character(letter))], context: .panelOf([kind]), action: .close)
    } + [
      Binding(keys: [.enter], context: .panelOf([.findings]), action: .close),
      Binding(keys: [.up, .character("k")], context: .panel, action: .move(rows: -1, columns: 0)),
      Binding(keys: [.down, .character("j")], context: .panel, action: .move(rows: 1, columns: 0)),
      Binding(keys: [.pageUp], context: .panel, action: .scroll(pages: -1)),
      Binding(keys: [.pageDown, .character(" ")], context: .panel, action: .scroll(pages: 1)),
      Binding(keys: [.home], context: .panel, action: .scrollToTop),
      Binding(keys: [.end], context: .panel, action: .scrollToEnd),
      Binding(
        keys: [.escape], shown: "Esc", context: .panel,
        label: { _ in Label(text: Phrase(en: "close", es: "cerrar")) }, action: .close),
    ]
}
