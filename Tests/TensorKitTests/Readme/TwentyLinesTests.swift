import Testing

@testable import TensorKit

@Suite struct TwentyLinesTests {
  /// What the same program in PyTorch prints after torch.manual_seed(0).
  private static let recorded = [
    0.6026996970176697, 0.002020701067522168, 1.4842157725070138e-05, 1.725670557561898e-07,
    2.1968775243408345e-08,
  ]

  @Test func theLossFallsAsInPyTorch() {
    var losses: [Double] = []
    withGenerator(Generator(seed: 0)) {
      twentyLines { step, loss in
        #expect(step == 50 * losses.count)
        losses.append(loss)
      }
    }
    #expect(losses.count == Self.recorded.count)
    for (loss, expected) in zip(losses, Self.recorded) {
      #expect((loss / expected - 1).magnitude < 1e-3, "\(losses)")
    }
    #expect(losses[4] < losses[0] / 1000)
  }

  /// Where the README shows a Swift program, it is this one.
  @Test func theReadmeShowsTheProgramThatRuns() throws {
    let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(1)
    let source = try text(tests.joined(separator: "/") + "/TwentyLines.swift")
    let marks = source.split(separator: "\n", omittingEmptySubsequences: false)
    let begin = try #require(marks.firstIndex(of: "  // README begins"))
    let end = try #require(marks.firstIndex(of: "  // README ends"))
    let program = marks[(begin + 1)..<end].map { $0.dropFirst(2) }
    #expect(program.filter { !$0.isEmpty }.count == 21)
    let readme = try text(tests.dropLast(3).joined(separator: "/") + "/README.md")
    let shown = readme.split(separator: "```swift\n").dropFirst().map {
      $0.prefix(upTo: $0.firstRange(of: "```")?.lowerBound ?? $0.endIndex)
    }
    let programs = shown.filter { $0.contains("import TensorKit") }.map(String.init)
    #expect(programs == ["import TensorKit\n\n" + program.joined(separator: "\n") + "\n"])
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try FileBytes.read(path), as: UTF8.self)
  }
}
