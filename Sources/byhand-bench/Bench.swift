import ArgumentParser
import Foundation
import TensorKit

/// Times TensorKit's kernels and two whole training steps, and prints microseconds a call as JSON;
/// or times every operation, beside PyTorch if there is one, and prints a table.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "byhand-bench",
    abstract: "Microseconds a call of TensorKit's kernels and of whole training steps, as JSON.",
    discussion: """
      Each figure is the median over batches of calls that fill about a second. With --all, every \
      operation at many sizes in a table instead; with --against, beside PyTorch in turns, and \
      each figure is the best of the batches.
      """)

  @Option(help: "How many threads TensorKit and PyTorch may use.")
  var threads = 1

  @Option(
    help: """
      Measure only the workload of this name, or those whose names begin with it; with --all, a \
      group's name does as well.
      """)
  var only: String?

  @Flag(help: "Every operation at many sizes, as a table.")
  var all = false

  @Option(help: "A Python that has torch: --all beside it, as 'python3' or a path.")
  var against: String?

  @Option(help: "With --against, show only what takes more than this many times PyTorch's time.")
  var slowerThan: Double?

  @Option(help: "With --all, no size below this.")
  var smallest = 0

  @Option(help: "With --all, no size above this.")
  var largest: Int = .max

  @Flag(help: "With --all, JSON in place of the table.")
  var json = false

  @Option(
    help: """
      A language model instead, a folder of Hugging Face's or a GGUF file: seconds of its forward, of a \
      token, of a training step with LoRA, as JSON; with --against, beside transformers and PEFT.
      """)
  var model: String?

  @Flag(help: "With --model, weights of float32 in place of two bytes an element.")
  var float32 = false

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads must be at least 1") }
    guard only == nil || (isTable ? !groups.isEmpty : !selection.isEmpty) else {
      let names = isTable ? RowGroup.all.map(\.name) : Workload.all.map(\.name)
      throw ValidationError("--only fits no workload; they are \(names.joined(separator: ", "))")
    }
  }

  func run() throws {
    setNumThreads(threads)
    manualSeed(0)
    if let model { return try measure(model) }
    if isTable { return try compare() }
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

extension Bench {
  /// This program first, alone: what a second one does beside it would count.
  private func measure(_ path: String) throws {
    let dtype: DType = float32 ? .float32 : .bfloat16
    let ours = try LanguageModelBench(path: path, threads: threads, dtype: dtype).run()
    let theirs = try against.map {
      try TransformersPeer(interpreter: $0, threads: threads).run(path)
    }
    print(ModelComparison(ours: ours, theirs: theirs, threads: threads, dtype: dtype).json)
  }

  private var isTable: Bool { all || against != nil }

  /// The groups and rows that `--only` leaves.
  private var groups: [RowGroup] {
    RowGroup.all.compactMap { group in
      guard let only, group.name != only else { return group }
      let exact = group.rows.filter { $0.name == only }
      let rows = exact.isEmpty ? group.rows.filter { $0.name.hasPrefix(only) } : exact
      return rows.isEmpty ? nil : RowGroup(name: group.name, rows: rows)
    }
  }

  private func compare() throws {
    let torch = try against.map { try PyTorch($0, threads: threads) }
    let limits = MachineLimits(threads: threads)
    let duel = Duel(torch: torch, limits: limits)
    if !json {
      print("threads: \(threads); PyTorch: \(torch?.version ?? "none"); \(limits.description)")
      print(ComparisonTable.heading)
    }
    var measurements: [Measurement] = []
    for group in groups {
      for row in group.rows {
        for size in row.sizes where size >= smallest && size <= largest {
          let measurement = duel.measure(row, size, in: group.name)
          measurements.append(measurement)
          if !json && isShown(measurement) { say(ComparisonTable.line(measurement)) }
        }
      }
    }
    if json { return try printJSON(measurements, limits, torch) }
    print(ComparisonTable.summary(measurements))
  }

  private func isShown(_ measurement: Measurement) -> Bool {
    guard let slowerThan else { return true }
    return measurement.ratio.map { $0 > slowerThan } ?? (measurement.refusal != nil)
  }

  /// At once, also into a pipe: the whole table takes minutes.
  private func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  private func printJSON(
    _ measurements: [Measurement], _ limits: MachineLimits, _ torch: PyTorch?
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let report = Report(
      threads: threads, torch: torch?.version, limits: limits,
      rows: measurements.filter(isShown))
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }

  private struct Report: Encodable {
    let threads: Int
    let torch: String?
    let limits: MachineLimits
    let rows: [Measurement]
  }
}
