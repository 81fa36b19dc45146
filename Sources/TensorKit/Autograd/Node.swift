/// One recorded operation: where its inputs came from, what it kept, and how a gradient of its
/// result becomes gradients of its inputs.
///
/// The graph walk knows nothing else of operations, and nodes know nothing of the walk beyond the
/// two notes it leaves here.
final class Node {
  /// PyTorch's name for it: "AddBackward".
  var name: String { ownName ?? "\(builtIn)" }
  // Text that is made for each operation would cost more than a small operation does.
  private let builtIn: StaticString
  private let ownName: String?
  private(set) var edges: [Edge]
  private(set) var saved: [SavedTensor]
  private(set) var isReleased = false
  private let differentiate: Differentiate

  // The walk's notes: the sum of what arrived so far, and how many uses still owe their part.
  var gradient: Tensor?
  var pending = 0

  /// Gradients of the inputs, in their order. `nil` where none flows or none is needed.
  typealias Differentiate = (_ gradient: Tensor, _ step: borrowing Step) -> [Tensor?]

  init(
    _ name: StaticString, called ownName: String? = nil, inputs: [Tensor], saving: [Tensor],
    differentiate: @escaping Differentiate
  ) {
    self.builtIn = name
    self.ownName = ownName
    self.edges = inputs.map(Edge.init)
    self.saved = saving.map(SavedTensor.init)
    self.differentiate = differentiate
  }

  /// The gradients of the inputs, given that of the result.
  func inputGradients(_ gradient: Tensor) -> [Tensor?] {
    precondition(
      !isReleased,
      """
      backward: this graph was walked before, and \(name) gave up what it had saved. Compute the \
      result again, or ask the first walk for backward(retainGraph: true)
      """)
    let step = Step(saved: saved.map { $0.unpack(for: self) }, edges: edges)
    return differentiate(gradient, step)
  }

  /// Frees what was saved, as the graph is rarely walked twice.
  func release() {
    if saved.isEmpty { return }
    saved = []
    isReleased = true
  }

  /// A chain of nodes would free itself by recursion, one stack frame a node. Take it apart here.
  deinit {
    var doomed: [Node] = []
    func collect(_ edges: inout [Edge]) {
      while let edge = edges.popLast() {
        if case .node(let node) = edge { doomed.append(node) }
      }
    }
    collect(&edges)
    while var node = doomed.popLast() {
      if isKnownUniquelyReferenced(&node) { collect(&node.edges) }
    }
  }
}

/// Where an input came from.
enum Edge {
  /// It needs no gradient.
  case none
  /// A tensor nobody computed, which collects its gradient.
  case leaf(Tensor)
  case node(Node)

  init(_ input: Tensor) {
    if let node = input.node {
      self = .node(node)
    } else {
      self = input.leafRequiresGrad ? .leaf(input) : .none
    }
  }

  var isNeeded: Bool {
    if case .none = self { false } else { true }
  }
}

/// What a node's rule may look at.
struct Step: ~Copyable {
  /// The tensors that were saved, in the order in which they were given. None requires a gradient.
  let saved: [Tensor]
  private let edges: [Edge]

  init(saved: [Tensor], edges: [Edge]) {
    self.saved = saved
    self.edges = edges
  }

  var inputCount: Int { edges.count }

  /// Whether the gradient of input `index` is used: a frozen weight's is not worth computing.
  func needs(_ index: Int) -> Bool { edges[index].isNeeded }

  /// The gradient of input `index` if it is used.
  func ifNeeded(_ index: Int, _ gradient: () -> Tensor) -> Tensor? {
    needs(index) ? gradient() : nil
  }
}

/// A tensor as it was when an operation saved it.
struct SavedTensor {
  // An alias outside the graph: the original would keep its own node alive, in a circle if it is
  // the result of the very operation that saves it.
  private let tensor: Tensor
  private let version: Int

  init(_ tensor: Tensor) {
    self.tensor = tensor.alias()
    self.version = tensor.storage.version
  }

  func unpack(for operation: Node) -> Tensor {
    let now = tensor.storage.version
    precondition(
      now == version,
      """
      \(operation.name): a tensor of shape \(tensor.shape) that it saved for backward was changed in \
      place afterwards (version \(now), saved at \(version)). Use the operation without "_", or \
      clone() the tensor before changing it
      """)
    return tensor
  }
}

extension Tensor {
  /// Makes this fresh result a node of the graph and returns it.
  ///
  /// Call it only where `isRecording` says so: nothing is recorded under ``noGrad(_:)``.
  final func recorded(
    _ name: StaticString, _ inputs: [Tensor], saving: [Tensor] = [],
    _ differentiate: @escaping Node.Differentiate
  ) -> Tensor {
    node = Node(name, inputs: inputs, saving: saving, differentiate: differentiate)
    return self
  }
}
