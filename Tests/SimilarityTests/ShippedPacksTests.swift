import Foundation
import Testing

@testable import Similarity

/// Both sides of the threshold, on the packs that ship: these are the numbers in its comment.
struct ShippedPacksTests {
  private func solutions(_ pack: ShippedPack) throws -> [ComparedFile] {
    [try pack.compared("reference", try pack.reference)] + (try pack.alternatives())
  }

  @Test(arguments: ShippedPack.all)
  func whatWasWrittenIndependentlyIsNotAlike(_ pack: ShippedPack) throws {
    let files = try solutions(pack)
    #expect(files.count > 5)
    for (index, one) in files.enumerated() {
      for other in files[..<index] {
        let share = one.fingerprint.likeness(to: other.fingerprint)
        #expect(share < 0.26, "\(one.name) \(other.name)")
      }
    }
    #expect(try pack.search().likenesses(of: try pack.alternatives()) == [])
  }

  /// Of few lines more is alike; they are still far from the threshold, or not counted.
  @Test(arguments: ShippedPack.all, [0.3, 0.5, 0.7])
  func halfASolutionIsNotAnother(_ pack: ShippedPack, _ part: Double) throws {
    let files = try solutions(pack)
    try #require(files.count > 5)
    for file in files {
      let lines = file.source.split(separator: "\n", omittingEmptySubsequences: false)
      let text = lines.prefix(Int(Double(lines.count) * part)).joined(separator: "\n")
      let begun = try pack.compared("begun", text)
      for other in files where other.name != file.name {
        #expect(begun.fingerprint.likeness(to: other.fingerprint) < 0.44, "\(file.name)")
      }
    }
  }

  @Test(arguments: ShippedPack.all) func aDisguisedCopyIsFound(_ pack: ShippedPack) throws {
    let starter = try pack.starter
    for file in try solutions(pack) {
      let plain = Disguise(file.source)
      let disguises = [
        plain.renamed(), plain.renamed(keeping: starter), plain.reformatted(), plain.reordered(),
        plain.reordered().renamed(keeping: starter).reformatted(),
      ]
      for disguise in disguises {
        #expect(disguise.text != file.source)
        let copy = try pack.compared("copy", disguise.text)
        #expect(copy.fingerprint.likeness(to: file.fingerprint) >= 0.98, "\(file.name)")
        let found = LikenessSearch(shipped: [file]).likenesses(of: [copy])
        #expect(found.map(\.like) == [.shipped(file.name)], "\(file.name)")
        #expect(found.map(\.isSameFile) == [false])
      }
      // So much as no copy that compiles has changed.
      let blunt = try pack.compared("copy", plain.bluntlyRenamed.text)
      let share = blunt.fingerprint.likeness(to: file.fingerprint)
      #expect(share >= LikenessSearch.threshold, "\(file.name)")
    }
  }

  @Test(arguments: ShippedPack.all) func theReferenceItselfIsNamed(_ pack: ShippedPack) throws {
    let same = try pack.compared("ana", try pack.reference)
    let touched = try pack.compared("ben", try pack.reference + "\n// mine\n")
    let found = try pack.search().likenesses(of: [touched, same])
    #expect(found.map(\.submissions) == [["ana"], ["ben"]])
    #expect(found.map(\.isSameFile) == [true, false])
    #expect(found.map(\.percent) == [100, 100])
  }

  /// Who has not begun has the starter, as everybody has.
  @Test(arguments: ShippedPack.all) func theStarterIsLikeNothing(_ pack: ShippedPack) throws {
    let starter = try pack.starter
    let begun = starter.replacing("// TODO", with: "let a = 1 // TODO", maxReplacements: 1)
    let files = try [("a", starter), ("b", starter), ("c", begun), ("d", begun), ("e", "")]
      .map { try pack.compared($0.0, $0.1) }
    #expect(files[0].fingerprint.hashes == [])
    #expect(try pack.search().likenesses(of: files) == [])
  }
}
