import Archives
import Foundation
import LessonPacks
import Reports
import SwiftLexing

/// A pack as students get it where some of its checks are hidden: without those, their scenarios, and the
/// solutions that are wrong or different on purpose.
///
/// The reference solution stays in it: the student's own machine compares with what it records. Whoever
/// must keep it from students lets them check on the instructor's machine.
public struct StudentPack {
  /// The pack as its author has it.
  public var pack: Pack

  /// A pack to be cut; nothing is read here.
  public init(_ pack: Pack) { self.pack = pack }

  /// The checks that are left out, by id.
  public var hidden: [String] { pack.checks.filter { $0.visibility == .hidden }.map(\.id) }

  /// The files, below `lessons/NAME` and `solutions/NAME`, sorted.
  ///
  /// Throws `ShelfError.refused` for what cannot be read or cut.
  public func files() throws(ShelfError) -> [ArchiveEntry] {
    var files: [ArchiveEntry] = []
    let lesson = "lessons/\(pack.id)/"
    for path in PackInventory(of: pack.folder).files where !isAuthors(path) {
      let bytes = try read(pack.folder.appendingPathComponent(path))
      files.append(ArchiveEntry(path: lesson + path, bytes: try cut(bytes, path)))
    }
    for path in PackInventory(of: pack.solutionFolder).files {
      let bytes = try read(pack.solutionFolder.appendingPathComponent(path))
      files.append(ArchiveEntry(path: "solutions/\(pack.id)/\(path)", bytes: Array(bytes)))
    }
    return files.sorted { $0.path < $1.path }
  }

  /// What only the audit reads: solutions, and what excuses mutants.
  private func isAuthors(_ path: String) -> Bool {
    ["wrong/", "alternatives/"].contains { path.hasPrefix($0) } || path == Equivalent.file
  }

  private func cut(_ bytes: Data, _ path: String) throws(ShelfError) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    switch path {
    case "pack.yml":
      do throws(StudentManifest.Trouble) {
        return Array(try StudentManifest.visible(text, hiding: Set(hidden)).utf8)
      } catch {
        throw .refused(source: pack.folder.path, reason: error.description)
      }
    case DiagnosisTable.file: return Array(try diagnoses(bytes))
    case _ where path.hasPrefix("probes/"):
      let cut = ProbeText.without(Set(hidden), text)
      if let left = ProbeText.named(Set(hidden), in: cut) {
        throw .refused(
          source: pack.folder.path,
          reason:
            "\(path) names the hidden check \(left) outside of a call `probe(\"\(left)\") { … }`: "
            + "write its scenario so")
      }
      return Array(cut.utf8)
    case _ where path.hasPrefix("text/"): return Array(shownText(path, text).utf8)
    default: return Array(bytes)
    }
  }

  /// The text without the marks that only the audit reads.
  private func shownText(_ path: String, _ text: String) -> String {
    for block in pack.blocks {
      for language in pack.languages where path == "text/\(language.rawValue)/\(block.id).md" {
        return block.text[language] + "\n"
      }
    }
    return text
  }

  /// Without what hidden checks show: a mistake that only those show goes.
  private func diagnoses(_ bytes: Data) throws(ShelfError) -> Data {
    let unread = ShelfError.refused(
      source: pack.folder.path,
      reason:
        "\(DiagnosisTable.file) cannot be read: write it anew with `byhand pack audit --write-diagnoses`"
    )
    guard var table = try? JSONDecoder().decode(DiagnosisTable.self, from: bytes) else {
      throw unread
    }
    let hidden = Set(hidden)
    func cut(_ record: SymptomRecord) -> SymptomRecord {
      SymptomRecord(
        red: record.red.filter { !hidden.contains($0.key) },
        unsteady: record.unsteady.filter { !hidden.contains($0) })
    }
    table.starter = cut(table.starter)
    table.mistakes = table.mistakes.compactMap { mistake in
      var copy = mistake
      copy.record = cut(mistake.record)
      copy.caughtBy = mistake.caughtBy?.filter { !hidden.contains($0) }
      return copy.record.red.isEmpty || copy.caughtBy?.isEmpty == true ? nil : copy
    }
    guard let cut = try? table.encoded() else { throw unread }
    return cut
  }

  private func read(_ file: URL) throws(ShelfError) -> Data {
    guard let bytes = try? Data(contentsOf: file) else {
      throw .refused(source: file.path, reason: "it cannot be read")
    }
    return bytes
  }
}

/// The text of a probe file, cut by its words.
enum ProbeText {
  /// Without the calls `probe("id") { … }` of these scenarios. What such a call uses stays.
  static func without(_ scenarios: Set<String>, _ source: String) -> String {
    let tokens = SwiftLexer.tokens(of: source)
    let solid = tokens.indices.filter { tokens[$0].isSolid }
    var cut: Set<Int> = []
    for place in solid.indices {
      // `probe`, `(`, the quote, the id, the quote, `)`, `{`.
      guard place + 6 < solid.count else { break }
      let words = (0...6).map { tokens[solid[place + $0]] }
      guard words[0].kind == .identifier, words[1].text == "(", words[2].kind == .openQuote,
        scenarios.contains(words[3].text), words[5].text == ")", words[6].text == "{"
      else { continue }
      var depth = 0
      for index in solid[(place + 6)...] where tokens[index].kind == .punctuation {
        if tokens[index].text == "{" { depth += 1 }
        if tokens[index].text == "}" { depth -= 1 }
        guard depth == 0 else { continue }
        // What is said above it is about it.
        let start = place > 0 ? solid[place - 1] + 1 : solid[place]
        cut.formUnion((start...index).filter { tokens[$0].kind != .space || $0 > solid[place] })
        break
      }
    }
    return tokens.indices.filter { !cut.contains($0) }.map { tokens[$0].text }.joined()
  }

  /// The first of these that still stands in a string of the text.
  static func named(_ scenarios: Set<String>, in source: String) -> String? {
    SwiftLexer.tokens(of: source).first { $0.kind == .stringText && scenarios.contains($0.text) }?
      .text
  }
}
