import Foundation
import Testing

@testable import LessonPacks

struct PackLoaderTests {
  @Test func readsEveryFieldOfTheMiniaturePack() throws {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    #expect(pack.format == 1)
    #expect(pack.id == "good")
    #expect(pack.title == LocalizedText([.en: "Doubling by hand", .es: "Duplicar a mano"]))
    #expect(pack.languages == [.en, .es])
    #expect(pack.module == "Doubling")
    #expect(pack.work.main == "Double.swift")
    #expect(
      pack.declarations == [
        Declaration(name: "double", signature: "func double(_ x: Tensor) -> Tensor")
      ])
    #expect(pack.gate == Gate(minutes: 12.5))
    #expect(pack.blocks.map(\.id) == ["A", "B"])
    #expect(pack.folder.path == folder.url.path)
    #expect(pack.solutionFolder.path == folder.solutions.path)
  }

  @Test func readsAChecksFields() throws {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    let check = try #require(pack.checks.first)
    #expect(check.id == "twice")
    #expect(check.block == "A")
    #expect(check.step == 2)
    #expect(check.statement[.es] == "double(x) es x + x")
    #expect(check.advice[.en] == "Look at the factor.")
    #expect(check.weight == 2)
    #expect(check.visibility == .hidden)
    #expect(check.timeout == .seconds(3))
    let strict = try #require(pack.checks.last)
    #expect(strict.kind == .strict)
    #expect(strict.weight == 1)
    #expect(strict.visibility == .visible)
    #expect(strict.timeout == .seconds(10))
    #expect(strict.step == nil)
  }

  @Test func readsEveryRule() throws {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    #expect(
      pack.checks.first?.kind
        == .probe([
          .reference(of: "y", within: Tolerance(absolute: 0.5, relative: 1e-5)),
          .equal(of: "y", to: "sum", within: .exact),
          .equal(of: "y", to: "sum", within: Tolerance(absolute: 1e-6)),
          .exactly(of: "count", value: .number(1024)),
          .exactly(of: "kind", value: .text("1024")),
          .exactly(of: "flag", value: .number(1)),
          .exactly(of: "order", value: .names(["x", "y"])),
          .exactly(of: "zeros", value: .everywhere(0), within: Tolerance(absolute: 2e-6)),
          .bounded(of: "y", low: -2, high: 2),
          .bounded(of: "y", low: 0, high: nil),
          .differs(of: "y", from: "x", by: 1e-3),
          .differs(of: "y", from: "x", by: 0),
          .names(of: "keys", are: ["a", "b"]),
          .names(of: "keys", are: nil),
          .rejects(of: "empty"),
          .accepts(of: "full"),
        ]))
  }

  @Test func readsWhatAFinaleCompares() throws {
    let folder = try PackFolder()
    try folder.replace(
      "blocks:",
      with: """
        finale:
          id: twice_over
          title: {en: Twice, es: Dos veces}
          text: {en: It runs., es: Se ejecuta.}
          labels:
            slow: {en: without, es: sin}
          bars:
            - title: {en: "Time, ms", es: "Tiempo, ms"}
              of: [slow, fast]
          language_model:
            teach: t
            ask: a
            text: {en: It runs., es: Se ejecuta.}
            adapter: false
            seconds: 9
        blocks:
        """)
    let finale = try #require(try PackLoader.load(folder.url).finale)
    #expect(finale.labels == ["slow": LocalizedText([.en: "without", .es: "sin"])])
    #expect(finale.bars.map(\.names) == [["slow", "fast"]])
    #expect(finale.languageModel?.leavesAdapter == false)
  }

  @Test func readsTextsHintsAndMeasures() throws {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    let block = pack.blocks[0]
    #expect(block.text[.es].hasPrefix("# El doble"))
    #expect(block.hints.count == 2)
    #expect(block.hints[0].text[.en] == "## Which operation\n\nAddition is enough.")
    #expect(block.hints[1].text[.en].contains("## not a rung\nx + x"))
    #expect(block.hints[1].text[.es] == "## En código\n\n`x + x`")
    #expect(
      pack.measures.map(\.quantity) == [
        .largestDifference(of: "y", to: "sum"), .value(of: "count"),
      ])
    #expect(pack.measures.map(\.check) == ["twice", "twice"])
    #expect(pack.measures[0].label[.es] == "Error al duplicar")
  }

  @Test func solutionsMayLieElsewhere() throws {
    let folder = try PackFolder()
    let elsewhere = URL(fileURLWithPath: "/elsewhere")
    #expect(try PackLoader.load(folder.url, solutions: elsewhere).solutionFolder == elsewhere)
  }

  @Test func whatMayBeLeftOutHasItsDefault() throws {
    let folder = try PackFolder()
    try folder.replace("gate: {minutes: 12.5}\n", with: "")
    try folder.replace(
      """
      declares:
        - name: double
          signature: "func double(_ x: Tensor) -> Tensor"

      """, with: "")
    let pack = try PackLoader.load(folder.url)
    #expect(pack.gate == Gate(minutes: 20))
    #expect(pack.declarations.isEmpty)
  }
}
