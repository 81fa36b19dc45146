import ArgumentParser
import Foundation
import Judge
import LessonPacks
import Reports
import Workspace

struct PlayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Try your file out in Playground/Play.swift: run at each save, never judged.")

  @OptionGroup var course: CourseOptions
  @Flag(help: "Run it once: exit status 0 if it ran, 1 if it did not compile or was stopped.")
  var once = false

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let course = try Course.open(course)
      let language = course.language(try? course.folder.readProgress().progress)
      let table = PlayTable(course: course, language: language, judge: try await course.judge())
      let isNew = try course.folder.preparePlayground(
        pack: course.pack, library: course.installation.package, language: language)
      if isNew { CommandOutput.line(table.wrote) }
      if once {
        guard try await table.play() else { throw ExitCode(1) }
      } else {
        try await table.watch()
      }
    }
  }
}

/// A student's file and their playground, run together and shown in lines.
private struct PlayTable {
  var course: Course
  var language: Language
  var judge: Judge

  /// Runs once and prints what comes of it; false where it did not come to an end of its own.
  func play() async throws -> Bool {
    var log = PlayLog(wording: Wording(language, pack: course.pack))
    try await judge.play(
      course.folder.source, play: .read(course.folder.playFile), onEvent: { log.take($0) })
    return log.hasRun
  }

  /// Runs at each save of either file, until interrupted.
  func watch() async throws {
    let watchers = (course.folder.workFiles + [course.folder.playFile]).map(SourceWatcher.init)
    CommandOutput.line(watching)
    let running = Task {
      while !Task.isCancelled {
        _ = try await play()
        try await change(watchers)
        CommandOutput.line(rule)
      }
    }
    let signals = EndingSignals { running.cancel() }
    defer { signals.stop() }
    do {
      try await running.value
    } catch is CancellationError {
    } catch JudgeError.cancelled {
    }
  }

  /// Looks several times a second; a wait for the system's events could not be cancelled.
  private func change(_ watchers: [SourceWatcher]) async throws {
    while true {
      if watchers.haveChanged() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private var rule: String {
    let clock = Date.ISO8601FormatStyle(timeZone: .current).time(includingFractionalSeconds: false)
    let time = Date.now.formatted(clock)
    return "── \(time) " + String(repeating: "─", count: 40)
  }

  var wrote: String {
    let path = course.folder.playFile.path
    return Phrase(
      en: "\(path) is new: code to try your file out, for you to change.",
      es: "\(path) es nuevo: código para probar tu archivo, para que lo cambies.")[language]
  }

  private var watching: String {
    let files = "\(course.folder.playFile.path), \(course.pack.work.name)"
    return Phrase(
      en: "It runs whenever you save one of these: \(files). Ctrl-C ends.",
      es: "Se ejecuta cada vez que guardas uno de estos: \(files). Ctrl-C termina.")[language]
  }
}

/// Prints a playground's events as they come.
private struct PlayLog {
  let wording: Wording
  private(set) var hasRun = false

  init(wording: Wording) { self.wording = wording }

  mutating func take(_ event: PlayEvent) {
    for line in wording.lines(for: event) { CommandOutput.line(line) }
    if case .ended(let ending) = event { hasRun = ending.isGood }
  }
}
