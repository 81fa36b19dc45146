import Foundation
import LessonPacks
import Reports

/// `notes.md`: the measured values are the tutor's, every other word is the student's.
public enum Notes {
  static let begin = "<!-- byhand: measured -->"
  static let end = "<!-- byhand: end -->"

  /// The notes with the measured part written anew and everything outside of it kept as it is.
  ///
  /// Without notes, or when the student removed the marks, the measured part is put on top.
  public static func updated(
    _ text: String?, pack: Pack, measured: [MeasuredValue], language: Language
  ) -> String {
    let section = measuredSection(pack: pack, measured: measured, language: language)
    guard let text, !text.isEmpty else {
      return "# \(pack.title[language])\n\n\(section)\n\n\(invitation(language))\n"
    }
    guard let from = text.range(of: begin),
      let to = text.range(of: end, range: from.upperBound..<text.endIndex)
    else { return "\(section)\n\n\(text)" }
    return text.replacingCharacters(in: from.lowerBound..<to.upperBound, with: section)
  }

  /// Whether every measure of the pack stands in the notes.
  public static func areComplete(_ text: String?, pack: Pack) -> Bool {
    guard let text, let from = text.range(of: begin), let to = text.range(of: end),
      from.upperBound <= to.lowerBound
    else { return false }
    let section = text[from.upperBound..<to.lowerBound]
    return pack.measures.allSatisfy { measure in
      section.split(separator: "\n").contains { line in
        line.contains(key(measure)) && !line.contains(unmeasured)
      }
    }
  }

  static let unmeasured = "| — |"

  static func key(_ measure: Measure) -> String { "`\(measure.id)`" }

  private static func measuredSection(
    pack: Pack, measured: [MeasuredValue], language: Language
  ) -> String {
    let heads = [
      Phrase(en: "Measured by the tutor", es: "Medido por el tutor"),
      Phrase(en: "value", es: "valor"),
    ].map { $0[language] }
    let rows = pack.measures.map { measure in
      let value = measured.first { $0.id == measure.id }?.value[language]
      let shown = value.map { "| \(inACell($0)) |" } ?? unmeasured
      return "| \(inACell(measure.label[language])) \(key(measure)) \(shown)"
    }
    return ([begin, "| \(heads.joined(separator: " | ")) |", "|---|---|"] + rows + [end])
      .joined(separator: "\n")
  }

  /// What a table's cell holds: a bar would end it, and a new line the row. Looked at by scalars, since
  /// a bar with an accent behind it is one Character.
  private static func inACell(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { cell, scalar in
      switch scalar {
      case "|": cell += "\\|"
      case "\n", "\r": cell += " "
      default: cell.unicodeScalars.append(scalar)
      }
    }
  }

  static func invitation(_ language: Language) -> String {
    Phrase(
      en: "## In my own words\n\nWhat surprised me, what I broke, and how I found it:",
      es: "## Con mis palabras\n\nQué me sorprendió, qué rompí y cómo lo encontré:")[language]
  }
}

extension StudentFolder {
  /// The text of `notes.md`, or nil while there is none.
  public func readNotes() throws(WorkspaceError) -> String? {
    guard exists(notesFile) else { return nil }
    return String(decoding: try read(notesFile), as: UTF8.self)
  }

  /// Writes the measured values into `notes.md` if that changes anything.
  public func writeNotes(
    pack: Pack, measured: [MeasuredValue], language: Language
  ) throws(WorkspaceError) {
    let current = try readNotes()
    let next = Notes.updated(current, pack: pack, measured: measured, language: language)
    guard next != current else { return }
    try write(Data(next.utf8), to: notesFile)
  }
}
