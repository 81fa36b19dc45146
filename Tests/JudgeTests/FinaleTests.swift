import Foundation
import LessonPacks
import Observations
import PackSamples
import Reports
import TestSupport
import Testing

@testable import Judge

/// A finale runs contained, is heard as it goes, and ends in one of a few ways.
@Suite(.fewAtATime) struct FinaleTests {
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

  /// What a show is given reaches its scenario, and nothing else does.
  @Test func aShowReadsAndWritesWhatItIsGivenAndNothingElse() async throws {
    let mini = try MiniPack(probes: [
      "A": MiniPack.probesA, "B": MiniPack.probesB,
      "Show": """
      import ProbeKit
      import TensorKit

      func probesShow(_ probe: Probes) {
        probe("show") { out in
          out.record("constant", constant())
          out.record("question", out.setting("question") ?? "nothing")
          out.record("adapter", out.setting("adapter") ?? "nothing")
          let model: String = out.setting("model") ?? ""
          out.rejects("given") { _ = try StateDict.load(from: model + "/given.safetensors") }
          out.rejects("beside") { _ = try StateDict.load(from: model + "/../beside.safetensors") }
          var state = StateDict()
          state["x"] = Tensor.ones(2)
          let target: String = out.setting("output") ?? ""
          out.rejects("written") { try state.save(to: target + "/out.safetensors") }
          out.rejects("elsewhere") { try state.save(to: model + "/out.safetensors") }
        }
      }
      """,
    ])
    let given = mini.scratch.appendingPathComponent("given")
    let output = mini.scratch.appendingPathComponent("output")
    for folder in [given, output] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    let empty = Data([2, 0, 0, 0, 0, 0, 0, 0]) + Data("{}".utf8)
    try empty.write(to: given.appendingPathComponent("given.safetensors"))
    try empty.write(to: mini.scratch.appendingPathComponent("beside.safetensors"))
    var show = Show(scenario: "show", timeout: .seconds(60))
    show.settings = [.question: "What is r?", .model: given.path, .output: output.path]
    show.reading = [given.path]
    show.writing = output.path
    let asked = show
    let judge = Judge(
      pack: mini.pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("judge"), temporaryFolder: mini.scratch)
    let heard = Collector<FinaleEvent>()
    try await JudgeTurns.shared.take {
      try await judge.showFinale(StudentSource(bytes: Data(MiniPack.solution.utf8)), asked, seed: 1)
      { heard.add($0) }
    }
    var values: [String: ObservedValue] = [:]
    for case .observed(let observation) in heard.all {
      values[observation.name] = observation.value
    }
    #expect(heard.all.last == .ended(.finished))
    #expect(values["question"] == .text("What is r?"))
    #expect(values["adapter"] == .text("nothing"))
    #expect(values["given"] == .rejection(nil))
    #expect(values["written"] == .rejection(nil))
    #expect(
      FileManager.default.fileExists(atPath: output.appendingPathComponent("out.safetensors").path))
    guard try await BuiltPrograms.toolchain().sandbox.level >= .confined else { return }
    for refused in ["beside", "elsewhere"] {
      guard case .rejection(.some) = values[refused] else {
        Issue.record("\(refused) was allowed")
        continue
      }
    }
  }
}
