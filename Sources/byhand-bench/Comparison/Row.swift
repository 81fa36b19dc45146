import TensorKit

/// One operation, in TensorKit and in PyTorch, at several sizes.
struct Row {
  let name: String
  let sizes: [Int]
  /// Made once for a size, outside the clock: Python statements that may use `n`.
  let pythonSetup: String
  /// What is timed in Python.
  let python: String
  /// What a call does at size n, for its share of what the machine can do.
  let work: Work
  /// Makes the operands of size n, and returns the call.
  let prepare: (Int) -> () -> Void

  /// On the named ``Operands``, which Python knows by the same names.
  init<R>(
    _ name: String, _ sizes: [Int], _ python: String, _ work: Work = .unknown,
    _ call: @escaping (Operands) -> R
  ) {
    (self.name, self.sizes, self.python, self.work) = (name, sizes, python, work)
    pythonSetup = ""
    prepare = { n in
      let operands = Operands(n)
      return { _ = call(operands) }
    }
  }

  /// As above, from a hundred elements to ten million.
  init<R>(
    _ name: String, _ python: String, _ work: Work = .unknown,
    _ call: @escaping (Operands) -> R
  ) {
    self.init(name, Row.elements, python, work, call)
  }

  /// On operands of its own.
  init<O, R>(
    _ name: String, _ sizes: [Int], setup: String, _ python: String, _ work: Work = .unknown,
    operands: @escaping (Int) -> O, _ call: @escaping (O) -> R
  ) {
    (self.name, self.sizes, self.python, self.work) = (name, sizes, python, work)
    pythonSetup = setup
    prepare = { n in
      let operands = operands(n)
      return { _ = call(operands) }
    }
  }

  static let elements = [100, 1000, 10_000, 100_000, 1_000_000, 10_000_000]
}

/// What a call of size n must do at least.
enum Work {
  case unknown
  /// Reads and writes this many bytes for each element.
  case moves(Int)
  /// Adds and multiplies this often, a fused pair counted as two.
  case computes((Int) -> Int)
}

/// The rows under a heading of the table.
struct RowGroup {
  let name: String
  let rows: [Row]

  static var all: [RowGroup] {
    [
      arithmetic, comparison, pointwise, activations, reductions, softmax, products, attention,
      movement, indexing, gathering, ordering, einsums, conversion, random, training,
    ]
  }
}
