import Foundation
import LessonPacks
import SafeFiles

/// Every version of the student's file that was judged or replaced is kept, so that nothing a
/// student wrote is ever lost to a reset.
extension StudentFolder {
  /// Keeps `bytes` as an attempt unless the newest one holds the same.
  @discardableResult
  public func keepAttempt(_ bytes: Data) throws(WorkspaceError) -> URL {
    let names = attemptNames()
    if let newest = names.last {
      let url = attemptsFolder.appendingPathComponent(newest)
      if let kept = try? Data(contentsOf: url), kept == bytes { return url }
    }
    let number = (names.last.flatMap { Int($0.prefix(5)) } ?? 0) + 1
    let digits = String(number)
    let name = String(repeating: "0", count: max(0, 5 - digits.count)) + digits + attemptEnding
    let url = attemptsFolder.appendingPathComponent(name)
    try createFolder(attemptsFolder)
    try write(bytes, to: url)
    return url
  }

  /// Names of the attempts kept, oldest first.
  public func attemptNames() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: attemptsFolder.path)) ?? []
    return names.filter { $0.hasSuffix(attemptEnding) && !$0.hasPrefix(".") }.sorted()
  }

  /// `-LoRA.swift`, behind the number.
  private var attemptEnding: String { "-" + work.main }

  /// The newest version of the student's file that was kept; nil while there is none.
  public var newestAttempt: URL? {
    attemptNames().last.map { attemptsFolder.appendingPathComponent($0) }
  }

  /// Puts the starter back; what was there is kept and `undoReset` brings it back.
  public func reset(pack: Pack) throws(WorkspaceError) {
    let starter = try starter(of: pack)
    var previous: String?
    if hasWork {
      previous = try keepAttempt(try readWork()).lastPathComponent
    }
    try writeResetRecord(ResetRecord(previous: previous))
    try writeWork(starter)
  }

  /// Brings back what the last reset replaced; what is there now is kept as an attempt.
  public func undoReset() throws(WorkspaceError) {
    guard let data = try? Data(contentsOf: resetFile),
      let record = try? JSONDecoder().decode(ResetRecord.self, from: data),
      let previous = record.previous
    else { throw .nothingToUndo(folder: root.path) }
    let bytes = try read(attemptsFolder.appendingPathComponent(previous))
    if hasWork { try keepAttempt(try readWork()) }
    try writeWork(bytes)
    try? FileManager.default.removeItem(at: resetFile)
  }

  /// Whether a reset was made that no later one and no undoing has replaced.
  public var canUndoReset: Bool { exists(resetFile) }

  private func writeResetRecord(_ record: ResetRecord) throws(WorkspaceError) {
    do {
      try write(try JSONEncoder().encode(record), to: resetFile)
    } catch let error as WorkspaceError {
      throw error
    } catch {
      throw .cannotWrite(file: resetFile.path, reason: error.systemReason)
    }
  }
}

private struct ResetRecord: Codable {
  var previous: String?
}
