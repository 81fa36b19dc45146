import Foundation
import Judge
import LessonPacks
import PackSamples
import Progress
import Reports
import TestSupport
import Testing

// Foundation has a class of this name.
import Progress

/// Who writes a lesson in the order of its text sees each step turn green in its turn, and nothing red
/// whose code belongs to a later step.
@Suite(.fewAtATime, .serialized) struct StepByStepTests {
  static let students = [Student.properties, .registry, .counts].flatMap(\.habits)

  @Test(arguments: students)
  func eachStepTurnsGreenInItsTurn(_ student: Student) async throws {
    let pack = try PackLoader.load(Repository.lessons.appendingPathComponent(student.lesson))
    let judge = try await Self.judge(of: pack)
    let seed = UInt64.random(in: .min ... .max)
    let starter = try String(contentsOf: pack.starterFile, encoding: .utf8)
    var progress = StudentProgress(packID: pack.id)
    progress.record(try await judge.run(Self.source(starter), seed: seed) { _ in })
    var before = Stand(pack, progress)
    #expect(before.red == [], "\(student): the starter, seed \(seed)")
    var written = starter
    for (stage, file) in zip(student.stages, try student.files(from: starter)) {
      let place = Comment("\(student): after step \(stage.name), seed \(seed)\n\(file)")
      // What has nothing to write comes with the step before it.
      if file != written {
        let report = try await judge.run(Self.source(file), seed: seed) { _ in }
        progress.record(report)
        #expect(report.diagnosis == nil, place)
      }
      let now = Stand(pack, progress)
      #expect(now.red == [], place)
      #expect(before.green.subtracting(now.green) == [], place)
      let own = Set(
        pack.checks.filter { $0.block == stage.block && $0.step == stage.step }.map(\.id))
      #expect(own.subtracting(now.waiting) != [], place)
      // Above its comment a step's code is taken for the step before it, and what waits is not told.
      let untold = student.comments == .below ? now.unbegun : []
      #expect(own.subtracting(now.waiting).subtracting(now.green).subtracting(untold) == [], place)
      if file != written {
        #expect(now.green.subtracting(before.green).intersection(own) != [], place)
      }
      #expect(now.green.intersection(student.checksAhead(of: stage, pack)) == [], place)
      (before, written) = (now, file)
    }
    #expect(before.green == Set(pack.checks.map(\.id)))
  }

  /// Once every step is begun, nothing waits and nothing is silent.
  @Test(arguments: PackFinder.list(in: [Repository.lessons]))
  func whoTakesAwayTheCommentsAndWritesNothingSeesRed(_ lesson: URL) async throws {
    let pack = try PackLoader.load(lesson)
    let starter = try #require(pack.starterText)
    let lines = starter.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("// TODO") }
    let source = lines.joined(separator: "\n").replacing(" = 0.0\n", with: " = 1.0\n")
    var progress = StudentProgress(packID: pack.id)
    progress.record(
      try await Self.judge(of: pack).run(Self.source(source), seed: 1) { _ in })
    let stand = Stand(pack, progress)
    #expect(stand.waiting == [])
    #expect(stand.green == ["strict_mode"])
    #expect(stand.red.union(stand.green) == Set(pack.checks.map(\.id)))
  }

  /// Every step of the text has its turn, and none comes before the one above it.
  @Test(arguments: students)
  func theOrderIsTheTexts(_ student: Student) throws {
    let pack = try PackLoader.load(Repository.lessons.appendingPathComponent(student.lesson))
    try #require(pack.languages == [.en, .es])
    for language in pack.languages {
      let steps = pack.blocks.flatMap { block in
        block.steps(language).map { "\(block.id).\($0.number)" }
      }
      #expect(student.stages.map(\.name) == steps)
    }
  }

  /// Which checks are what, by the tutor's own rules.
  private struct Stand {
    var green: Set<String> = []
    var waiting: Set<String> = []
    var red: Set<String> = []
    var unbegun: Set<String> = []

    init(_ pack: Pack, _ progress: StudentProgress) {
      for check in pack.checks {
        if progress.awaitedStep(of: check) != nil {
          waiting.insert(check.id)
        } else if progress.hasBegun(check), let record = progress.checks[check.id] {
          if record.state == .passed { green.insert(check.id) } else { red.insert(check.id) }
        } else {
          unbegun.insert(check.id)
        }
      }
    }
  }

  private static func judge(of pack: Pack) async throws -> Judge {
    Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("audit"),
      diagnoses: DiagnosisTable.load(pack))
  }

  private static func source(_ text: String) -> StudentSource {
    StudentSource(bytes: Data(text.utf8))
  }
}
