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
    let end = try await runner.loadedOnly()
    return end.loadFailure == nil ? nil : .referenceFails(.loading, words: end.output)
  }

  /// Loads the build and asks it for nothing, so nobody has to hear it: no scenario runs.
  func loadedOnly() async throws(JudgeError) -> ProbeSession.Rest {
    let (_, unheard) = AsyncStream.makeStream(of: ScenarioEvent.self)
    return try await runOnce([], seed: 0, into: unheard)
  }
}
