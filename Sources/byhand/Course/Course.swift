import Foundation
import Judge
import LessonPacks
import Progress
// Foundation has a class of this name.
import Reports
import Workspace

/// One lesson as one student has it open: the pack, their folder, their language.
struct Course {
  var installation: Installation
  var pack: Pack
  var folder: StudentFolder
  /// What the command line or the locale asks for; a choice kept in the progress comes first
  /// unless the command line names one.
  var askedLanguage: Language?
  var localeLanguage: Language?
  var environment: [String: String]

  /// The lesson that was named; without a name the one that was worked on last, or else the first.
  static func find(_ options: CourseOptions) throws -> Course {
    let environment = ProcessInfo.processInfo.environment
    let installation = try Installation.find()
    let roots = installation.lessonRoots(environment: environment)
    let name =
      options.pack
      ?? StudentFolder.lastWorkedOn(
        in: options.workspaceFolder(environment: environment),
        among: PackFinder.list(in: roots).map(\.lastPathComponent))
    let packFolder = try PackFinder.find(name, in: roots)
    return try at(packFolder, options, installation, environment)
  }

  /// The lesson in a pack's folder.
  static func at(
    _ packFolder: URL, _ options: CourseOptions, _ installation: Installation,
    _ environment: [String: String]
  ) throws -> Course {
    about(try PackLoader.load(packFolder), options, installation, environment)
  }

  static func about(
    _ pack: Pack, _ options: CourseOptions, _ installation: Installation,
    _ environment: [String: String]
  ) -> Course {
    let root = options.workspaceFolder(environment: environment)
      .appendingPathComponent(pack.id, isDirectory: true)
    return Course(
      installation: installation, pack: pack, folder: StudentFolder(root: root, pack: pack),
      askedLanguage: options.lang, localeLanguage: CourseOptions.language(of: environment),
      environment: environment)
  }

  /// Finds the lesson and makes the student's folder ready to work in. A workspace that is not there
  /// is made by `start` alone: a name that was mistyped would be one.
  static func open(_ options: CourseOptions) throws -> Course {
    let course = try find(options)
    let workspace = course.workspace
    try course.checkWorkspace()
    guard FileManager.default.fileExists(atPath: workspace.path) else {
      throw CourseError.noWorkspace(workspace.path)
    }
    try course.prepare()
    return course
  }

  /// The folder that holds all lessons' folders.
  var workspace: URL { folder.root.deletingLastPathComponent() }

  /// Throws `workspaceIsFile` or `workspaceLeadsNowhere` where something stands in the way of the folder
  /// that is there or is made.
  func checkWorkspace() throws(ProcessTrouble) {
    guard let file = folder.fileInTheWay else { return }
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: file.path)) != nil
    let isThere = FileManager.default.fileExists(atPath: file.path)
    throw isLink && !isThere ? .workspaceLeadsNowhere(file.path) : .workspaceIsFile(file.path)
  }

  func prepare() throws { try folder.prepare(pack: pack, library: installation.package) }

  func language(_ progress: StudentProgress?) -> Language {
    askedLanguage ?? progress?.language ?? localeLanguage ?? pack.languages.first ?? .en
  }

  func judge() async throws -> Judge {
    let toolchain = try await installation.toolchain(environment: environment)
    return installation.judge(for: pack, .student, toolchain, environment: environment)
  }

  /// Whether an instructor's key is the pack's.
  func fits(key: String) -> Bool {
    pack.gate.keyDigest.map { $0 == SHA256.hex(key.utf8) } ?? false
  }

  func block(_ id: String) throws -> Block {
    guard let block = pack.blocks.first(where: { $0.id.lowercased() == id.lowercased() }) else {
      throw CourseError.unknownBlock(id, known: pack.blocks.map(\.id))
    }
    return block
  }

  /// The checks that `--block` and `--only` leave, or nil for all of them.
  func selection(block: String?, only: [String]) throws -> Set<String>? {
    for id in only where !pack.checks.contains(where: { $0.id == id }) {
      throw CourseError.unknownCheck(id, known: pack.checks.map(\.id))
    }
    let inBlock = try block.map { Set(try self.block($0).checks.map(\.id)) }
    if only.isEmpty { return inBlock }
    return inBlock.map { $0.intersection(only) } ?? Set(only)
  }
}
