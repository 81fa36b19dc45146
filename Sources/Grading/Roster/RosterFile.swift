import Foundation
import GradingFormats

extension Roster {
  /// Reads a table from the disk, in UTF-8, UTF-16 or Windows-1252.
  ///
  /// Throws `rosterUnreadable`.
  public static func read(_ file: URL) throws(GradingError) -> Roster {
    let text = try text(of: file)
    let table: CSVText
    do throws(CSVText.Problem) {
      table = try CSVText(reading: text)
    } catch {
      throw .rosterUnreadable(path: file.path, reason: error.description)
    }
    return try Roster(table, path: file.path)
  }

  /// The text of a table of somebody's, in the same encodings.
  ///
  /// Throws `rosterUnreadable`.
  public static func text(of file: URL) throws(GradingError) -> String {
    let place = DiskPlace(file)
    switch place.read(upTo: 64 << 20) {
    case .failure(let trouble): throw .rosterUnreadable(path: place.shown, reason: trouble.reason)
    case .success(let bytes):
      guard let text = String(validating: SourceText.utf8(bytes).bytes, as: UTF8.self) else {
        throw .rosterUnreadable(path: place.shown, reason: "it is no text in a known encoding")
      }
      return text
    }
  }
}
