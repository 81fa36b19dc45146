import LessonPacks

/// Cards as lines of plain text.
public enum CardText {
  /// A card as a paragraph: name, signature, sentence, PyTorch's name.
  public static func card(_ card: APICard, _ language: Language) -> String {
    let rest = [card.signature, card.summary, card.pytorchLine(language) ?? ""]
    return ([card.name] + rest.filter { !$0.isEmpty }.map { "  " + $0 }).joined(separator: "\n")
  }

  /// One line for each name, beside PyTorch's. What differs in its labels alone is one line.
  public static func list(_ cards: [APICard]) -> String {
    var rows: [(name: String, pytorch: [String])] = []
    for card in cards {
      let name = String(card.name.prefix { $0 != "(" })
      if rows.last?.name != name { rows.append((name, [])) }
      let known = rows[rows.count - 1].pytorch
      let said = card.isOnlyHere ? ["–"] : card.pytorchNames
      rows[rows.count - 1].pytorch += said.filter { !known.contains($0) }
    }
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { row in
      let gap = String(repeating: " ", count: width - row.name.count + 2)
      return row.pytorch.isEmpty
        ? "  \(row.name)" : "  \(row.name)\(gap)\(row.pytorch.joined(separator: ", "))"
    }.joined(separator: "\n")
  }

  /// What stands above the list of a lesson's cards.
  public static let listHead = Phrase(
    en: "What this lesson uses, and its name in PyTorch:",
    es: "Lo que usa esta lección, y su nombre en PyTorch:")

  /// What stands below the list.
  public static let listFoot = Phrase(
    en: "One of them, or anything else in TensorKit, by either name: byhand api matmul",
    es: "Una de ellas, o cualquier otra cosa de TensorKit, por uno u otro nombre: byhand api matmul"
  )

  /// For a name that is nowhere; `near` are names that it may have been meant to be.
  public static func unknown(_ typed: String, near: [String], _ language: Language) -> String {
    let names = near.joined(separator: ", ")
    let said = Phrase(
      en: "TensorKit has nothing called \(typed).", es: "TensorKit no tiene nada llamado \(typed).")
    let next =
      near.isEmpty
      ? Phrase(
        en: "`byhand api` lists what the lesson uses.",
        es: "`byhand api` enumera lo que usa la lección.")
      : Phrase(en: "Did you mean: \(names)?", es: "¿Querías decir: \(names)?")
    return "\(said[language]) \(next[language])"
  }
}
