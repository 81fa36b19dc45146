import Foundation
import Testing

@testable import LessonPacks

struct PackLintTests {
  @Test func theMiniaturePackIsClean() throws {
    let folder = try PackFolder()
    #expect(PackLint.audit(try PackLoader.load(folder.url)) == [])
  }

  private func messages(_ change: (PackFolder) throws -> Void) throws -> [String] {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    try change(folder)
    return PackLint.audit(pack).map { "\($0.file): \($0.message)" }
      .map { $0.replacing(folder.root.path, with: "") }
  }

  @Test(
    arguments: [
      "notes.txt", "text/en/C.md", "text/fr/A.md", "probes/data.bin", "probes/deep/A.swift",
      "starter/Other.swift", ".hidden", "theory/doubling.md", "wrong/readme.md",
    ])
  func aStrayFileIsNamed(_ path: String) throws {
    #expect(
      try messages { try $0.write("x", to: path) }
        == ["\(path): a stray file that nothing reads"])
  }

  @Test func aSymbolicLinkIsRefused() throws {
    let found = try messages { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appendingPathComponent("probes/Z.swift").path,
        withDestinationPath: "/etc/hostname")
    }
    #expect(found == ["probes/Z.swift: a symbolic link"])
  }

  @Test func aMissingStarterIsNamed() throws {
    #expect(
      try messages { try $0.remove("starter/Double.swift") }
        == ["starter/Double.swift: the starter is missing"])
  }

  @Test func aPackWithoutProbesIsNamed() throws {
    #expect(try messages { try $0.remove("probes/A.swift") } == ["probes: no probe"])
  }

  @Test func theoryInOneLanguageOnlyIsNamed() throws {
    #expect(
      try messages { try $0.remove("theory/es/doubling.md") }
        == ["theory/es/doubling.md: the file is missing"])
  }

  @Test func aMissingSolutionIsNamed() throws {
    let found = try messages {
      try FileManager.default.removeItem(at: $0.solutions.appendingPathComponent("Double.swift"))
    }
    #expect(found == ["/solutions/good/Double.swift: the reference solution is missing"])
  }

  @Test func aStrayFileBesideTheSolutionIsNamed() throws {
    let found = try messages {
      try Data().write(to: $0.solutions.appendingPathComponent("Old.swift"))
    }
    #expect(found == ["/solutions/good/Old.swift: a stray file beside the solution"])
  }

  @Test func aBadHeadIsReported() throws {
    let found = try messages { try $0.write("// en: a\n// es: b\n", to: "wrong/tripled.swift") }
    #expect(found == ["wrong/tripled.swift: its first comment lines do not say `caught-by:`"])
  }

  @Test func anAlternativeSaysHowItDiffers() throws {
    func problems(_ source: String) throws -> [PackProblem] {
      let folder = try PackFolder()
      let pack = try PackLoader.load(folder.url)
      try folder.write(source, to: "alternatives/times.swift")
      return PackLint.audit(pack)
    }
    #expect(try problems("// How it differs: 2 · x,\n// not x + x.\nimport TensorKit\n") == [])
    let missing = PackProblem(
      file: "alternatives/times.swift", line: 1,
      message: "its first comment lines do not say `How it differs:`",
      hint: "Write `// How it differs: what it does otherwise, in one sentence`")
    #expect(try problems("import TensorKit\n// How it differs: too late\n") == [missing])
    #expect(try problems("// It is other.\n") == [missing])
    #expect(try problems("// A head.\n// How it differs:\nimport TensorKit\n").map(\.line) == [2])
  }

  @Test func aStepThatTheTextDoesNotHaveIsNamed() throws {
    let folder = try PackFolder()
    try folder.replace("## Paso 2 ·", with: "## Paso 2:", in: "text/es/A.md")
    let pack = try PackLoader.load(folder.url)
    #expect(
      PackLint.audit(pack).map { "\($0.file): \($0.message)" }
        == ["text/es/A.md: no step 2, which `twice` belongs to"])
  }

  @Test func aNeededStepThatTheTextDoesNotHaveIsNamed() throws {
    let folder = try PackFolder()
    var pack = try PackLoader.load(folder.url)
    let check = try #require(pack.blocks[0].checks.firstIndex { $0.id == "twice" })
    pack.blocks[0].checks[check].step = nil
    pack.blocks[0].checks[check].needs = 2
    #expect(PackLint.audit(pack) == [])
    pack.blocks[0].checks[check].needs = 7
    #expect(
      PackLint.audit(pack).map { "\($0.file): \($0.message)" } == [
        "text/en/A.md: no step 7, which `twice` needs",
        "text/es/A.md: no step 7, which `twice` needs",
      ])
  }

  @Test func unevenHintsAreReported() throws {
    let folder = try PackFolder()
    var pack = try PackLoader.load(folder.url)
    pack.blocks[0].hints[1].text.byLanguage[.es] = nil
    pack.blocks[1].hints = []
    #expect(
      PackLint.audit(pack).map { "\($0.file): \($0.message)" } == [
        "hints/es/A.md: 1 hints, and 2 in another language", "hints/en/B.md: no hint",
        "hints/es/B.md: no hint",
      ])
  }
}
