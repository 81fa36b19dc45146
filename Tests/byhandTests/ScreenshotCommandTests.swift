import Foundation
import TestSupport
import Testing

/// Screens of a lesson with more blocks than there are digits for keys.
@Suite struct ScreenshotCommandTests {
  private static let blocks = (0..<11).map { String(UnicodeScalar(UInt8(65 + $0))) }

  /// Function X of the file gives 1, or 2 in the block that is wrong.
  private static func source(wrong: String? = nil) -> String {
    "import TensorKit\n"
      + blocks.map { block in
        "\n// MARK: - Block \(block)\n\nfunc f\(block)() -> Int { \(block == wrong ? 2 : 1) }\n"
      }.joined()
  }

  /// The pack's folder in the program's home.
  private func pack(in home: URL) throws -> URL {
    func write(_ path: String, _ text: String) throws {
      let file = home.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    var manifest = """
      format: 1
      title: {en: Eleven}
      languages: [en]
      module: Eleven
      file: Eleven.swift
      blocks:

      """
    var probes = "import ProbeKit\n\nfunc probesA(_ probe: Probes) {\n"
    for block in Self.blocks {
      manifest += """
          - id: \(block)
            title: {en: Block \(block)}
            checks:
              - id: check_\(block)
                statement: {en: It is one.}
                advice: {en: Look.}
                rules: [{exactly: {of: y, value: 1}}]

        """
      probes += "  probe(\"check_\(block)\") { out in out.record(\"y\", f\(block)()) }\n"
      try write("lessons/eleven/text/en/\(block).md", "# \(block)\n\nText.\n")
      try write("lessons/eleven/hints/en/\(block).md", "## Where\n\nLook.\n")
    }
    try write("lessons/eleven/pack.yml", manifest)
    try write("lessons/eleven/probes/A.swift", probes + "}\n")
    try write(
      "lessons/eleven/starter/Eleven.swift", Self.source().replacing("{ 1 }", with: "{ 0 }"))
    try write("solutions/eleven/Eleven.swift", Self.source())
    try write("J.swift", Self.source(wrong: "J"))
    return home.appendingPathComponent("lessons/eleven")
  }

  @Test func theTenthBlockIsShownAndTheFirstRedCheckIsFoundThere() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let pack = try pack(in: program.home).path
    let file = program.home.appendingPathComponent("J.swift").path
    func picture(_ more: String...) throws -> BuiltProgram.Outcome {
      try program.run(["screenshot", pack, "--file", file] + more)
    }
    for more in [["--block", "J"], ["--block", "j"], ["--check", "check_J"], []] {
      let outcome = try program.run(["screenshot", pack, "--file", file] + more)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("Block J"), "\(more): \(outcome.output)")
      #expect(outcome.output.contains("y is 2; expected 1"), "\(more): \(outcome.output)")
    }
    #expect(try picture("--block", "K").output.contains("✔ check_K"))
    #expect(try picture("--view", "diff", "--block", "B").output.contains("y is 2; expected 1"))
    let none = try picture("--block=\(Int.min)")
    #expect(none.status == 2 && none.errors.contains("there is no block"))
    let missing = try program.run(["screenshot", pack, "--file", "\(file).not"])
    #expect(missing.status == 2 && missing.output == "", "\(missing)")
  }
}
