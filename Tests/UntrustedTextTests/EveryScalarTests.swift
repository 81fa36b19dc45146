import TestSupport
import Testing
import UntrustedText

@testable import Archives
@testable import CellUI
@testable import Reports

/// The ways differ, and each for a reason of its own; that one of them changes is seen here.
///
/// The table is that of the toolchain's Unicode: a newer one may assign a scalar to another class.
struct EveryScalarTests {
  @Test func everyWayDoesWithEveryScalarWhatTheTableSays() {
    let table = ScalarTable([
      ("strip", { VisibleText.stripped(Array($0.utf8)) }),
      ("replace", { VisibleText.line($0) }),
      ("joined", { Self.joined($0) }),
      ("json", { VisibleText.json($0) }),
      ("xml", { XMLText.escaped($0) }),
      ("refuse", { Self.accepted($0) }),
      ("refusal", { Self.refusal($0) }),
      ("paste", { Self.pasted($0) }),
    ])
    GoldenFile.expect(table.text(), "scalars.txt")
  }

  /// What comes behind a letter that others can be joined to.
  private static func joined(_ text: String) -> String {
    String(String.UnicodeScalarView(VisibleText.line("é" + text).unicodeScalars.dropFirst()))
  }

  /// The name of an entry in an archive, if it may have it. It begins with a letter: a mark that joins
  /// the slash before it is refused for that.
  private static func accepted(_ text: String) -> String? {
    guard let name = try? ArchivePaths.components(of: "n" + text).last else { return nil }
    return String(String.UnicodeScalarView(name.unicodeScalars.dropFirst()))
  }

  /// How an error shows the name that it refuses.
  private static func refusal(_ name: String) -> String? {
    let sentence = ArchiveError.special(name).description
    let before = ArchiveError.special("").description
    return String(String.UnicodeScalarView(sentence.unicodeScalars.dropFirst(before.count)))
  }

  private static func pasted(_ text: String) -> String {
    var paste = Paste()
    for scalar in text.unicodeScalars { paste.append(scalar) }
    return paste.text
  }
}
