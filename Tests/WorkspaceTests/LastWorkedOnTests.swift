import Foundation
import TestSupport
import Testing

@testable import Workspace

/// Which lesson a command without a name is about.
@Suite struct LastWorkedOnTests {
  @Test func itIsTheOneWhoseProgressWasWrittenLast() throws {
    let temporary = TemporaryFolder()
    defer { temporary.remove() }
    let packs = ["00-a", "01-b", "02-c"]
    func last() -> String? { StudentFolder.lastWorkedOn(in: temporary.url, among: packs) }
    #expect(last() == nil)
    func write(_ pack: String, at seconds: Double) throws {
      try temporary.makeFolder("\(pack)/.byhand")
      try temporary.write("\(pack)/.byhand/progress.json", "{}")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: seconds)],
        ofItemAtPath: temporary.url.appendingPathComponent("\(pack)/.byhand/progress.json").path)
    }
    try write("01-b", at: 1_000_000)
    #expect(last() == "01-b")
    try write("00-a", at: 999_000)
    #expect(last() == "01-b")
    try write("00-a", at: 1_001_000)
    #expect(last() == "00-a")
    // A folder without progress was not begun, and another's is none of these lessons.
    try temporary.makeFolder("02-c")
    try write("zz", at: 2_000_000)
    #expect(last() == "00-a")
  }
}
