import Foundation
import LessonPacks
import SafeFiles

/// The packs that somebody added, in a folder of their own: `lessons/NAME` and `solutions/NAME` below
/// `$XDG_DATA_HOME/byhand/packs`.
public struct PackShelf: Sendable {
  /// The folder that holds `lessons` and `solutions`; it need not exist.
  public let root: URL

  /// A shelf in any folder, for example a temporary one.
  public init(root: URL) { self.root = root }

  /// The user's own shelf, where their environment says that data are kept.
  public init(environment: [String: String]) {
    root = UserFolders(environment: environment).data
      .appendingPathComponent("byhand/packs", isDirectory: true)
  }

  /// The folder that holds the packs, as `PackFinder` wants it.
  public var lessons: URL { root.appendingPathComponent("lessons", isDirectory: true) }

  /// The names of the packs on it, sorted.
  public var installed: [String] { PackFinder.list(in: [lessons]).map(\.lastPathComponent) }

  /// Removes what was begun by a program that was killed.
  public func sweep() { HeldFolder.sweep(PackStaging.prefix, in: root) }

  /// A pack that was read from its source and found good, and is not on the shelf yet.
  public struct Candidate {
    /// As it was read from its staging folder.
    public let pack: Pack
    /// SHA-256 over everything in it.
    public let hash: String
    let staging: PackStaging

    /// Leaves the shelf as it is.
    public func discard() { staging.remove() }
  }

  /// Reads a pack and looks at everything that can be said without running it. Nothing of it runs.
  ///
  /// Throws `ShelfError`, `UnreadablePackFile`, or what `clone` throws.
  public func inspect(
    _ source: PackSource, pack name: String? = nil,
    clone: (_ address: String, _ folder: URL) async throws -> Void
  ) async throws -> Candidate {
    let parcel = try PackParcel.find(
      name, in: try await source.files(clone: clone), source: source.name)
    let staging = try PackStaging(beside: root, files: parcel.files)
    do {
      let place = staging.place(of: parcel.name)
      let reading = PackLoader.read(place.lesson)
      if let error = PackError(folder: parcel.name, problems: PackLint.audit(reading)) {
        throw error
      }
      let pack = try PackLoader.load(place.lesson)
      return Candidate(pack: pack, hash: try PackDigest.of(pack), staging: staging)
    } catch let error as PackError {
      staging.remove()
      // Where it was looked at is gone by now, and no place that its author knows.
      let problems = error.problems.map { problem in
        var problem = problem
        problem.file = problem.file.replacing(staging.folder.path + "/", with: "")
        return problem
      }
      throw ShelfError.faulty(PackError(folder: parcel.name, problems: problems) ?? error)
    } catch {
      staging.remove()
      throw error
    }
  }

  /// Puts a candidate on the shelf, whole or not at all.
  ///
  /// Throws `ShelfError`: `exists` without `replacing`, or `cannotWrite`.
  public func add(_ candidate: Candidate, replacing: Bool = false) throws(ShelfError) -> PackPlace {
    defer { candidate.staging.remove() }
    return try candidate.staging.moveIntoPlace(candidate.pack.id, root: root, replacing: replacing)
  }

  /// Throws `notInstalled` or `cannotWrite`.
  public func remove(_ name: String) throws(ShelfError) {
    guard installed.contains(name) else { throw .notInstalled(name, installed: installed) }
    let place = PackPlace(root: root, name: name)
    // The lesson is what makes it a pack: it goes at once, by renaming.
    let staging = try PackStaging(beside: root, files: [])
    defer { staging.remove() }
    do {
      try FileManager.default.moveItem(
        at: place.lesson, to: staging.folder.appendingPathComponent("lesson"))
      if FileManager.default.fileExists(atPath: place.solution.path) {
        try FileManager.default.removeItem(at: place.solution)
      }
    } catch {
      throw .cannotWrite(path: place.lesson.path, reason: error.systemReason)
    }
  }
}
