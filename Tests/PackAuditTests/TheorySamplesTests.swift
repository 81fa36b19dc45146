import Foundation
import Judge
import LessonPacks
import PackSamples
import TestSupport
import Testing

/// The Swift page promises that all of its code compiles: it does, in strict mode, without a warning.
@Suite(.fewAtATime) struct TheorySamplesTests {
  @Test(arguments: Language.allCases)
  func everySampleOfTheSwiftPageCompiles(_ language: Language) async throws {
    let pack = try PackLoader.load(Repository.lessons.appendingPathComponent("00-lora-by-hand"))
    let page = try #require(pack.theoryPage("from-pytorch-to-swift")).text[language]
    let samples = Self.samples(of: page)
    #expect(samples.count >= 10)
    let messages = try await compiled(Self.file(samples))
    #expect(messages == "")
  }

  /// The blocks of Swift code on a page.
  private static func samples(of page: String) -> [String] {
    page.components(separatedBy: "```").enumerated().compactMap { index, text in
      index % 2 == 1 && text.hasPrefix("swift\n") ? String(text.dropFirst(6)) : nil
    }
  }

  /// Declarations stand as they are, statements in a function that has what they mention.
  private static func file(_ samples: [String]) -> String {
    let head = """
      import TensorKit

      struct LoRAError: Error { var problem: String }

      """
    return samples.enumerated().reduce(into: head) { file, sample in
      let isDeclaration = ["func ", "final class "].contains { sample.element.hasPrefix($0) }
      file +=
        isDeclaration
        ? sample.element
        : """
        func sample\(sample.offset)(
          base: Linear, module: Module, state: StateDict, x: Tensor
        ) throws {
        \(sample.element)}

        """
    }
  }

  /// What the compiler says of a file; empty if nothing.
  private func compiled(_ source: String) async throws -> String {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let file = try folder.write("Samples.swift", source)
    let toolchain = try await BuiltPrograms.toolchain()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: toolchain.binaries + "/swiftc")
    // Down to SIL, where a missing return and the order of an initialiser are found.
    process.arguments =
      ["-emit-sil", "-o", "/dev/null", "-parse-as-library", "-swift-version", "6"]
      + ["-module-cache-path", folder.file("cache").path]
      + ["-I", toolchain.modules, file.path]
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    try process.run()
    let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self)
  }
}
