import Foundation
import LessonPacks
import Testing

@testable import Workspace

@Suite struct PlaygroundTests {
  @Test func itIsWrittenOnceAndJoinsThePackage() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    #expect(!(try course.text(course.folder.packageFile).contains("Playground")))
    #expect(try prepare(course))
    #expect(try course.text(course.folder.playFile).contains("@testable import MiniModule"))
    #expect(try course.text(course.folder.packageFile).contains("path: \"Playground\""))
    try course.write("// mine\n", to: course.folder.playFile)
    #expect(!(try prepare(course)))
    #expect(try course.text(course.folder.playFile) == "// mine\n")
  }

  @Test func oneThatIsDeletedLeavesThePackage() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    _ = try prepare(course)
    try FileManager.default.removeItem(
      at: course.folder.playFile.deletingLastPathComponent())
    try course.prepare()
    #expect(!(try course.text(course.folder.packageFile).contains("Playground")))
  }

  @Test func aManifestOfTheStudentsStaysTheirs() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try course.write("// my own manifest\n", to: course.folder.packageFile)
    #expect(try prepare(course))
    #expect(try course.text(course.folder.packageFile) == "// my own manifest\n")
  }

  @Test func aBuildMakesAnIndex() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    #expect(!course.folder.hasIndex)
    let build = course.folder.root.appendingPathComponent(".build/debug")
    for name in ["Modules", "index/store/v5/units"] {
      try FileManager.default.createDirectory(
        at: build.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    #expect(!course.folder.hasIndex, "a build that failed at once has no module")
    try course.write("", to: build.appendingPathComponent("Modules/TensorKit.swiftmodule"))
    #expect(course.folder.hasIndex)
  }

  private func prepare(_ course: TemporaryCourse) throws -> Bool {
    try course.folder.preparePlayground(pack: course.pack, library: course.place, language: .es)
  }

  @Test func theFirstLayerIsBuilt() {
    let source = """
      func helper(_ n: Int) -> Int { n }
      final class Mine: Module {
        init(
          _ base: Linear, r: Int, flags: [String] = ["a)", "b"], rate: Float
        ) throws {
        }
      }
      """
    let text = PlayStarter(module: "M", work: StudentWork("F.swift"), source: source).text(.en)
    #expect(text.contains("let layer = try Mine(Linear(6, 4), r: 6, rate: 0.5)\n"))
    #expect(text.contains("print(\"layer(x)\", layer(x))\n"))
    #expect(text.hasPrefix("// A place to try things."))
    #expect(text.contains("\n//\n"))
  }

  @Test func orTheFirstFunctionThatCanBeCalled() {
    let source = """
      // func commented(_ n: Int) -> Int
      func handler(_ f: () -> Void) -> Int { 1 }
      func nothing(_ n: Int) {}
      func share(in inputs: Int, of model: Module, exact: Bool = true) throws -> Double {
        1
      }
      """
    #expect(
      CallSketch.all(in: source) == [
        CallSketch(
          name: "share", call: "share(in: 6, of: MiniGPT())", mayThrow: true, isLayer: false)
      ])
    let text = PlayStarter(module: "M", work: StudentWork("F.swift"), source: source).text(.es)
    #expect(text.contains("print(\"share\", try share(in: 6, of: MiniGPT()))"))
    #expect(text.hasPrefix("// Un lugar para probar cosas."))
  }

  @Test(arguments: ["", "func f(", "class A: Module", "final class A: Module {\n  init(_ x: [Int"])
  func aSourceWithNothingToCallStillGetsOne(_ source: String) {
    #expect(CallSketch.all(in: source) == [])
    let text = PlayStarter(module: "M", work: StudentWork("F.swift"), source: source).text(.en)
    #expect(text.contains("print(\"x\", x)"))
  }
}
