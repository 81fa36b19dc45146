import Foundation
import SwiftLexing
import Testing

/// The rooms of Judge: each names types of its own and of the rooms below it. The top folder holds what
/// puts them together, and may name all.
@Suite struct JudgeRoomsTests {
  private static let below: [String: Set<String>] = [
    "Values": [], "Build": ["Values"], "Run": ["Values"], "Verdict": ["Values", "Build", "Run"],
  ]

  private static func room(of path: String) -> String {
    let parts = path.split(separator: "/")
    return parts.count > 3 ? String(parts[2]) : ""
  }

  /// The words of a text that are neither in a comment nor in a string.
  static func words(of text: String) -> [String] {
    SwiftLexer.tokens(of: text).filter { $0.kind == .identifier || $0.kind == .keyword }.map(\.text)
  }

  private static let keywords: Set = ["struct", "class", "enum", "protocol", "actor", "typealias"]

  /// The types that a file declares at its top level: without indentation.
  static func declared(in text: String) -> [String] {
    text.split(separator: "\n").filter { $0.first?.isLetter == true }.compactMap { line in
      let words = words(of: String(line))
      guard let keyword = words.firstIndex(where: keywords.contains), words.count > keyword + 1
      else { return nil }
      return words[keyword + 1]
    }
  }

  @Test func aRoomNamesWhatLiesBelowIt() {
    let files = SwiftSources.files(below: "Sources/Judge").map { file in
      (
        path: file.path, room: Self.room(of: file.path), words: Set(Self.words(of: file.text)),
        declared: Self.declared(in: file.text)
      )
    }
    let rooms = files.reduce(into: [String: String]()) { rooms, file in
      for name in file.declared { rooms[name] = file.room }
    }
    #expect(rooms.count > 40)
    #expect(Set(rooms.values) == Set(Self.below.keys).union([""]))
    for file in files {
      guard let below = Self.below[file.room] else {
        #expect(file.room == "", "\(file.path): a room that no rule is about")
        continue
      }
      let above = file.words.filter { word in
        guard let room = rooms[word] else { return false }
        return room != file.room && !below.contains(room)
      }
      #expect(above == [], "\(file.path)")
    }
  }

  @Test func commentsAndStringsAreNoCode() {
    let text =
      "let a = \"Build\" // Run\n/// Verdict\nstruct Mine {}\nfinal class Other: Base {}\n"
    #expect(
      Self.words(of: text) == ["let", "a", "struct", "Mine", "final", "class", "Other", "Base"])
    #expect(Self.declared(in: text) == ["Mine", "Other"])
  }
}
