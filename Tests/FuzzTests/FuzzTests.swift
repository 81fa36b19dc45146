import Foundation
import Progress
import TestSupport
import Testing

// Foundation has a class of this name.
import Progress

@testable import Judge
@testable import LessonPacks
@testable import Observations
@testable import TensorKit
@testable import Workspace

/// Whatever comes from outside is read or refused: it never traps, and never makes something up.
/// A long run: `BYHAND_FUZZ=1000000 swift test --filter FuzzTests`.
@Suite struct FuzzTests {
  private static let frames: [Frame] = [
    .hello(scenarios: ["a", "b", "c"]), .begin(scenario: "a"),
    .observation(
      Observation(
        name: "y", value: .array(ObservedArray(shape: [2, 3], values: [1, 2, 3, 4, 5, .nan])))),
    .observation(Observation(name: "n", value: .names(["p", "q"]))),
    .observation(Observation(name: "k", value: .number(3))),
    .observation(Observation(name: "r", value: .rejection("no"))),
    .end(scenario: "a", nanoseconds: 5), .begin(scenario: "b"),
    .threw(scenario: "b", message: "m"), .trap(stack: [1, 2, 3]), .goodbye,
  ]

  @Test func framesAreReadOrRefused() {
    let streams = [
      Self.frames.flatMap { WireFormat.encode($0, token: 7) },
      Self.frames.prefix(7).flatMap { WireFormat.encode($0, token: 7) },
      WireFormat.encode(.begin(scenario: "a"), token: 7),
    ]
    var mutator = Mutator(seed: 1, of: streams)
    for _ in 0..<Mutator.rounds {
      let bytes = mutator.next()
      var tracker = ScenarioTracker(expected: ["a", "b", "c"], marker: "m ", token: 7)
      let cut = mutator.below(bytes.count + 1)
      tracker.receiveFrames(Array(bytes[..<cut]), at: 1)
      tracker.receiveFrames(Array(bytes[cut...]), at: 2)
      tracker.end(.exited(0), studentFiles: ["A.swift"])
      // Each scenario has one outcome, or is left for another process; and something is done.
      let finished = tracker.takeEvents().compactMap {
        if case .finished(let outcome) = $0 { outcome.id } else { nil }
      }
      let isWhole =
        Set(finished).count == finished.count
        && (!finished.isEmpty || tracker.loadFailure != nil)
        && Set(finished).isDisjoint(with: tracker.remaining)
        && finished.count + tracker.remaining.count == 3
      if !isWhole { Issue.record("\(finished), \(tracker.remaining) of \(bytes)") }
    }
  }

  @Test func safetensorsAreReadOrRefused() throws {
    let header =
      #"{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"#
      + #""i":{"dtype":"I64","shape":[1],"data_offsets":[16,24]}}"#
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> ($0 * 8)) }
    let file = length + Array(header.utf8) + [UInt8](repeating: 63, count: 24)
    _ = try StateDict(safetensors: file)
    var mutator = Mutator(
      seed: 2, of: [file],
      tokens: ["-1", "9223372036854775807", "1e400", "[", "{", "\"F16\"", "\\ud800", ",", "null"])
    var (read, refused) = (0, 0)
    for _ in 0..<Mutator.rounds {
      let bytes = mutator.next()
      do throws(TensorFileError) {
        // What is read was there: no tensor is larger than the file.
        let state = try StateDict(safetensors: bytes)
        let held = state.reduce(0) { $0 + $1.value.count }
        if held > bytes.count { Issue.record("\(held) elements of \(bytes)") }
        read += 1
      } catch {
        refused += 1
      }
    }
    #expect(read > 0 && refused > 0)
  }

  @Test func manifestsAreReadOrRefusedWithAReason() throws {
    let shipped = try String(
      contentsOf: Repository.lessons.appendingPathComponent("00-lora-by-hand/pack.yml"),
      encoding: .utf8)
    // A short one too: a change in a long one is seldom where it matters.
    let short = shipped.split(separator: "\n", omittingEmptySubsequences: false).prefix(40)
      .joined(separator: "\n")
    var mutator = Mutator(
      seed: 3, of: [Array(short.utf8), Array(short.utf8), Array(Self.manifest.utf8)],
      tokens: [": ", "\n", "- ", "  ", "&a", "*a", "!!int", "|", ">", "{", "[", "\t", "~", "-.inf"])
    func read(_ text: String) -> (isRead: Bool, problems: [PackProblem]) {
      let log = ProblemLog()
      let manifest = YamlDocument.read(text, file: "pack.yml", log: log)
        .flatMap(ManifestReader.manifest)
      return (manifest != nil, log.problems)
    }
    // Unchanged it is without fault, so that changes reach what lies behind every key.
    let whole = read(Self.manifest)
    #expect(whole.isRead && whole.problems == [])
    var accepted = 0
    for _ in 0..<Mutator.rounds {
      let text = String(decoding: mutator.next(), as: UTF8.self)
      let (isRead, problems) = read(text)
      if !isRead && problems.isEmpty { Issue.record("no reason for \(text)") }
      if problems.isEmpty { accepted += 1 }
    }
    #expect(accepted > 0 && accepted < Mutator.rounds)
  }

  @Test func theCompilersWordsNeverTrap() {
    let words = [
      "/b/A.swift:3:9: error: cannot find 'x' in scope [#Group]\n  let y = x\n          `- error\n",
      "A.swift:1:1: warning: v\u{1B}[31m\nA.swift:2:2: note: n\n<unknown>:0: error: e\n",
      "Mini/A.swift:31: Fatal error: Index out of range\nmore\nCurrent stack trace:\n0 main\n",
      "main\n/b/A.swift:12:5\n\nSwift runtime failure: arithmetic overflow\n/b/A.swift:1:0\n",
      "out\nbyhand-scenario-1 a\nin a\u{9B}2J\nbyhand-scenario-1 b\n\u{1B}]0;t\u{7}x",
    ]
    var mutator = Mutator(
      seed: 4, of: words.map { Array($0.utf8) },
      tokens: [":", "99999999999999999999", "error: ", "'", "\n", "\u{1B}[", "byhand-scenario-1 "])
    for _ in 0..<Mutator.rounds {
      let bytes = mutator.next()
      let text = String(decoding: bytes, as: UTF8.self)
      let messages = CompilerOutput.messages(text)
      _ = CompilerOutput.diagnostics(messages, about: "A.swift", source: "let a = 1\n\nlet b")
      _ = TrapMessage(output: text, studentFiles: ["A.swift"])
      _ = CrashLocation(symbolizer: text, files: ["A.swift"])
      _ = LinkerOutput.diagnostic(
        LinkerOutput.symbol(in: text), source: "let a", file: "A.swift")
      var splitter = OutputDemultiplexer(marker: "byhand-scenario-1 ", keep: 32)
      splitter.take(bytes) { _, _ in }
      splitter.finish()
      let isClean = splitter.text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
      }
      if !isClean { Issue.record("not clean: \(bytes)") }
    }
  }

  @Test func progressIsReadOrRefused() throws {
    var progress = StudentProgress(packID: "mini")
    progress.checks["c"] = CheckRecord(state: .failed)
    progress.blocks["A"] = BlockRecord()
    var mutator = Mutator(
      seed: 5,
      of: [
        Array(try JSONEncoder().encode(progress)), Array(#"{"format":0,"packID":"mini"}"#.utf8),
        Array(#"{"format": 99, "packID": "mini"}"#.utf8),
      ],
      tokens: ["-1", "1e999", "null", "9223372036854775808", "{", "]", "\"", "\\u0000", "true"])
    var accepted = 0
    for _ in 0..<Mutator.rounds {
      let data = Data(mutator.next())
      do throws(WorkspaceError) {
        let read = try StudentFolder.progress(in: data, of: "mini", file: "p.json")
        if read != nil { accepted += 1 }
        if let read, read.packID != "mini" { Issue.record("another lesson's progress") }
      } catch {
        guard case .newerFormat = error else {
          Issue.record("\(error)")
          continue
        }
      }
    }
    #expect(accepted > 0 && accepted < Mutator.rounds)
  }

  private static let manifest = """
    format: 1
    title: {en: T, es: T}
    languages: [en, es]
    module: Mini
    file: A.swift
    declares:
      - name: f
        signature: "func f()"
    blocks:
      - id: A
        title: {en: a, es: a}
        checks:
          - id: c
            statement: {en: s, es: s}
            advice: {en: s, es: s}
            seconds: 10
            rules:
              - exactly: {of: k, value: 3}
    """
}
