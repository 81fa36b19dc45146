import Foundation
import LessonPacks

/// What another version of a pack has that the one on the shelf has not.
public enum PackDifference {
  /// A line for each kind of change; empty where the two hold the same.
  public static func lines(from old: Pack, to new: Pack, _ language: Language) -> [String] {
    let versions =
      old.version == new.version
      ? [] : ["version: \(old.version ?? "none") → \(new.version ?? "none")"]
    let (before, after) = (checks(old), checks(new))
    func list(_ title: String, _ ids: [String]) -> [String] {
      ids.isEmpty ? [] : ["\(title): " + ids.joined(separator: ", ")]
    }
    let changed = new.checks.map(\.id).filter { before[$0] != nil && before[$0] != after[$0] }
    return versions
      + list("new checks", new.checks.map(\.id).filter { before[$0] == nil })
      + list("checks that go", old.checks.map(\.id).filter { after[$0] == nil })
      + list("checks that change", changed)
      + list("files that change", files(old, new))
  }

  private static func checks(_ pack: Pack) -> [String: Check] {
    Dictionary(pack.checks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func files(_ old: Pack, _ new: Pack) -> [String] {
    let folders = [
      (old.folder, new.folder, ""), (old.solutionFolder, new.solutionFolder, "solution/"),
    ]
    let all = folders.flatMap { before, after, start in
      Set(PackInventory(of: before).files + PackInventory(of: after).files).filter { path in
        let (one, other) = (before.appendingPathComponent(path), after.appendingPathComponent(path))
        return (try? Data(contentsOf: one)) != (try? Data(contentsOf: other))
      }.map { start + $0 }
    }.sorted()
    return all.count > 12 ? all.prefix(12) + ["\(all.count - 12) more"] : all
  }
}
