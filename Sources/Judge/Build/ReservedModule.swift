import Observations
import Reports

/// The library that records what checks see is not for the file that is checked: with it a file could
/// change what the probes record. The compiler has no way to offer a module to one file and not to
/// another of the same module, so its name may not stand in the student's.
enum ReservedModule {
  static let name = ProbeContract.module

  /// An error at the first line of the first file that names it, if any does.
  static func diagnostic(in text: StudentText) -> Diagnostic? {
    for file in text.files {
      if let found = diagnostic(in: file.text, file: file.name) { return found }
    }
    return nil
  }

  /// An error at the first line that names it, if any does.
  static func diagnostic(in source: String, file: String) -> Diagnostic? {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let range = line.firstRange(of: name) else { continue }
      return Diagnostic(
        file: file, line: index + 1,
        column: line.distance(from: line.startIndex, to: range.lowerBound) + 1, severity: .error,
        message: "'\(name)' belongs to the checks; a file that is checked cannot use it",
        sourceLine: String(line))
    }
    return nil
  }
}
