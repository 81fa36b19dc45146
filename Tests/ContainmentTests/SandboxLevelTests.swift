import Foundation
import TestSupport
import Testing

@testable import Containment

@Suite struct SandboxLevelTests {
  private func sandbox(_ answer: String) -> Sandbox {
    var sandbox = Sandbox(jail: "")
    sandbox.takeLevels(answer)
    return sandbox
  }

  @Test(arguments: [
    ("0 0 0\n", SandboxLevel.limited), ("1 0 0", .confined), ("7 1 0", .isolated),
    ("7 1 1", .anotherUser),
    // A level holds what the ones before it hold.
    ("0 1 1", .limited), ("3 0 1", .confined),
    ("", .limited), ("7", .limited), ("x y z", .limited),
  ])
  func theLevelIsWhatWasFound(_ answer: String, _ level: SandboxLevel) {
    #expect(sandbox(answer).level == level)
  }

  @Test func aLevelSatisfiesItselfAndThoseBelow() {
    let confined = sandbox("5 0 0")
    #expect(confined.satisfies(.limited))
    #expect(confined.satisfies(.confined))
    #expect(!confined.satisfies(.isolated))
    #expect(!confined.satisfies(.anotherUser))
  }

  @Test func absenceIsSaid() {
    #expect(sandbox("7 1 1").details == "Landlock ABI 7, namespaces, another user")
    let none = sandbox("0 0 0").details
    #expect(none.contains("no Landlock") && none.contains("no namespaces"))
    #expect(none.contains("no other user"))
  }

  /// Another user could not even look for the build in a folder that is closed to others.
  @Test func aPrivateFolderIsNotForAnotherUser() throws {
    let root = TemporaryFolder()
    defer { root.remove() }
    let inner = try root.makeFolder("inner")
    let judge = sandbox("7 1 1")
    #expect(judge.reaching([inner]).level == .anotherUser)
    #expect(judge.reaching([root.file("none")]).level == .anotherUser)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: root.path)
    #expect(judge.reaching([inner]).level == .isolated)
    #expect(sandbox("7 0 0").reaching([inner]).level == .confined)
  }
}
