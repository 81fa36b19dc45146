import Observations
import TensorKit

/// Where a scenario leaves its values. It only records: what they should be is not known here.
public final class Recorder {
  /// The seed that the default generator was set to just before the scenario began.
  public let seed: UInt64
  private let send: (Observation) -> Void

  init(seed: UInt64, send: @escaping (Observation) -> Void) {
    self.seed = seed
    self.send = send
  }

  /// Records a tensor's shape, element type and values as they are now.
  public func record(_ name: String, _ tensor: Tensor) {
    send(Observation(name: name, value: .array(ObservedArray(tensor))))
  }

  /// Records names in their order.
  public func record(_ name: String, _ names: [String]) {
    send(Observation(name: name, value: .names(names)))
  }

  /// Records a number of double precision.
  public func record(_ name: String, _ number: Double) {
    send(Observation(name: name, value: .number(number)))
  }

  /// Records a whole number as a `Double`: up to 2^53 it is exact.
  public func record(_ name: String, _ number: Int) {
    send(Observation(name: name, value: .number(Double(number))))
  }

  /// Records a truth value as 1 or 0.
  public func record(_ name: String, _ flag: Bool) {
    send(Observation(name: name, value: .number(flag ? 1 : 0)))
  }

  /// Records a text as it is.
  public func record(_ name: String, _ text: String) {
    send(Observation(name: name, value: .text(text)))
  }

  /// Records every parameter of `module`: whether it is trainable, and its gradient's norm.
  public func record(_ name: String, gradientsOf module: Module) {
    let rows = module.namedParameters().map { GradientRow($0, $1) }
    send(Observation(name: name, value: .gradients(rows)))
  }

  /// The same of these parameters alone, in their order and under names of the probe's choice.
  public func record(_ name: String, gradientsOf parameters: KeyValuePairs<String, Parameter>) {
    let rows = parameters.map { GradientRow($0.key, $0.value) }
    send(Observation(name: name, value: .gradients(rows)))
  }

  /// The bytes of a file in the pack's `data/` folder.
  ///
  /// Throws a `MissingData` that names the file if there is none.
  public func data(_ name: String) throws -> [UInt8] { try PackData.read(name) }

  /// What the scenario was told under this name; nil where it was told nothing.
  public func setting(_ name: String) -> String? { PackData.setting(name) }

  /// Records the same as ``rejects(_:_:)``, under the name that suits a call which has to go through.
  public func accepts(_ name: String, _ body: () throws -> Void) { rejects(name, body) }

  /// Records whether `body` throws, with the error's description.
  public func rejects(_ name: String, _ body: () throws -> Void) {
    do {
      try body()
      send(Observation(name: name, value: .rejection(nil)))
    } catch {
      send(Observation(name: name, value: .rejection("\(error)")))
    }
  }
}

extension GradientRow {
  fileprivate init(_ name: String, _ parameter: Parameter) {
    let norm = parameter.grad.map { gradient in
      gradient.doubles().reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    self.init(name: name, isTrainable: parameter.requiresGrad, norm: norm)
  }
}

extension ObservedArray {
  init(_ tensor: Tensor) {
    let type: ElementType =
      switch tensor.dtype {
      case .float32: .float32
      case .float64: .float64
      case .int64: .int64
      case .bool: .bool
      case .float16: .float16
      case .bfloat16: .bfloat16
      case .int32: .int32
      case .int16: .int16
      case .int8: .int8
      case .uint8: .uint8
      }
    self.init(shape: tensor.shape, elementType: type, values: tensor.doubles())
  }
}
