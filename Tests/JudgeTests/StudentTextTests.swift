import Foundation
import LessonPacks
import Reports
import Testing

@testable import Judge

/// The student's files as the compiler gets them, and what is said about one of them.
struct StudentTextTests {
  private let text = StudentText(files: [
    StudentText.File(name: "Triple.swift", bytes: Data("let a = 1\n".utf8)),
    StudentText.File(name: "Play.swift", bytes: Data("\nfunc taken() {}\n".utf8)),
  ])

  @Test func aVersionInOnePieceIsTakenApartAndJoined() {
    let whole = Data("let a = 1\r\n".utf8)
    let text = StudentText(whole, of: StudentWork("Triple.swift"))
    #expect(text.names == ["Triple.swift"])
    #expect(text.bytes == whole)
  }

  @Test func theLinkersRefusalIsToldOfTheFileThatHasTheSymbol() {
    let found = LinkerOutput.diagnostic("taken", in: text)
    #expect(found.file == "Play.swift")
    #expect(found.line == 2)
    #expect(found.sourceLine == "func taken() {}")
  }

  @Test(arguments: [nil, "nowhere"]) func elseOfTheFirst(symbol: String?) {
    let found = LinkerOutput.diagnostic(symbol, in: text)
    #expect(found.file == "Triple.swift")
    #expect(found.line == 1)
  }

  @Test func messagesAreToldFileByFile() {
    let messages = [("Play.swift", 2), ("Probe.swift", 1), ("Triple.swift", 1)].map {
      CompilerMessage(path: "/x/\($0.0)", line: $0.1, column: 1, severity: .error, message: "no")
    }
    let found = CompilerOutput.diagnostics(messages, about: text)
    #expect(found.map(\.file) == ["Triple.swift", "Play.swift"])
    #expect(found.map(\.sourceLine) == ["let a = 1", "func taken() {}"])
  }

  @Test func aReservedNameIsFoundInEachFile() {
    let reserved = text.adding(
      StudentText.File(name: "Third.swift", bytes: Data("import ProbeKit\n".utf8)))
    #expect(ReservedModule.diagnostic(in: text) == nil)
    #expect(ReservedModule.diagnostic(in: reserved)?.file == "Third.swift")
  }

  @Test func anImportIsDoubtfulOnlyInItsOwnFile() {
    let files = [
      StudentText.File(name: "A.swift", bytes: Data("import A\n".utf8)),
      StudentText.File(name: "B.swift", bytes: Data("let b = c\n".utf8)),
    ]
    let place = FileManager.default.temporaryDirectory
    let blame = Blame(
      files: ["A.swift", "B.swift"], text: StudentText(files: files), folder: place,
      cacheFolder: place)
    func isDoubtful(_ file: String) -> Bool {
      let message = CompilerMessage(
        path: "/x/\(file)", line: 1, column: 1, severity: .error, message: "no")
      return blame.isDoubtful(
        Frontend.Compiled(failure: .refused, messages: [message], objects: []))
    }
    #expect(isDoubtful("A.swift"))
    #expect(!isDoubtful("B.swift"))
  }
}
