import Foundation
import TestSupport
import Testing

@testable import Similarity

/// The files of a pack in the repository, to compare.
struct ShippedPack: CustomTestStringConvertible {
  var id: String
  var file: String

  static let all: [ShippedPack] = names(in: "solutions").flatMap { id in
    names(in: "solutions/\(id)").map { ShippedPack(id: id, file: $0) }
  }

  private static func names(in folder: String) -> [String] {
    let path = Repository.root.appendingPathComponent(folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  var testDescription: String { id }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Repository.root.appendingPathComponent(path), encoding: .utf8)
  }

  var starter: String { get throws { try text("lessons/\(id)/starter/\(file)") } }
  var reference: String { get throws { try text("solutions/\(id)/\(file)") } }

  func compared(_ name: String, _ source: String) throws -> ComparedFile {
    ComparedFile(name: name, source: source, without: Fingerprint.Starter(try starter))
  }

  /// Right solutions that were written without a look at the reference, and are meant to differ.
  func alternatives() throws -> [ComparedFile] {
    let folder = "lessons/\(id)/alternatives"
    let path = Repository.root.appendingPathComponent(folder).path
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      .map { try compared($0, try text("\(folder)/\($0)")) }
  }

  func search() throws -> LikenessSearch {
    LikenessSearch(shipped: [try compared("reference", try reference)])
  }
}
