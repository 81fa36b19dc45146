import Foundation
import Reports
import SafeFiles

extension ScenarioRunner {
  /// What keeps any build from being loaded here, if anything does: the control, a build of the
  /// reference that lies in the same place, is loaded and asked for nothing.
  func loadTrouble() async throws(JudgeError) -> MachineTrouble? {
    if let shortage = Machine.shortage(in: [folder]) { return .shortage(shortage) }
    guard let control else { return nil }
    // In a folder of its own: no program of the student's may read it, and another worker has its own.
    let place = folder.appendingPathComponent("control-\(UUID().uuidString)")
    let copy = place.appendingPathComponent("run.so")
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: control, toPath: copy.path)
    } catch {
      throw .cannotWrite(path: copy.path, reason: error.systemReason)
    }
    defer { try? FileManager.default.removeItem(at: place) }
    var runner = self
    runner.library = copy.path
    runner.control = nil
    runner.budget = .endless()
    runner.takePrewarmed = { nil }
    // Nobody hears it: nothing of the student's runs.
    let (_, unheard) = AsyncStream.makeStream(of: ScenarioEvent.self)
    let end = try await runner.runOnce([], seed: 0, into: unheard)
    return end.loadFailure == nil ? nil : .referenceFails(.loading, words: end.output)
  }
}
