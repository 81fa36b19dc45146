import LessonPacks
import UntrustedText

/// One cause that broke several checks alike: an error that they all threw, a line that they all crashed
/// at. It is told once.
public struct SharedCause: Sendable, Equatable {
  /// Of a crash whose words differ from check to check, without them; of a time-out, the longest.
  public var breakage: Breakage
  /// Their ids, in the report's order.
  public var checks: [String]

  /// `breakage` is what is true of all of the `checks`.
  public init(breakage: Breakage, checks: [String]) {
    self.breakage = breakage
    self.checks = checks
  }
}

extension Report {
  /// From so many checks on, a cause is told once and not at each of them.
  static let fewestThatShare = 3

  /// The causes that three or more checks share, in the order of the first check of each. Checks that
  /// nobody has begun are not among them.
  public var sharedCauses: [SharedCause] {
    var causes: [SharedCause] = []
    for result in results where !unbegun.contains(result.id) {
      guard case .broken(let breakage) = result.verdict else { continue }
      if let index = causes.firstIndex(where: { $0.breakage.isSameCause(as: breakage) }) {
        causes[index].breakage = causes[index].breakage.common(with: breakage)
        causes[index].checks.append(result.id)
      } else {
        causes.append(SharedCause(breakage: breakage, checks: [result.id]))
      }
    }
    return causes.filter { $0.checks.count >= Self.fewestThatShare }
  }
}

extension Breakage {
  /// Whether what is known of two breakages is the same. A line of the student's file tells more of a
  /// crash than the runtime's words do: these may hold a shape, which is another in every check.
  fileprivate func isSameCause(as other: Breakage) -> Bool {
    switch (self, other) {
    case (
      .crashed(let signal, _, let line?, let file),
      .crashed(let otherSignal, _, let otherLine?, let otherFile)
    ):
      signal == otherSignal && line == otherLine && file == otherFile
    case (.timedOut, .timedOut): true
    case (.missingObservations(let names, _), .missingObservations(let others, _)): names == others
    case (.crashed, _), (.exited, _), (.timedOut, _), (.outputLimitExceeded, _), (.threw, _),
      (.missingObservations, _), (.protocolViolation, _):
      self == other
    }
  }

  /// What is true of both. Precondition: they have the same cause.
  fileprivate func common(with other: Breakage) -> Breakage {
    switch (self, other) {
    case (.crashed(let signal, let words, let line, let file), .crashed(_, let otherWords, _, _)):
      .crashed(
        signal: signal, message: words == otherWords ? words : "", line: line, file: file)
    case (.timedOut(let seconds), .timedOut(let otherSeconds)):
      .timedOut(seconds: max(seconds, otherSeconds))
    case (.crashed, _), (.exited, _), (.timedOut, _), (.outputLimitExceeded, _), (.threw, _),
      (.missingObservations, _), (.protocolViolation, _):
      self
    }
  }
}

extension Wording {
  /// `The same error stopped 50 checks: …`; their names are not in it.
  public func sentence(for cause: SharedCause) -> String {
    let count = cause.checks.count
    switch cause.breakage {
    case .crashed(let signal, let words, let line, let file):
      return (file.map(about) ?? self).crashed(
        signal, words, line,
        subject: Phrase(
          en: "\(count) checks crashed in the same way",
          es: "\(count) comprobaciones fallaron igual"))
    case .exited(let status):
      return Phrase(
        en: "\(count) checks were cut short by exit(\(status)): nothing that they call may end the "
          + "program.",
        es:
          "exit(\(status)) interrumpió \(count) comprobaciones: nada de lo que llaman debe terminar "
          + "el programa.")[language]
    case .timedOut:
      return Phrase(
        en: "\(count) checks took too long and were stopped: look for a loop that does not end.",
        es: "\(count) comprobaciones tardaban demasiado y se detuvieron: busca un bucle que no "
          + "termina.")[language]
    case .outputLimitExceeded(let limit):
      return Phrase(
        en: "\(count) checks printed more than \(bytes(limit)) and were stopped: look for a print "
          + "inside a loop.",
        es: "\(count) comprobaciones imprimieron más de \(bytes(limit)) y se detuvieron: busca un "
          + "print dentro de un bucle.")[language]
    case .threw(let message):
      let said = ended(VisibleText.line(message))
      return Phrase(
        en: "The same error stopped \(count) checks: \(said)",
        es: "El mismo error detuvo \(count) comprobaciones: \(said)")[language]
    case .missingObservations(let names, _):
      return Phrase(
        en: "\(count) checks ended before they had recorded \(list(names)).",
        es: "\(count) comprobaciones acabaron antes de registrar \(list(names)).")[language]
    case .protocolViolation(let what):
      let said = ended(VisibleText.line(what))
      return Phrase(
        en: "\(count) checks gave a result that cannot be read: \(said)",
        es: "\(count) comprobaciones dieron un resultado ilegible: \(said)")[language]
    }
  }
}
