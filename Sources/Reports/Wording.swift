import LessonPacks
import UntrustedText

/// The sentences about verdicts, in one language: the screen, the text report and the files of a
/// grader all say the same.
///
/// Every sentence is whole, with its full stop, and fits on one line. What comes from the student's
/// process is made harmless first.
public struct Wording: Sendable, Equatable {
  /// That of every sentence.
  public var language: Language
  /// The student's file as a sentence names it, for example `LoRA.swift`.
  public var file: String
  /// Whether the reader has handed the file in: there is no `byhand reset` where they are.
  public var isHandedIn = false
  /// Whether the reader has named the file themselves, as with `--file`: it is not the one in their
  /// folder, which nothing is suggested for then.
  public var isNamedFile = false
  /// What a pack calls the values that its finale records.
  var labels: [String: LocalizedText] = [:]
  /// So many names of a list are told, and how many more there are.
  public var mostNames = 5

  /// Wording for a student; `file` is shown as it is.
  public init(_ language: Language, file: String) {
    self.language = language
    self.file = file
  }

  /// `namedFile` is the path that the reader gave, if they gave one.
  public init(_ language: Language, pack: Pack, namedFile: String? = nil) {
    self.init(language, file: namedFile.map { VisibleText.line($0) } ?? pack.work.name)
    isNamedFile = namedFile != nil
    labels = pack.finale?.labels ?? [:]
  }

  /// The same about one of several files.
  func about(_ name: String) -> Wording {
    var other = self
    other.file = VisibleText.line(name)
    return other
  }

  /// A number in a sentence: `0.1235`, and `0,1235` in Spanish.
  func number(_ number: Double) -> String { NumberText.short(number, in: language) }

  /// What was found, and what to look at next; empty for a check that passed.
  ///
  /// Of several findings the first is told, with how many more there are and what lists them.
  /// `diagnosis` is the run's, if it has one: where it explains the check there is no other advice.
  public func summary(
    of verdict: Verdict, check: Check, diagnosis: Diagnosis? = nil
  ) -> String {
    guard case .wrong(let findings) = verdict else {
      return (sentences(for: verdict) + [advice(for: check, verdict, diagnosis: diagnosis)])
        .compactMap { $0 }.joined(separator: " ")
    }
    return [
      findings.first.map(sentence(for:)), more(findings.count - 1, of: check),
      advice(for: check, verdict, diagnosis: diagnosis),
    ].compactMap { $0 }.joined(separator: " ")
  }

  /// What to look at next, nil where nothing more can be said: the diagnosis at the check that it leads,
  /// the check's own advice where no diagnosis explains it. General advice beside a diagnosis
  /// contradicts it sooner or later.
  public func advice(
    for check: Check, _ verdict: Verdict, diagnosis: Diagnosis? = nil
  ) -> String? {
    if verdict == .passed { return nil }
    if let diagnosis {
      if diagnosis.lead == check.id { return sentence(for: diagnosis) }
      if diagnosis.explains.contains(check.id) { return nil }
    }
    guard case .wrong(let findings) = verdict else { return nil }
    return check.advice(for: findings.first?.rule)[language]
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
      Phrase(
        en: "This matches a known mistake. \(what)", es: "Coincide con un error conocido. \(what)")[
          language]
    case .likely:
      Phrase(
        en: "This looks like a known mistake, though not in everything. \(what)",
        es: "Se parece a un error conocido, aunque no en todo. \(what)")[language]
    }
  }

  /// `13 hold · 1 wrong · 0 could not run · 46 not begun`
  public func sentence(for tally: CheckTally) -> String {
    CheckState.allCases.map { count(tally[$0], $0) }.joined(separator: " · ")
  }

  private func count(_ count: Int, _ state: CheckState) -> String {
    switch state {
    case .holds where count == 1: Phrase(en: "1 holds", es: "1 se cumple")[language]
    case .holds: Phrase(en: "\(count) hold", es: "\(count) se cumplen")[language]
    case .wrong: Phrase(en: "\(count) wrong", es: "\(count) mal")[language]
    case .couldNotRun where count == 1:
      Phrase(en: "1 could not run", es: "1 no se pudo ejecutar")[language]
    case .couldNotRun:
      Phrase(en: "\(count) could not run", es: "\(count) no se pudieron ejecutar")[language]
    case .notBegun: Phrase(en: "\(count) not begun", es: "\(count) sin empezar")[language]
    }
  }

  /// Where the list is: under this sentence in what a grader writes, and in a command elsewhere.
  private func more(_ count: Int, of check: Check) -> String? {
    guard count > 0 else { return nil }
    let many =
      count == 1
      ? Phrase(en: "One more rule does not hold", es: "Otra regla tampoco se cumple")
      : Phrase(
        en: "\(count) more rules do not hold", es: "Otras \(count) reglas tampoco se cumplen")
    return many[language] + (isHandedIn ? "." : "; " + listed(check.id))
  }

  /// How to see everything that was found in a check.
  func listed(_ check: String) -> String {
    let command = "`byhand check --only \(check)`"
    return Phrase(en: "\(command) lists all.", es: "\(command) las muestra todas.")[language]
  }

  /// `a`, `b` and 3 more.
  func list(_ names: [String]) -> String {
    let shown = names.prefix(mostNames).map { "`\(VisibleText.line($0, limit: 80))`" }
      .joined(separator: ", ")
    guard names.count > mostNames else { return shown }
    let more = names.count - mostNames
    return Phrase(en: "\(shown) and \(more) more", es: "\(shown) y \(more) más")[language]
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
