import Foundation
import GradingFormats

/// A platform's own table, to be filled in with grades.
public enum WorksheetFile {
  /// Reads its text from the disk, in UTF-8, UTF-16 or Windows-1252; a byte order mark stays, since the
  /// table goes back with it.
  ///
  /// Throws `worksheetUnreadable`.
  public static func read(_ file: URL) throws(GradingError) -> String {
    let place = DiskPlace(file)
    switch place.read(upTo: 64 << 20) {
    case .failure(let trouble):
      throw .worksheetUnreadable(path: place.shown, reason: trouble.reason)
    case .success(let bytes):
      guard let text = String(validating: SourceText.utf8(bytes).bytes, as: UTF8.self) else {
        throw .worksheetUnreadable(path: place.shown, reason: "it is no text in a known encoding")
      }
      let hadMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
      return hadMark && text.unicodeScalars.first != "\u{FEFF}" ? "\u{FEFF}" + text : text
    }
  }
}
