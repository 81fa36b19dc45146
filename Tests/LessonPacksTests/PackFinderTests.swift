import Foundation
import TestSupport
import Testing

@testable import LessonPacks

/// Folders with nothing but a `pack.yml`, which is all that finding looks at.
private final class Shelf {
  private let folder = TemporaryFolder()
  var root: URL { folder.url }

  init(_ names: [String]) throws {
    for name in names { try folder.write("\(name)/pack.yml", "format: 1\n") }
    try folder.makeFolder("drafts")
  }

  func find(_ name: String?) throws(PackError) -> String {
    try PackFinder.find(name, in: [root]).lastPathComponent
  }

  func refusal(_ name: String?) -> String? {
    do throws(PackError) {
      _ = try find(name)
      return nil
    } catch {
      return "\(error)"
    }
  }
}

struct PackFinderTests {
  @Test func listsFoldersWithAManifestByName() throws {
    let shelf = try Shelf(["01-b", "00-a"])
    let other = try Shelf(["00-a", "02-c"])
    let missing = URL(fileURLWithPath: "/nowhere")
    let packs = PackFinder.list(in: [shelf.root, missing, other.root])
    #expect(packs.map(\.lastPathComponent) == ["00-a", "01-b", "02-c"])
    #expect(packs[0].path.hasPrefix(shelf.root.path))
  }

  @Test func findsByNameByBeginningByPathAndFirst() throws {
    let shelf = try Shelf(["00-lora", "01-attention", "01-attention-two"])
    #expect(try shelf.find("00-lora") == "00-lora")
    #expect(try shelf.find("00") == "00-lora")
    #expect(try shelf.find("01-attention") == "01-attention")
    #expect(try shelf.find(nil) == "00-lora")
    let path = shelf.root.appendingPathComponent("01-attention-two").path
    #expect(try PackFinder.find(path, in: []).path == path)
  }

  @Test func refusesABeginningThatTwoShare() throws {
    let shelf = try Shelf(["00-lora", "01-a", "01-b"])
    let refusal = try #require(shelf.refusal("01"))
    #expect(refusal.hasPrefix(shelf.root.path))
    #expect(
      refusal.hasSuffix("`01` begins the names of 2 lessons. Write more of one: `01-a`, `01-b`"))
  }

  @Test func refusesWhatIsNotThere() throws {
    let shelf = try Shelf(["00-lora"])
    #expect(
      shelf.refusal("01-lora")?.hasSuffix("no lesson `01-lora`. Did you mean `00-lora`?") == true)
    #expect(shelf.refusal("")?.hasSuffix("The lessons here are: `00-lora`") == true)
    #expect(shelf.refusal("drafts")?.contains("no lesson `drafts`") == true)
    #expect(shelf.refusal("./nowhere")?.hasPrefix("./nowhere: no lesson here") == true)
  }

  /// What a word means must not depend on what lies in the current directory.
  @Test func aPlainWordIsALessonAndAPathHasASlash() throws {
    let shelf = try Shelf(["00-lora", "mine"])
    let here = FileManager.default.currentDirectoryPath
    let word = "finder-\(UUID().uuidString)"
    let folder = URL(fileURLWithPath: here).appendingPathComponent(word)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("format: 1\n".utf8).write(to: folder.appendingPathComponent("pack.yml"))
    #expect(PackFinder.isHere(word) && !PackFinder.isHere("./" + word) && !PackFinder.isHere(""))
    #expect(try shelf.find("./" + word) == word)
    #expect(shelf.refusal(word)?.hasSuffix("write `./\(word)`") == true)
    let start = String(word.prefix(12))
    let other = try Shelf([start + "-lesson"])
    #expect(try other.find(start) == start + "-lesson")
    let sameWord = try Shelf([word + "-lesson"])
    #expect(try sameWord.find(word) == word + "-lesson")
    for path in [".", "..", "a/b", "./", "/"] { #expect(PackFinder.isPath(path), "\(path)") }
    for word in ["00", "00-lora", "...", ".x", ""] { #expect(!PackFinder.isPath(word), "\(word)") }
  }

  @Test func refusesAnEmptyShelf() throws {
    let shelf = try Shelf([])
    #expect(shelf.refusal(nil)?.contains("no lesson here") == true)
  }
}
