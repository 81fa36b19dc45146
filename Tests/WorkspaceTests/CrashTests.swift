import Foundation
import Progress
import Testing

// Foundation has a class of this name.
import Progress

@testable import Workspace

/// Sessions that end at any moment, disks that are full, folders that may not be written.
@Suite struct CrashTests {
  private func course() throws -> TemporaryCourse {
    let course = try TemporaryCourse()
    try FileManager.default.createDirectory(
      at: course.place.appendingPathComponent("pack/starter"), withIntermediateDirectories: true)
    try course.write(
      TemporaryCourse.starter, to: course.place.appendingPathComponent("pack/starter/Mini.swift"))
    return course
  }

  private func folder(_ course: TemporaryCourse) -> StudentFolder {
    StudentFolder(root: course.place.appendingPathComponent("work"), pack: course.pack)
  }

  /// The highest number said after `word`.
  private func last(_ word: String, in lines: [String]) -> Int {
    lines.filter { $0.hasPrefix(word + " ") }.compactMap { Int($0.dropFirst(word.count + 1)) }.max()
      ?? 0
  }

  /// Twenty times here; `BYHAND_KILLS=200` for the long run.
  @Test func whatWasSaidToBeSavedIsThereAfterAKillAtAnyMoment() throws {
    let course = try course()
    let folder = folder(course)
    let kills = ProcessInfo.processInfo.environment["BYHAND_KILLS"].flatMap(Int.init) ?? 20
    var said = (attempt: 0, progress: 0, notes: 0, reset: 0)
    for kill in 0..<kills {
      let session = try CrashSession(course, "work")
      // The first is let through all its steps; the others are ended wherever they are.
      var lines = kill == 0 ? session.lines(until: "undone 1") : []
      usleep(UInt32.random(in: 5_000...120_000))
      lines += session.kill()
      #expect(
        !lines.contains { $0.contains("cannot") || $0.contains("another ByHand") }, "\(lines)")
      said.attempt = max(said.attempt, last("attempt", in: lines))
      said.progress = max(said.progress, last("progress", in: lines))
      said.notes = max(said.notes, last("notes", in: lines))
      said.reset = max(said.reset, last("reset", in: lines))

      try folder.prepare(pack: course.pack, library: course.place)
      let lock = try FolderLock.acquire(folder)
      switch try folder.readProgress() {
      case .fresh: #expect(said.progress == 0)
      case .found(let progress):
        // What was saved and not said any more may be there; it is what the next session begins with.
        #expect((said.progress...said.progress + 1).contains(progress.runs))
        said.progress = progress.runs
      case .recovered: Issue.record("the progress was damaged")
      }
      let kept = try folder.attemptNames().map {
        try course.text(folder.attemptsFolder.appendingPathComponent($0))
      }
      for number in [said.attempt, said.reset] where number > 0 {
        #expect(kept.contains("// version \(number)\n"))
      }
      let noted = try folder.readNotes()?.firstMatch(of: /\| (\d+) \|/).flatMap { Int($0.1) } ?? 0
      #expect((said.notes...max(said.notes, said.progress)).contains(noted))
      #expect(unfinished(in: folder) == [])
      withExtendedLifetime(lock) {}
    }
    #expect(said.attempt > 0 && said.progress > 0 && said.notes > 0 && said.reset > 0)
  }

  private func unfinished(in folder: StudentFolder) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.root.path)?.compactMap { $0 as? String }
    return (all ?? ["?"]).filter { $0.hasSuffix(".tmp") }
  }

  @Test func anotherProcessesUnfinishedFileIsLeftToIt() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    let own = ProcessInfo.processInfo.processIdentifier
    for name in [".progress.json.\(own).tmp", ".progress.json.99999999.tmp", ".mine.tmp"] {
      try course.write("x", to: course.folder.stateFolder.appendingPathComponent(name))
    }
    try course.prepare()
    #expect(
      Set(unfinished(in: course.folder))
        == [".byhand/.progress.json.\(own).tmp", ".byhand/.mine.tmp"])
  }

  @Test(arguments: [("full", "File too large"), ("readonly", "Permission denied")])
  func aSaveThatCannotBeIsSaidAndTheOldStateStays(_ mode: String, _ reason: String) throws {
    let course = try course()
    let folder = folder(course)
    try folder.prepare(pack: course.pack, library: course.place)
    var progress = StudentProgress(packID: "mini")
    progress.runs = 41
    try folder.saveProgress(progress)
    let session = try CrashSession(course, mode)
    let said = session.lines().joined(separator: "\n")
    session.process.waitUntilExit()
    #expect(said.contains(reason), "\(said)")
    #expect(said.contains(folder.progressFile.path) && said.contains("Nothing was changed"))
    #expect(try folder.readProgress() == .found(progress))
    #expect(unfinished(in: folder) == [])
  }

  @Test func aLockGoesWithItsProcess() throws {
    let course = try course()
    let folder = folder(course)
    try folder.prepare(pack: course.pack, library: course.place)
    let session = try CrashSession(course, "hold")
    #expect(session.lines(until: "held") == ["held"])
    let number = session.process.processIdentifier
    #expect(throws: WorkspaceError.occupied(folder: folder.root.path, process: number)) {
      try FolderLock.acquire(folder)
    }
    _ = session.kill()
    _ = try FolderLock.acquire(folder)
  }

  @Test func anOlderFormatIsReadWithWhatItLacks() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try course.write(
      """
      {"format": 0, "packID": "mini", "runs": 12,
       "checks": {"c": {"state": "passed", "redSeconds": 3, "everPassed": true}}}
      """, to: course.folder.progressFile)
    guard case .found(let progress) = try course.folder.readProgress() else {
      Issue.record("it was not understood")
      return
    }
    #expect(progress.format == StudentProgress.currentFormat)
    #expect(progress.runs == 12 && progress.checks["c"]?.everPassed == true)
    #expect(progress.blocks.isEmpty)
  }

  @Test func anOlderFormatOfAnotherLessonIsKeptAside() throws {
    let course = try TemporaryCourse()
    try course.prepare()
    try course.write("{\"format\": 0, \"packID\": \"other\"}", to: course.folder.progressFile)
    guard case .recovered = try course.folder.readProgress() else {
      Issue.record("another lesson's progress was taken")
      return
    }
  }
}
