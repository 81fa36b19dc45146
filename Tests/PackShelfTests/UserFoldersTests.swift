import Foundation
import Testing

@testable import PackShelf

/// Where a user's files belong is what their environment says, not what the account says.
@Suite struct UserFoldersTests {
  private func paths(_ environment: [String: String]) -> [String] {
    let folders = UserFolders(environment: environment)
    return [folders.home.path, folders.data.path, folders.cache.path]
  }

  @Test func homeIsHeeded() {
    #expect(
      paths(["HOME": "/somewhere"])
        == ["/somewhere", "/somewhere/.local/share", "/somewhere/.cache"])
  }

  @Test func theNamedFoldersComeFirst() {
    #expect(
      paths(["HOME": "/somewhere", "XDG_DATA_HOME": "/data", "XDG_CACHE_HOME": "/cache"])
        == ["/somewhere", "/data", "/cache"])
  }

  @Test(arguments: ["", "relative", "~/x"])
  func aPathThatIsNotAbsoluteCountsAsNone(_ path: String) {
    #expect(
      paths(["HOME": "/somewhere", "XDG_DATA_HOME": path, "XDG_CACHE_HOME": path])
        == ["/somewhere", "/somewhere/.local/share", "/somewhere/.cache"])
    #expect(paths(["HOME": path]) == paths([:]))
    #expect(paths([:])[0].hasPrefix("/"))
  }

  @Test func theShelfStandsInTheHome() {
    #expect(
      PackShelf(environment: ["HOME": "/somewhere"]).root.path
        == "/somewhere/.local/share/byhand/packs")
  }
}
