import Foundation
import LanguageModels
import LessonPacks
import PackShelf
import Tutor
import UntrustedText

/// Where language models of the user's own are looked for: the path that is named, $BYHAND_MODEL, and
/// Hugging Face's cache.
struct ModelShelf: Sendable {
  static let variable = "BYHAND_MODEL"

  let environment: [String: String]

  /// The models there are; with a path that was named or is in the variable, that one alone. What was
  /// found and cannot be run is said with the reason.
  func search(named path: String?) -> LanguageModelSearch {
    var search = LanguageModelSearch()
    let named = path ?? environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
    for place in named.map({ [$0] }) ?? cached {
      do {
        search.usable.append(try Self.choice(place))
      } catch {
        search.refused.append(VisibleText.line("\(error)", limit: 600))
      }
    }
    search.usable.sort { $0.byteCount < $1.byteCount }
    return search
  }

  /// The model at a path, if it can be run.
  static func choice(_ path: String) throws(ModelFileError) -> LanguageModelChoice {
    let file = try LanguageModelFile(path: path)
    return LanguageModelChoice(name: file.name, path: file.path, byteCount: file.byteCount)
  }

  /// The models' folders in Hugging Face's cache that hold weights.
  private var cached: [String] {
    let hub = cacheFolder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: hub.path)) ?? []
    return names.filter { $0.hasPrefix("models--") }.sorted().map {
      hub.appendingPathComponent($0).path
    }
  }

  /// As `huggingface_hub` finds it.
  private var cacheFolder: URL {
    func named(_ variable: String) -> URL? {
      environment[variable].flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }
    }
    if let hub = named("HF_HUB_CACHE") { return hub }
    let home =
      named("HF_HOME")
      ?? UserFolders(environment: environment).home.appendingPathComponent(".cache/huggingface")
    return home.appendingPathComponent("hub")
  }
}
