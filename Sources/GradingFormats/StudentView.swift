import LessonPacks

extension Grade {
  /// The copy that a student may read: no seed, and of a hidden check only how it ended.
  public var forStudents: Grade {
    var copy = self
    copy.seed = nil
    var number = 0
    copy.checks = checks.map { check in
      guard check.isHidden else { return check }
      number += 1
      return check.withoutSecrets(number: number, language)
    }
    copy.firstRed = copy.checks.first { !$0.passed }?.id
    copy.diagnosis = forStudents(diagnosis)
    return copy
  }

  /// None where only a hidden check shows it: its sentence would say what that one looks at.
  private func forStudents(_ diagnosis: GradedDiagnosis?) -> GradedDiagnosis? {
    guard var copy = diagnosis, let lead = checks.first(where: { $0.id == copy.check }),
      !lead.isHidden
    else { return nil }
    copy.example = nil
    return copy
  }
}

extension GradedCheck {
  fileprivate func withoutSecrets(number: Int, _ language: Language) -> GradedCheck {
    var copy = self
    copy.id = "hidden_\(number)"
    copy.statement =
      Phrase(en: "Hidden check \(number)", es: "Comprobación oculta \(number)")[language]
    copy.summary = ""
    copy.details = []
    copy.line = nil
    copy.output = nil
    return copy
  }
}
