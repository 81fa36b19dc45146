import Foundation
import TestSupport
import Testing

@testable import SafeFiles

struct SearchPathTests {
  @Test func theFirstThatCanBeRunIsFound() throws {
    let folder = TemporaryFolder()
    let places = ["one", "two", "three"].map { folder.url.appendingPathComponent($0) }
    for place in places {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data().write(to: place.appendingPathComponent("tool"))
    }
    for place in places.dropFirst() {
      chmod(place.appendingPathComponent("tool").path, 0o755)
    }
    let path = SearchPath(places.map(\.path).joined(separator: ":"))
    #expect(path.program("tool") == places[1].path + "/tool")
    #expect(path.program("none") == nil)
  }

  @Test func withoutAPathNothingIsFound() {
    #expect(SearchPath(nil).program("sh") == nil)
    #expect(SearchPath("").program("sh") == nil)
    #expect(SearchPath("/nowhere:/bin:").program("sh") == "/bin/sh")
  }
}
