import Archives
import Foundation
import LessonPacks

/// A pack together with this program's sources, as an engine that grades wants to have it.
public struct GraderExport: Sendable {
  /// The engines that a pack is exported for.
  public enum Engine: String, Sendable, CaseIterable {
    /// A zip to upload: `setup.sh` and `run_autograder` at its root.
    case gradescope
    /// The folder of an image for an external grader: a Dockerfile, and `run_grader`, its entry point.
    case prairielearn
  }

  /// What is graded with it.
  public var pack: Pack
  /// This program's package: Package.swift, Package.resolved and Sources/.
  public var package: URL
  /// For example `6.3.1`.
  public var swiftVersion: String
  /// `L0` to `L3`: with less the engine's machine grades nothing.
  public var sandbox: String
  /// That of the sentences in the grades.
  public var language: Language
  /// What hidden seeds are derived from; it lies in the image, out of the students' reach.
  public var secret: String
  /// Whether the engine's machine builds this program optimised.
  public var isRelease: Bool

  /// Everything that the scripts of an engine need to know; nothing is read or checked here.
  public init(
    pack: Pack, package: URL, swiftVersion: String, sandbox: String, language: Language,
    secret: String, isRelease: Bool
  ) {
    self.pack = pack
    self.package = package
    self.swiftVersion = swiftVersion
    self.sandbox = sandbox
    self.language = language
    self.secret = secret
    self.isRelease = isRelease
  }

  /// The files of the archive, sorted. Throws `ShelfError.refused` for what cannot be read.
  public func files(for engine: Engine) throws(ShelfError) -> [ArchiveEntry] {
    let scripts = GraderScripts(
      pack: pack.id, swiftVersion: swiftVersion, sandbox: sandbox, language: language,
      configuration: isRelease ? "release" : "debug")
    var files = [
      Self.entry("setup.sh", scripts.setup, isExecutable: true),
      Self.entry("secret", secret + "\n"),
    ]
    switch engine {
    case .gradescope:
      files.append(Self.entry("run_autograder", scripts.gradescope, isExecutable: true))
    case .prairielearn:
      files.append(Self.entry("run_grader", scripts.prairieLearn, isExecutable: true))
      files.append(Self.entry("Dockerfile", scripts.dockerfile))
      files.append(Self.entry("info.json", scripts.questionInfo))
    }
    files += try GraderPackage(folder: package).files()
    files += try tree("Sources", package.appendingPathComponent("Sources", isDirectory: true))
    files += try tree("lessons/\(pack.id)", pack.folder)
    files += try tree("solutions/\(pack.id)", pack.solutionFolder)
    return files.sorted { $0.path < $1.path }
  }

  private func tree(_ name: String, _ folder: URL) throws(ShelfError) -> [ArchiveEntry] {
    var files: [ArchiveEntry] = []
    for path in PackInventory(of: folder).files where !path.contains(".build/") {
      files += try source("\(name)/\(path)", folder.appendingPathComponent(path))
    }
    return files
  }

  private func source(_ path: String, _ file: URL) throws(ShelfError) -> [ArchiveEntry] {
    guard let bytes = try? Data(contentsOf: file) else {
      throw .refused(source: file.path, reason: "it cannot be read")
    }
    return [ArchiveEntry(path: "byhand/\(path)", bytes: Array(bytes))]
  }

  private static func entry(
    _ path: String, _ text: String, isExecutable: Bool = false
  ) -> ArchiveEntry {
    ArchiveEntry(path: path, bytes: Array(text.utf8), isExecutable: isExecutable)
  }
}
