import Reports

extension Model {
  /// Opens the student's file where the trouble is: the first error, the line of a crash, or else the
  /// step that the selected check belongs to.
  func editor() -> Effect {
    if let place = placeOfTrouble {
      return .openEditor(line: place.line, column: place.column, file: place.file)
    }
    if let block = selectedBlock, !detailIsBuild {
      let first = stepNumbers(of: block).first
      if let step = selectedCheck?.step ?? currentStep ?? (selection == .page ? first : nil) {
        return .openEditorAtStep(StepMark(block: block.id, step: step))
      }
    }
    return .openEditor(line: nil, column: nil)
  }

  /// Lines and columns from 1; nil while nothing names a place.
  var placeOfTrouble: (line: Int, column: Int?, file: String?)? {
    if case .failed(let diagnostics) = build {
      return diagnostics.first { $0.severity == .error }.map(place(of:))
    }
    switch selectedResult?.verdict {
    case .broken(.crashed(_, _, let line, let file)):
      return line.map { ($0, nil, file == pack.work.main ? nil : file) }
    case .wrong(let findings): return findings.lazy.compactMap(\.diagnostic).first.map(place(of:))
    case .passed, .broken, .notRun, nil: return nil
    }
  }

  /// With the file's name where it is not the one that is meant without.
  private func place(of diagnostic: Diagnostic) -> (line: Int, column: Int?, file: String?) {
    let isAnother = diagnostic.file != pack.work.main && pack.work.contains(diagnostic.file)
    return (diagnostic.line, diagnostic.column, isAnother ? diagnostic.file : nil)
  }
}

extension Finding {
  /// The first complaint of the strict compile.
  var diagnostic: Diagnostic? {
    if case .notStrict(let diagnostics) = kind { diagnostics.first } else { nil }
  }
}
