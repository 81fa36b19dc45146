import Archives
import LessonPacks

/// The files of one pack, found among everything that a source holds.
struct PackParcel: Sendable, Equatable {
  var name: String
  /// Below `lessons/NAME` and `solutions/NAME`.
  var files: [(path: String, bytes: [UInt8])]

  static func == (left: PackParcel, right: PackParcel) -> Bool {
    left.name == right.name && left.files.map(\.path) == right.files.map(\.path)
      && left.files.map(\.bytes) == right.files.map(\.bytes)
  }

  /// The pack called `name`, or the only one. A folder around everything, as archives of repositories
  /// have one, is passed over.
  ///
  /// Throws `noPack`, `severalPacks` or `badName`.
  static func find(
    _ name: String?, in entries: [ArchiveEntry], source: String
  ) throws(ShelfError) -> PackParcel {
    let paths = entries.map { entry in
      entry.path.split(separator: "/").map(String.init).filter { $0 != "." }
    }
    // Where `lessons/NAME/pack.yml` stands, and what stands before it.
    let manifests = paths.filter { path in
      path.count >= 3 && path.last == "pack.yml" && path[path.count - 3] == "lessons"
    }
    let found = manifests.filter { name == nil || $0[$0.count - 2] == name }
    guard let manifest = found.first else { throw .noPack(source: source) }
    guard found.count == 1 else {
      throw .severalPacks(source: source, names: found.map { $0[$0.count - 2] }.sorted())
    }
    let pack = manifest[manifest.count - 2]
    guard PackNames.isName(pack) else { throw .badName(pack) }
    let before = Array(manifest.dropLast(3))
    let files = zip(entries, paths).compactMap { entry, path -> (path: String, bytes: [UInt8])? in
      let inside = path.dropFirst(before.count)
      guard path.starts(with: before), inside.count >= 3, inside.dropFirst().first == pack,
        inside.first == "lessons" || inside.first == "solutions"
      else { return nil }
      return (inside.joined(separator: "/"), entry.bytes)
    }
    return PackParcel(name: pack, files: files.sorted { $0.path < $1.path })
  }
}
