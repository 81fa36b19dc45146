import Reports

extension Model {
  /// Opens the student's file where the trouble is: the first error, the line of a crash, or else the
  /// step that the selected check belongs to.
  func editor() -> Effect {
    if let place = placeOfTrouble { return .openEditor(line: place.line, column: place.column) }
    if let block = selectedBlock, !detailIsBuild {
      let first = stepNumbers(of: block).first
      if let step = selectedCheck?.step ?? currentStep ?? (selection == .page ? first : nil) {
        return .openEditorAtStep(StepMark(block: block.id, step: step))
      }
    }
    return .openEditor(line: nil, column: nil)
  }

  /// From 1; nil while nothing names a place.
  var placeOfTrouble: (line: Int, column: Int?)? {
    if case .failed(let diagnostics) = build {
      return diagnostics.first { $0.severity == .error }.map { ($0.line, $0.column) }
    }
    switch selectedResult?.verdict {
    case .broken(.crashed(_, _, let line)): return line.map { ($0, nil) }
    case .wrong(let findings):
      return findings.lazy.compactMap(\.diagnostic).first.map { ($0.line, $0.column) }
    case .passed, .broken, .notRun, nil: return nil
    }
  }
}

extension Finding {
  /// The first complaint of the strict compile.
  var diagnostic: Diagnostic? {
    if case .notStrict(let diagnostics) = kind { diagnostics.first } else { nil }
  }
}
