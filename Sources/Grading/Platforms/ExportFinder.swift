import Archives
import Foundation
import GradingFormats
import LessonPacks

/// Finds the submissions in a platform's export: one archive or one folder for the whole class. Nothing of
/// an archive is unpacked onto the disk.
public struct ExportFinder {
  /// An export that is longer is refused unread, in bytes.
  static let longest = 2 << 30
  /// A class has more of everything than one student.
  static let limits = ArchiveLimits(entries: 500_000, bytes: 4 << 30)

  private let files: [HeldFile]

  /// Reads the names of what `place` holds, and an archive's bytes. `output` is where the grades of an
  /// earlier run may lie: nobody handed them in.
  ///
  /// Throws `noSubmission`, `closedFolder` or `notAnExport`.
  public init(_ place: URL, output: URL? = nil) throws(GradingError) {
    let place = DiskPlace(place)
    switch place.kind {
    case .folder?:
      files = FileWalk(place, without: output.map { DiskPlace($0) }).paths.map { path in
        HeldFile(name: path, path: path, content: .disk(place.appending(Array(path.utf8))))
      }
    case .file?:
      files = try Self.files(in: place)
    case nil, .link?, .other?: throw .noSubmission(path: place.shown)
    }
  }

  private static func files(in archive: DiskPlace) throws(GradingError) -> [HeldFile] {
    switch archive.read(upTo: longest) {
    case .failure(let trouble): throw .closedFolder(path: archive.shown, reason: trouble.reason)
    case .success(let bytes):
      do throws(ArchiveError) {
        let found = try Archive.handedIn(in: Array(bytes), limits: limits)
        return found.files.map { HeldFile(name: $0.path, path: $0.path, content: .bytes($0.bytes)) }
          + found.skipped.map {
            HeldFile(name: $0.path, path: $0.path, content: .skipped($0.reason))
          }
      } catch {
        throw .notAnExport(path: archive.shown, reason: error.description)
      }
    }
  }

  /// The platform whose export it plainly is; nil where it may be anything.
  public var recognised: Platform? { Platform.recognised(files.map(\.path)) }

  /// Everything in it, by name. Of what the same people handed in several times the latest is graded.
  ///
  /// Throws `notAnExport` where nothing has a name that the platform gives.
  public func find(_ platform: Platform, path: String) throws(GradingError) -> FoundSubmissions {
    let byPath = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let reading = platform.read(byPath.keys.sorted()) { path in
      byPath[path].flatMap { $0.bytes(upTo: 1 << 24) }.map { String(decoding: $0, as: UTF8.self) }
    }
    guard !reading.items.isEmpty else {
      throw .notAnExport(
        path: path, reason: "nothing in it has a name that \(platform.title) gives a submission")
    }
    var found = FoundSubmissions()
    found.platform = platform
    found.files = files.count
    let groups = Dictionary(grouping: reading.items, by: \.key)
    let names = Self.names(groups.mapValues { $0[0].people })
    for (key, items) in groups {
      take(items, as: names[key] ?? key, byPath, into: &found)
    }
    found.passed += reading.passed.map {
      PassedEntry(
        name: $0.path, reason: $0.reason, isHandedIn: $0.isSomebodys && Self.mayBeWork($0.path),
        paths: [$0.path])
    }
    // Two entries of one path: the first was read.
    var seen: Set<String> = []
    for file in files where !seen.insert(file.path).inserted {
      found.passed.append(
        PassedEntry(
          name: "\(file.path) (again)", reason: "it is in the export twice, and the first was read",
          isHandedIn: Self.mayBeWork(file.path), paths: [file.path]))
    }
    found.submissions.sort { $0.name < $1.name }
    found.passed.sort { $0.name < $1.name }
    found.superseded.sort { $0.path < $1.path }
    return found
  }

  /// Whether what has nobody's name is of a kind that is handed in: it has a row then, and waits for a
  /// person.
  private static func mayBeWork(_ path: String) -> Bool {
    EntryKind(FileChoice.last(path)) != .ofTheClass && !Leftovers.isInside(path)
  }

  private func take(
    _ items: [ExportReading.Item], as name: String, _ byPath: [String: HeldFile],
    into found: inout FoundSubmissions
  ) {
    let sorted = items.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    guard let latest = sorted.last else { return }
    var delivery = latest.delivery
    delivery.earlier += sorted.dropLast().map { item in
      item.delivery.submittedAt ?? item.files.map(\.path).joined(separator: ", ")
    }
    for item in sorted.dropLast() {
      found.superseded += item.files.map {
        FoundFile(
          path: $0.path, fate: .superseded, submission: name,
          reason: "its student handed in again, and that was graded")
      }
    }
    let held = latest.files.compactMap { file in
      byPath[file.path].map { HeldFile(name: file.name, path: file.path, content: $0.content) }
    }
    if held.isEmpty {
      found.passed.append(
        PassedEntry(
          name: name, reason: "the export names it, and holds no file of it", isHandedIn: true,
          people: latest.people))
    } else {
      found.submissions.append(
        Submission(name: name, files: held, people: latest.people, delivery: delivery))
    }
  }

  /// A row's name for each key: what its people are called; where several are called so, with the key.
  private static func names(_ people: [String: [Participant]]) -> [String: String] {
    let plain = people.map { key, people in
      let words = people.compactMap { $0.name ?? $0.login ?? $0.email ?? $0.id }
      return (key, words.isEmpty ? key : words.joined(separator: ", "))
    }
    let counts = Dictionary(
      plain.map { ($0.1.precomposedStringWithCanonicalMapping.lowercased(), 1) },
      uniquingKeysWith: +)
    return Dictionary(
      uniqueKeysWithValues: plain.map { key, name in
        let isOne = counts[name.precomposedStringWithCanonicalMapping.lowercased()] == 1
        return (key, isOne ? name : "\(name) (\(key))")
      })
  }
}

extension HeldFile {
  /// Nil for what cannot be read, and for what is longer.
  fileprivate func bytes(upTo limit: Int) -> [UInt8]? {
    switch content {
    case .bytes(let bytes): bytes.count <= limit ? bytes : nil
    case .disk(let place): (try? place.read(upTo: limit).get()).map { Array($0) }
    case .skipped: nil
    }
  }
}
