import Foundation
import LessonPacks
import Observations
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// A finale runs contained, is heard as it goes, and ends in one of a few ways.
@Suite struct FinaleTests {
  private static let probes = [
    "A": MiniPack.probesA, "B": MiniPack.probesB,
    "Finale": """
    import ProbeKit
    import TensorKit

    func probesFinale(_ probe: Probes) {
      probe("watch") { out in
        out.record("greeting", String(decoding: try out.data("greeting.txt"), as: UTF8.self))
        for step in 1...constant() { out.record("loss", 1 / Double(step)) }
      }
    }
    """,
  ]

  private func events(
    _ source: String, seconds: Double = 60, data: String? = "hello"
  ) async throws -> [FinaleEvent] {
    let mini = try MiniPack(probes: Self.probes)
    if let data {
      let folder = mini.pack.dataFolder
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(data.utf8).write(to: folder.appendingPathComponent("greeting.txt"))
    }
    var pack = mini.pack
    pack.finale = Finale(
      id: "watch", title: LocalizedText([:]), text: LocalizedText([:]), timeout: .seconds(seconds))
    let judge = Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("judge"),
      temporaryFolder: mini.scratch)
    let heard = Collector<FinaleEvent>()
    try await JudgeTurns.shared.take {
      try await judge.showFinale(StudentSource(bytes: Data(source.utf8)), seed: 1) { heard.add($0) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == [])
    return heard.all
  }

  @Test func everyValueIsHeardInItsOrder() async throws {
    let heard = try await events(MiniPack.solution)
    let values = heard.compactMap { event -> ObservedValue? in
      if case .observed(let observation) = event { observation.value } else { nil }
    }
    #expect(values == [.text("hello"), .number(1), .number(0.5), .number(1.0 / 3)])
    #expect(heard.prefix(2) == [.compiling, .begun])
    #expect(heard.last == .ended(.finished))
  }

  @Test func aCrashALoopAndAFileThatIsMissingAreEndings() async throws {
    guard
      case .ended(.broken(.crashed)) = try await events(MiniPack.source(constant: "fatalError()"))
        .last
    else {
      Issue.record("a crash is not said")
      return
    }
    #expect(
      try await events(MiniPack.source(constant: "while true {}"), seconds: 1).last
        == .ended(.broken(.timedOut(seconds: 1))))
    guard
      case .ended(.broken(.threw(let message))) = try await events(MiniPack.solution, data: nil)
        .last
    else {
      Issue.record("a missing file is not said")
      return
    }
    #expect(message.contains("greeting.txt"))
  }

  @Test func whatDoesNotBuildIsNotRun() async throws {
    let heard = try await events("let broken: = 1")
    guard case .ended(.notBuilt(.failed)) = heard.last else {
      Issue.record("\(heard)")
      return
    }
    #expect(!heard.contains(.begun))
  }
}
