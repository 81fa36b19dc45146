import ArgumentParser
import TensorKit

/// Times TensorKit's kernels and two whole training steps, and prints microseconds a call as JSON.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "byhand-bench",
    abstract: "Microseconds a call of TensorKit's kernels and of whole training steps, as JSON.",
    discussion: "Each figure is the median over batches of calls that fill about a second.")

  @Option(help: "How many threads TensorKit may use.")
  var threads = 1

  @Option(help: "Measure only the workload of this name, or those whose names begin with it.")
  var only: String?

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads must be at least 1") }
    guard only == nil || !selection.isEmpty else {
      let names = Workload.all.map(\.name).joined(separator: ", ")
      throw ValidationError("--only fits no workload; they are \(names)")
    }
  }

  func run() {
    setNumThreads(threads)
    manualSeed(0)
    let lines = selection.map { workload in
      " \"\(workload.name)\": \(microseconds(workload.prepare(), budget: workload.budget))"
    }
    print("{\n" + lines.joined(separator: ",\n") + "\n}")
  }

  private var selection: [Workload] {
    guard let only else { return Workload.all }
    let exact = Workload.all.filter { $0.name == only }
    return exact.isEmpty ? Workload.all.filter { $0.name.hasPrefix(only) } : exact
  }
}
