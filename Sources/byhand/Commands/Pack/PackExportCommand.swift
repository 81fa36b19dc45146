import Containment
import Archives
import ArgumentParser
import Foundation
import Grading
import Judge
import LessonPacks
import PackShelf
import SafeFiles

/// What a pack may be exported for.
enum ExportGoal: String, ExpressibleByArgument, CaseIterable {
  case gradescope, prairielearn, students

  /// Nil for what is no grader.
  var engine: GraderExport.Engine? { GraderExport.Engine(rawValue: rawValue) }
}

struct PackExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a pack as a zip for students, Gradescope or PrairieLearn.",
    discussion: """
      gradescope: a zip to upload as the autograder. prairielearn: the folder that an external \
      grader's image is built from. Both hold byhand's sources, the pack with its solution, and a \
      secret. students: the pack without its hidden checks, for `byhand pack add`; the reference \
      solution stays in it, since a student's own machine compares with what it records.
      """)

  @Argument(help: "The lesson: its name, the beginning of it such as 00, or a path such as ./00.")
  var pack: String?
  @Option(
    name: .customLong("for"), help: "What the zip is for: students, gradescope or prairielearn.")
  var goal: ExportGoal
  @Option(help: ArgumentHelp("The zip to write (default: PACK-ENGINE.zip).", valueName: "file"))
  var output: String?
  @Option(
    help: ArgumentHelp("The Swift version that setup.sh installs (default: yours).", valueName: "n")
  )
  var swiftVersion: String?
  @Option(
    help: ArgumentHelp(
      "Grade nothing below this sandbox level: L0 limits only, L1 also Landlock, L2 also "
        + "namespaces, L3 also another user.", valueName: "level"))
  var requireSandbox = SandboxLevel.confined
  @Option(
    help: ArgumentHelp(
      "The file with the secret that seeds are derived from (default: a new secret).",
      valueName: "file"))
  var secretFile: String?
  @Option(help: "The language of the feedback: \(Language.choices).")
  var lang: Language?
  @Flag(help: "Build byhand with optimisation: a longer build, faster grading.")
  var release = false

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let environment = ProcessInfo.processInfo.environment
      let installation = try Installation.find()
      let pack = try PackLoader.load(
        PackFinder.find(self.pack, in: installation.lessonRoots(environment: environment)))
      try await prove(pack, installation, environment)
      guard let engine = goal.engine else { return try await exportForStudents(pack) }
      let export = GraderExport(
        pack: pack, package: installation.package,
        swiftVersion: try await version(installation, environment),
        sandbox: requireSandbox.rawValue, language: lang ?? pack.languages.first ?? .en,
        secret: try secret(), isRelease: release)
      let file = URL(fileURLWithPath: output ?? "\(pack.id)-\(engine.rawValue).zip")
      let files = try export.files(for: engine)
      do throws(FileTrouble) {
        try AtomicFile.write(
          Data(ZipWriter.archive(files, isPacked: true)), to: file, durable: false, mode: 0o600)
      } catch {
        throw GradingError.cannotWrite(path: error.path, reason: error.reason)
      }
      CommandOutput.line(
        """
        \(file.path): \(files.count) files, for Swift \(export.swiftVersion)
        It holds the reference solution and the secret: upload it, and do not share it.
        """)
    }
  }

  /// Held against what `pack add` asks of a pack before anybody gets it.
  private func exportForStudents(_ pack: Pack) async throws {
    let students = StudentPack(pack)
    let files = try students.files()
    let file = URL(fileURLWithPath: output ?? "\(pack.id)-students.zip")
    guard file.pathExtension == "zip" else {
      throw ValidationError("--output \(file.lastPathComponent): students get a .zip; call it so")
    }
    let bytes = Data(ZipWriter.archive(files, isPacked: true))
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "byhand-export-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    do throws(FileTrouble) {
      try folder.makeNewFolder(mode: 0o700)
      let tried = folder.appendingPathComponent("tried.zip")
      try AtomicFile.write(bytes, to: tried, durable: false, mode: 0o600)
    } catch {
      throw GradingError.cannotWrite(path: error.path, reason: error.reason)
    }
    try await prove(pack, folder)
    do throws(FileTrouble) {
      try AtomicFile.write(bytes, to: file, durable: false, mode: 0o644)
    } catch {
      throw GradingError.cannotWrite(path: error.path, reason: error.reason)
    }
    let count = students.hidden.count
    CommandOutput.line(
      """
      \(file.path): \(files.count) files; \(count) hidden \(count == 1 ? "check is" : "checks are") left out
      The reference solution is in it: a student's own machine compares with what it records, and who \
      looks for it there finds it. What the hidden checks' scenarios share with others stays too.
      Students add it with: byhand pack add \(file.lastPathComponent)
      """)
  }

  /// Holds a students' copy against what `pack add` asks: a file that is there already is written over only
  /// by one that holds.
  private func prove(_ pack: Pack, _ folder: URL) async throws {
    let shelf = PackShelf(root: folder.appendingPathComponent("shelf", isDirectory: true))
    let candidate = try await shelf.inspect(
      PackSource(folder.appendingPathComponent("tried.zip").path)
    ) { _, _ in }
    let left = candidate.pack.checks.map(\.id)
    candidate.discard()
    guard left == pack.checks.filter({ $0.visibility == .visible }).map(\.id) else {
      throw ShelfError.refused(
        source: pack.folder.path, reason: "the checks of the copy are not the visible ones")
    }
  }

  /// A grader whose reference is not all green would give no right mark: it is not written. What this
  /// machine cannot say, a machine of the platform's may: the level is left to it.
  private func prove(
    _ pack: Pack, _ installation: Installation, _ environment: [String: String]
  ) async throws {
    let toolchain = try await installation.toolchain(environment: environment, atATime: 1)
      .reaching([FileManager.default.temporaryDirectory, pack.dataFolder])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "byhand-export-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    do throws(FileTrouble) {
      try folder.makeNewFolder(mode: 0o711)
    } catch {
      throw GradingError.cannotWrite(path: error.path, reason: error.reason)
    }
    let judge = installation.judge(for: pack, .grading(folder), toolchain, environment: environment)
    let grader = Grader(
      judge: judge, pack: pack, secret: try GradingSecret(GradingSecret.random()), jobs: 1)
    do {
      try await grader.proveReference()
    } catch GradingError.referenceFails(let checks, let count, let sandbox) {
      throw GradingError.notExported(checks: checks, of: count, sandbox: sandbox)
    }
  }

  /// `6.3.1` of `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
  private func version(
    _ installation: Installation, _ environment: [String: String]
  ) async throws -> String {
    if let swiftVersion { return swiftVersion }
    let full = try await installation.toolchain(environment: environment).fullVersion()
    let found = full.firstMatch(of: #/Swift version (\d+\.\d+(?:\.\d+)?)/#)
    guard let found else {
      throw ValidationError(
        "the version of your Swift cannot be read: name one with --swift-version, such as 6.3.1")
    }
    return String(found.1)
  }

  private func secret() throws -> String {
    guard let secretFile else { return GradingSecret.random() }
    let url = URL(fileURLWithPath: secretFile)
    _ = try GradingSecret.read(url)
    return try String(contentsOf: url, encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
