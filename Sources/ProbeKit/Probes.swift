/// The scenarios of one build: what a pack's probe files declare.
///
/// ```swift
/// func probesA(_ probe: Probes) {
///   probe("lora_init_identity") { out in
///     out.record("y", layer(x))
///   }
/// }
/// ```
public final class Probes {
  /// Runs the student's code and records what it gives; an error that it throws is the check's.
  public typealias Scenario = (Recorder) throws -> Void

  private(set) var scenarios: [(id: String, run: Scenario)] = []

  init() {}

  /// Declares the scenario of the check `id`. An id is declared once.
  public func callAsFunction(_ id: String, _ scenario: @escaping Scenario) {
    // A precondition says nothing in an optimised build.
    if scenarios.contains(where: { $0.id == id }) {
      fatalError("the scenario \(id) is declared twice in the probes")
    }
    scenarios.append((id, scenario))
  }
}
