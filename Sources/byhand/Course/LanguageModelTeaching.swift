import Foundation
import Judge
import LessonPacks
import Observations
import Reports
import SafeFiles
import Tutor

/// A finale with a language model, as the judge is asked for it: what the student's process may read,
/// where it leaves the adapter, and how that comes into the student's folder.
struct LanguageModelTeaching: Sendable {
  let show: Show
  private let choice: LanguageModelChoice
  /// The student's process writes here; nothing of it is believed.
  private let output: URL
  private let target: URL

  /// Nil where the finale runs with the small model.
  init?(
    _ staging: FinaleStaging, _ course: Course, _ language: Language
  ) throws {
    guard case .languageModel(let choice, let goesOn) = staging,
      let finale = course.pack.finale?.languageModel
    else { return nil }
    self.choice = choice
    target = course.folder.adapterFolder
    output = try PrivateFolders.ofAdapters.make(
      in: FileManager.default.temporaryDirectory, permissions: 0o700)
    var show = Self.show(
      finale.teach, finale.timeout, choice, adapter: goesOn ? target.path : nil)
    show.settings[.language] = language.rawValue
    show.settings[.output] = output.path
    show.writing = output.path
    if goesOn { show.settings[.steps] = "\(Self.stepsToForget)" }
    self.show = show
  }

  /// A scenario with a model and perhaps an adapter: it may read both, and has memory for the model.
  static func show(
    _ scenario: String, _ timeout: Duration, _ choice: LanguageModelChoice, adapter: String?
  ) -> Show {
    var show = Show(scenario: scenario, timeout: timeout)
    show.settings[.model] = choice.path
    show.settings[.adapter] = adapter
    show.reading = files(of: choice.path) + [adapter].compactMap { $0 }
    show.memoryBytes = memory(for: choice)
    return show
  }

  /// So many that a small model has begun to forget.
  private static let stepsToForget = 20

  /// What the process may have: what its files take in two bytes a parameter, as float32 where it is
  /// merged, what training keeps, and as much again for address space that is never touched. The
  /// smallest types on the disk take half a byte a parameter.
  private static func memory(for choice: LanguageModelChoice) -> Int {
    (3 << 30) + choice.byteCount * 16
  }

  /// The path and what its links lead to: Hugging Face's cache is made of links.
  private static func files(of path: String) -> [String] {
    let url = URL(fileURLWithPath: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let linked = names.map { url.appendingPathComponent($0).resolvingSymlinksInPath() }
      .filter { ["json", "safetensors", ""].contains($0.pathExtension) }
    return [url.resolvingSymlinksInPath().path] + linked.prefix(40).map(\.path)
  }

  /// What is heard of the finale, and where the adapter is once there is one.
  func events(_ event: FinaleEvent) -> [FinaleEvent] {
    guard case .ended(.finished) = event else { return [event] }
    do {
      guard try AdapterDelivery(from: output, to: target, choice).run() else { return [event] }
      return [
        .observed(Observation(name: FinaleValue.saved.rawValue, value: .text(target.path))), event,
      ]
    } catch {
      return [
        .observed(Observation(name: FinaleValue.unsaved.rawValue, value: .text("\(error)"))), event,
      ]
    }
  }

  func end() { UntrustedFolder(path: output.path).remove() }
}
