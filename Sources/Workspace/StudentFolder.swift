import Foundation
import LessonPacks
import SafeFiles

/// The folder a student works in: a small Swift package around one file, and the tutor's own notes
/// of how far they are, in `.byhand/`.
///
/// ```
/// 00-lora-by-hand/Package.swift
/// 00-lora-by-hand/Sources/MiniTuner/LoRA.swift
/// 00-lora-by-hand/Playground/Play.swift
/// 00-lora-by-hand/notes.md
/// 00-lora-by-hand/.byhand/{progress.json, lock, clock.json, attempts/, reset.json}
/// ```
public struct StudentFolder: Sendable, Equatable {
  /// The folder itself.
  public let root: URL
  /// The pack's folder name.
  public let packID: String
  /// The module that the student's file is part of.
  public let module: String
  let work: StudentWork

  /// The folder of a pack at `root`; nothing is read or created.
  public init(root: URL, pack: Pack) {
    self.root = root
    self.packID = pack.id
    self.module = pack.module
    self.work = pack.work
  }

  /// The student's `Package.swift`.
  public var packageFile: URL { root.appendingPathComponent("Package.swift") }
  /// The folder of all that the student writes and the judge reads.
  public var sourceFolder: URL { root.appendingPathComponent("Sources/\(module)") }
  /// The file that is meant where nothing says which.
  public var sourceFile: URL { sourceFolder.appendingPathComponent(work.main) }
  /// All that the student writes and the judge reads.
  public var workFiles: [URL] { work.files(in: sourceFolder) }
  /// The same as a sentence names it.
  public var workPath: String { workFiles.map(\.path).joined(separator: ", ") }
  /// Where the student writes down what was measured.
  public var notesFile: URL { root.appendingPathComponent("notes.md") }
  /// What is ours in it: progress, attempts, the lock.
  public var stateFolder: URL { root.appendingPathComponent(".byhand", isDirectory: true) }
  /// Where the progress is kept, in the state folder.
  public var progressFile: URL { root.appendingPathComponent(Self.progressPath) }
  static let progressPath = ".byhand/progress.json"
  var attemptsFolder: URL { stateFolder.appendingPathComponent("attempts", isDirectory: true) }
  var lockFile: URL { stateFolder.appendingPathComponent("lock") }
  var clockFile: URL { stateFolder.appendingPathComponent("clock.json") }
  var resetFile: URL { stateFolder.appendingPathComponent("reset.json") }

  /// Creates what is missing and touches nothing that is there: the package, the starter, the notes.
  ///
  /// `library` is the folder of the package that TensorKit comes from. A student's file that was
  /// deleted on purpose is not put back once the folder has been begun: `reset` does that.
  public func prepare(pack: Pack, library: URL) throws(WorkspaceError) {
    try createFolder(sourceFolder)
    for folder in [root, stateFolder, attemptsFolder, sourceFolder] {
      AtomicFile.sweep(folder)
    }
    try writeManifest(library: library)
    if !exists(stateFolder) && !hasWork {
      try writeWork(try starter(of: pack))
    }
    // Last: that it is there says that the folder was begun, whole.
    try createFolder(attemptsFolder)
  }

  /// The pack's starter for all that the student writes, in one piece.
  ///
  /// Throws `noStarter` where the pack does not have it.
  public func starter(of pack: Pack) throws(WorkspaceError) -> Data {
    do {
      return try read(pack.starterFiles)
    } catch {
      guard case .cannotRead(let file, let reason) = error else { throw error }
      throw .noStarter(file: file, reason: reason)
    }
  }

  /// What the student has written, in one piece: an attempt is kept of it, and a reset replaces it.
  var hasWork: Bool { workFiles.contains(where: exists) }
  func readWork() throws(WorkspaceError) -> Data { try read(workFiles) }
  func writeWork(_ whole: Data) throws(WorkspaceError) {
    for (name, content) in work.parts(of: whole) {
      try write(content, to: sourceFolder.appendingPathComponent(name))
    }
  }

  private func read(_ files: [URL]) throws(WorkspaceError) -> Data {
    var contents: [Data] = []
    for file in files { contents.append(try read(file)) }
    return StudentWork.whole(of: contents, at: files)
  }

  /// Writes the manifest anew only while it is the one written here: a student may make it theirs.
  func writeManifest(library: URL) throws(WorkspaceError) {
    let manifest = StudentManifest.text(
      module: module, library: library, hasPlayground: exists(playFile))
    if exists(packageFile) {
      let current = String(decoding: try read(packageFile), as: UTF8.self)
      guard StudentManifest.isOurs(current), current != manifest else { return }
    }
    try write(Data(manifest.utf8), to: packageFile)
  }

  func exists(_ url: URL) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: url.path)) != nil
  }

  func read(_ url: URL) throws(WorkspaceError) -> Data {
    do {
      return try Data(contentsOf: url)
    } catch {
      throw .cannotRead(file: url.path, reason: error.systemReason)
    }
  }

  /// Writes a file whole, and is done when it is on the disk.
  func write(_ data: Data, to url: URL) throws(WorkspaceError) {
    do {
      try AtomicFile.write(data, to: url, durable: true)
    } catch {
      throw .cannotWrite(file: error.path, reason: error.reason)
    }
  }

  func createFolder(_ url: URL) throws(WorkspaceError) {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(file: url.path, reason: error.systemReason)
    }
  }
}
