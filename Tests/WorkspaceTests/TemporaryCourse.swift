import Foundation
import LessonPacks
import TestSupport

@testable import Workspace

/// A pack and an empty student's folder in a place of their own, removed at the end.
final class TemporaryCourse {
  private let temporary = TemporaryFolder()
  var place: URL { temporary.url }
  let pack: Pack
  let folder: StudentFolder

  static let starter = "// starter\n"

  init() throws {
    let (place, packFolder) = (temporary.url, try temporary.makeFolder("lessons/mini"))
    try temporary.write("lessons/mini/starter/Mini.swift", Self.starter)
    pack = Pack(
      id: "mini", title: LocalizedText([.en: "Mini", .es: "Mini"]), languages: [.en, .es],
      module: "MiniModule", studentFile: "Mini.swift", declarations: [], blocks: [],
      measures: [
        Measure(
          id: "difference", label: LocalizedText([.en: "Difference", .es: "Diferencia"]),
          check: "c", quantity: .value(of: "d")),
        Measure(
          id: "count", label: LocalizedText([.en: "Count", .es: "Cuenta"]), check: "c",
          quantity: .value(of: "n")),
      ],
      gate: Gate(), folder: packFolder, solutionFolder: place)
    folder = StudentFolder(root: place.appendingPathComponent("work/mini"), pack: pack)
  }

  func prepare() throws { try folder.prepare(pack: pack, library: place) }

  func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }

  func write(_ text: String, to url: URL) throws { try Data(text.utf8).write(to: url) }
}
