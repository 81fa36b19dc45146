import LessonPacks

/// Why a pack is not made, added or removed. The shelf is then as it was.
public enum ShelfError: Error, Sendable, Equatable, CustomStringConvertible {
  case badName(String)
  case exists(String, place: String)
  case notInstalled(String, installed: [String])
  case noSource(String)
  case refused(source: String, reason: String)
  case noPack(source: String)
  /// A source with more than one pack in it, where one was to be named.
  case severalPacks(source: String, names: [String])
  case cannotWrite(path: String, reason: String)
  case faulty(PackError)

  /// What is wrong, with the file or pack, and what to do next.
  public var description: String {
    switch self {
    case .badName(let name):
      "`\(name)` is no name for a pack: use letters of English, digits, `_`, `-` and `.`, for "
        + "example 02-attention."
    case .exists(let name, let place):
      "there is a pack `\(name)` in \(place) already. Choose another name, or remove it first."
    case .notInstalled(let name, let installed):
      "no pack `\(name)` was added"
        + (installed.isEmpty ? "." : ": there is \(installed.joined(separator: ", ")).")
    case .noSource(let source):
      "\(source) is no folder, no .zip or .tar.gz, and no git address."
    case .refused(let source, let reason): "\(source) is refused: \(reason). Nothing was added."
    case .noPack(let source):
      "\(source) holds no pack: a pack is a folder lessons/NAME with a pack.yml, and beside it "
        + "solutions/NAME."
    case .severalPacks(let source, let names):
      "\(source) holds \(names.count) packs: \(names.joined(separator: ", ")). Name one with --pack."
    case .cannotWrite(let path, let reason): "cannot write \(path): \(reason)."
    case .faulty(let error): "the pack is not added: \(error)"
    }
  }
}
