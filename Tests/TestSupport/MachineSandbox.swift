import Foundation

/// What this machine can do, for tests that need it. Tests of a part that is absent are skipped, and
/// the run says so.
public enum MachineSandbox {
  public static let hasLandlock = numbers.count > 0 && numbers[0] > 0
  public static let hasNamespaces = numbers.count > 1 && numbers[1] > 0
  public static let hasAnotherUser = numbers.count > 2 && numbers[2] > 0

  /// The jail's own answer, taken without the judge: traits are asked for before any test runs.
  private static let numbers: [Int] = {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = BuiltPrograms.program("byhand-jail")
    process.arguments = ["--levels", BuiltPrograms.program("byhand-probe").path]
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return [] }
    process.waitUntilExit()
    let text = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    return text.split(whereSeparator: \.isWhitespace).map { Int($0) ?? 0 }
  }()
}
