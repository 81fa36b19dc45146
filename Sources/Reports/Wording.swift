import LessonPacks

/// The sentences about verdicts, in one language: the screen, the text report and the files of a
/// grader all say the same.
///
/// Every sentence is whole, with its full stop, and fits on one line. What comes from the student's
/// process is made harmless first.
public struct Wording: Sendable, Equatable {
  public var language: Language
  /// The student's file as a sentence names it, for example `LoRA.swift`.
  public var file: String
  /// Whether the reader has handed the file in: there is no `byhand reset` where they are.
  public var isHandedIn = false

  public init(_ language: Language, file: String) {
    self.language = language
    self.file = file
  }

  public init(_ language: Language, pack: Pack) {
    self.init(language, file: pack.studentFile)
  }

  func text(_ english: String, _ spanish: String) -> String {
    language == .es ? spanish : english
  }

  /// What was found, and what to look at next; empty for a check that passed.
  ///
  /// Of several findings the first is told, with how many more there are.
  public func summary(of verdict: Verdict, check: Check) -> String {
    switch verdict {
    case .passed: ""
    case .wrong(let findings):
      [findings.first.map(sentence(for:)), more(findings.count - 1), check.advice[language]]
        .compactMap { $0 }.joined(separator: " ")
    case .broken(let breakage): sentence(for: breakage)
    case .notRun(let reason): sentence(for: reason)
    }
  }

  /// One sentence for each thing that was found; none for a check that passed.
  public func sentences(for verdict: Verdict) -> [String] {
    switch verdict {
    case .passed: []
    case .wrong(let findings): findings.map(sentence(for:))
    case .broken(let breakage): [sentence(for: breakage)]
    case .notRun(let reason): [sentence(for: reason)]
    }
  }

  /// What the run looks like, and how sure that is.
  public func sentence(for diagnosis: Diagnosis) -> String {
    let what = diagnosis.sentence[language]
    return switch diagnosis.confidence {
    case .sure:
      text(
        "It looks just like a known mistake. \(what)", "Es idéntico a un error conocido. \(what)")
    case .likely:
      text(
        "It looks much like a known mistake, though not in everything. \(what)",
        "Se parece mucho a un error conocido, aunque no en todo. \(what)")
    }
  }

  private func more(_ count: Int) -> String? {
    switch count {
    case ...0: nil
    case 1: text("One more rule does not hold.", "Otra regla tampoco se cumple.")
    default:
      text("\(count) more rules do not hold.", "Otras \(count) reglas tampoco se cumplen.")
    }
  }

  /// `a`, `b` and 3 more.
  func list(_ names: [String], limit: Int = 5) -> String {
    let shown = names.prefix(limit).map { "`\(VisibleText.line($0, limit: 80))`" }
      .joined(separator: ", ")
    guard names.count > limit else { return shown }
    return text("\(shown) and \(names.count - limit) more", "\(shown) y \(names.count - limit) más")
  }

  /// A sentence as a part of a longer one: without its full stop.
  public static func unstopped(_ sentence: String) -> String {
    sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }

  /// `text` with a full stop, unless it ends as a sentence does.
  func ended(_ text: String) -> String {
    guard let last = text.last, !".!?…".contains(last) else { return text }
    return text + "."
  }
}
