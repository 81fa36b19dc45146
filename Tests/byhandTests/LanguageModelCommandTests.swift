import Foundation
import TestSupport
import Testing

@testable import byhand

/// `byhand train --model` and `byhand ask`, with a tiny model of random weights.
@Suite(.serialized) struct LanguageModelCommandTests {
  private static let tiny = Repository.root
    .appendingPathComponent("Tests/LanguageModelsTests/Golden/tiny")

  private static func lesson(_ path: String) -> String {
    Repository.root.appendingPathComponent("lessons/00-lora-by-hand/\(path)").path
  }

  private func finished() throws -> BuiltProgram {
    let program = try BuiltProgram()
    try program.write(String(contentsOf: BuiltProgram.solution, encoding: .utf8))
    _ = try program.run(["check"])
    return program
  }

  @Test(arguments: ["hf", "tiny-mixed.gguf"])
  func aModelIsTaughtAndAskedAndItsAdapterIsKept(_ name: String) throws {
    let program = try finished()
    defer { program.remove() }
    let model = Self.tiny.appendingPathComponent(name).path
    let train = try program.run(["train", "--model", model, "--seed", "3"])
    #expect(train.status == 0, "\(train.output)")
    #expect(train.output.contains("before · What is lora_A?"))
    #expect(train.output.contains("step 1/24"))
    #expect(train.output.contains("Largest difference after merging:"))
    let adapter = program.lesson.appendingPathComponent("adapter")
    #expect(train.output.contains(adapter.path))
    let config = try String(
      contentsOf: adapter.appendingPathComponent("adapter_config.json"), encoding: .utf8)
    #expect(config.contains("CAUSAL_LM") && config.contains("down_proj"))
    let readme = try String(
      contentsOf: adapter.appendingPathComponent("README.txt"), encoding: .utf8)
    #expect(readme.contains("PeftModel.from_pretrained"))
    let on = try program.run(["ask", "What is lora_A?", "--model", model])
    let off = try program.run(["ask", "What is lora_A?", "--model", model, "--off"])
    #expect(on.status == 0 && off.status == 0, "\(on.output) \(off.output)")
    #expect(on.output != off.output)
    // The adapter knows its model.
    #expect(try program.run(["ask", "What is lora_A?"]).output == on.output)
  }

  /// Files of other styles than the reference's.
  @Test(arguments: ["strategy", "protocol", "wrappers"])
  func aFileOfAnotherStyleTeachesToo(_ name: String) throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let train = try program.run([
      "train", "--file", Self.lesson("alternatives/\(name).swift"), "--model",
      Self.tiny.appendingPathComponent("hf").path,
    ])
    #expect(train.status == 0, "\(train.output)")
    #expect(train.output.contains("It ran to its end."))
  }

  @Test func whatIsNoModelIsSaidWithTheReason() throws {
    let program = try finished()
    defer { program.remove() }
    let missing = try program.run(["train", "--model", "/nowhere/model.gguf"])
    #expect(missing.status == 1 && missing.errors.contains("/nowhere/model.gguf"))
    #expect(!missing.output.contains("step 1/"))
    let ask = try program.run(["ask", "What is r?", "--model", Self.lesson("pack.yml"), "--off"])
    #expect(ask.status == 1 && ask.errors.contains("pack.yml"), "\(ask.errors)")
    let untrained = try program.run(["ask", "What is r?"])
    #expect(untrained.status != 0 && untrained.errors.contains("byhand train"))
    let other = try program.run(["train", "01", "--model", "/nowhere"])
    #expect(other.status != 0 && !other.output.contains("step 1/"))
    #expect(try program.run(["ask", " "]).status == 64)
  }
}
