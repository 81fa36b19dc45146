import Foundation
import LessonPacks
import Progress
import Reports
import Workspace

// Foundation has a class of this name.
import Progress

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// A student's session without a student, for tests that end it at any moment:
//
//     crash-session FOLDER work      saves, keeps attempts, resets and undoes, for ever
//     crash-session FOLDER full      saves once where no file may grow
//     crash-session FOLDER readonly  saves once as somebody who may not write there
//     crash-session FOLDER hold      takes the lock and waits
//
// It says on standard output what has been saved, after it has been saved.

func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(1, bytes, bytes.count)
}

let place = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)
let pack = Pack(
  id: "mini", title: LocalizedText([.en: "Mini"]), languages: [.en], module: "MiniModule",
  studentFile: "Mini.swift", declarations: [], blocks: [],
  measures: [
    Measure(
      id: "count", label: LocalizedText([.en: "Count"]), check: "c", quantity: .value(of: "n"))
  ],
  gate: Gate(), folder: place.appendingPathComponent("pack"), solutionFolder: place)
let folder = StudentFolder(root: place.appendingPathComponent("work"), pack: pack)

func work() throws {
  try folder.prepare(pack: pack, library: place)
  let lock = try FolderLock.acquire(folder)
  var progress = try folder.readProgress().progress
  while true {
    progress.runs += 1
    let text = "// version \(progress.runs)\n"
    try Data(text.utf8).write(to: folder.sourceFile)
    try folder.keepAttempt(Data(text.utf8))
    say("attempt \(progress.runs)")
    try folder.saveProgress(progress)
    say("progress \(progress.runs)")
    let value = MeasuredValue(id: "count", value: String(progress.runs))
    try folder.writeNotes(pack: pack, measured: [value], language: .en)
    say("notes \(progress.runs)")
    try folder.reset(pack: pack)
    say("reset \(progress.runs)")
    try folder.undoReset()
    say("undone \(progress.runs)")
    _ = folder.takeActiveSeconds()
    withExtendedLifetime(lock) {}
  }
}

func saveOnce() {
  do {
    try folder.saveProgress(StudentProgress(packID: "mini"))
    say("saved")
  } catch {
    say("\(error)")
  }
}

do {
  switch CommandLine.arguments[2] {
  case "work": try work()
  case "full":
    signal(SIGXFSZ, SIG_IGN)
    var limit = rlimit(rlim_cur: 16, rlim_max: 16)
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    #else
      setrlimit(RLIMIT_FSIZE, &limit)
    #endif
    saveOnce()
  case "readonly":
    // Root may write everywhere; nobody may not.
    setuid(65_534)
    saveOnce()
  case "hold":
    let lock = try FolderLock.acquire(folder)
    say("held")
    sleep(60)
    withExtendedLifetime(lock) {}
  default: exit(64)
  }
} catch {
  say("\(error)")
  exit(1)
}
