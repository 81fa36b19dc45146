import Foundation
import Testing

@testable import byhand

@Suite struct EditorTests {
  private let file = URL(fileURLWithPath: "/work/LoRA.swift")

  @Test func visualComesBeforeEditor() throws {
    let editor = try #require(Editor(environment: ["VISUAL": "vim", "EDITOR": "nano"]))
    #expect(editor.command == "vim")
    #expect(Editor(environment: ["EDITOR": "nano"])?.command == "nano")
    #expect(Editor(environment: ["VISUAL": " ", "EDITOR": "nano"])?.command == "nano")
  }

  @Test func withoutAnyEditorThereIsNone() {
    #expect(Editor(environment: ["PATH": "/nowhere"]) == nil)
  }

  @Test func theLineIsToldInTheEditorsOwnWay() throws {
    let vim = try #require(Editor(environment: ["EDITOR": "vim"]))
    #expect(vim.arguments(file, line: 31, column: 17) == ["+31", "/work/LoRA.swift"])
    #expect(vim.arguments(file, line: nil, column: nil) == ["/work/LoRA.swift"])
    let code = try #require(Editor(environment: ["EDITOR": "code -w"]))
    #expect(code.arguments(file, line: 31, column: 17) == ["--goto", "/work/LoRA.swift:31:17"])
  }
}
