import Foundation
import GradingFormats

extension Roster {
  /// Reads a table from the disk, in UTF-8, UTF-16 or Windows-1252.
  ///
  /// Throws `rosterUnreadable`.
  public static func read(_ file: URL) throws(GradingError) -> Roster {
    let place = DiskPlace(file)
    switch place.read(upTo: 64 << 20) {
    case .failure(let trouble): throw .rosterUnreadable(path: place.shown, reason: trouble.reason)
    case .success(let bytes):
      guard let text = String(validating: SourceText.utf8(bytes).bytes, as: UTF8.self) else {
        throw .rosterUnreadable(path: place.shown, reason: "it is no text in a known encoding")
      }
      let table: CSVText
      do throws(CSVText.Problem) {
        table = try CSVText(reading: text)
      } catch {
        throw .rosterUnreadable(path: place.shown, reason: error.description)
      }
      return try Roster(table, path: place.shown)
    }
  }
}
