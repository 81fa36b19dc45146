import Testing

@testable import TensorKit

/// Every property that an operation must have, tried on every entry of the tables.
@Suite struct OperationTests {
  static let table =
    PointwiseTable.all + ReductionTable.all + MovementTable.all + ProductTable.all
    + InPlaceTable.all + AttentionTable.all + IndexingTable.all + OrderTable.all
    + RearrangingTable.all + EinsumTable.all

  private func values(_ operation: OperationCase) -> [Tensor] {
    operation.shapes.indices.map(operation.values)
  }

  @Test(arguments: table)
  func theValueIsThatOfTheDefinition(operation: OperationCase) {
    let inputs = values(operation)
    let before = inputs.map { $0.doubles() }
    let found = operation.body(inputs)
    #expect(found.shape == operation.result)
    #expect(found.dtype == .float64)
    guard found.shape == operation.result else { return }
    let grids = inputs.map { Grid($0) }
    let expected = Grid.indices(found.shape).map { operation.element(grids, $0) }
    expectClose(
      found, Tensor(expected, shape: found.shape, dtype: .float64), within: 1e-13, floor: 1,
      "the value")
    #expect(inputs.map { $0.doubles() } == before, "the inputs are as they were")
  }

  @Test(arguments: table)
  func theGradientIsTheLimitOfDifferences(operation: OperationCase) {
    let inputs = values(operation)
    let gradients = Differences.backward(operation.body, inputs).gradients
    let slopes = Differences.numeric(operation.body, inputs)
    for (position, slope) in slopes.enumerated() {
      let gradient = gradients[position] ?? Tensor.zeros(slope.shape, dtype: .float64)
      expectClose(gradient, slope, within: 1e-9, floor: 1, "the gradient of input \(position)")
    }
  }

  @Test(arguments: table, Arrangement.allCases)
  func theOrderInMemoryDoesNotMatter(operation: OperationCase, arrangement: Arrangement) {
    let inputs = values(operation)
    let held = inputs.map { arrangement.hold($0) }
    let body = operation.body
    let dense = Differences.backward(body, inputs)
    let found = Differences.backward(
      { wholes in body(zip(held, wholes).map { $0.window($1) }) }, held.map(\.whole))
    expectClose(found.result, dense.result, within: 1e-14, "the value")
    for (position, expected) in dense.gradients.enumerated() {
      guard let expected, let gradient = found.gradients[position] else {
        #expect(dense.gradients[position] == nil && found.gradients[position] == nil)
        continue
      }
      expectClose(held[position].window(gradient), expected, within: 1e-13, "gradient \(position)")
      // Whatever lies outside the window gets nothing.
      let sum = gradient.abs().sum().item() - held[position].window(gradient).abs().sum().item()
      #expect(sum.magnitude <= 1e-12)
    }
  }

  @Test(arguments: table)
  func singlePrecisionAgreesWithDouble(operation: OperationCase) {
    let inputs = values(operation)
    let double = Differences.backward(operation.body, inputs.map { $0.to(.float32).to(.float64) })
    let single = Differences.backward(operation.body, inputs.map { $0.to(.float32) })
    #expect(single.result.dtype == .float32)
    expectClose(single.result, double.result, within: 2e-6, "the value")
    // The cotangent is rounded too: it is drawn in the result's type.
    let weights = Differences.cotangent(of: single.result).to(.float64)
    let leaves = inputs.map { Parameter($0.to(.float32).to(.float64)) }
    let result = operation.body(leaves)
    if result.requiresGrad { result.backward(weights) }
    for (position, leaf) in leaves.enumerated() {
      guard let expected = leaf.grad, let gradient = single.gradients[position] else {
        #expect(leaf.grad == nil && single.gradients[position] == nil)
        continue
      }
      #expect(gradient.dtype == .float32)
      expectClose(gradient, expected, within: 5e-6, floor: 1e-3, "gradient \(position)")
    }
  }

  @Test(arguments: table)
  func aFrozenInputGetsNoGradientAndChangesNoOther(operation: OperationCase) {
    let inputs = values(operation)
    let all = Differences.backward(operation.body, inputs)
    for learning in inputs.indices {
      let one = Differences.backward(operation.body, inputs) { $0 == learning }
      expectSame(one.result, all.result, "the value")
      for (position, gradient) in one.gradients.enumerated() {
        let expected = position == learning ? all.gradients[position] : nil
        #expect((gradient == nil) == (expected == nil), "input \(position)")
        if let gradient, let expected { expectSame(gradient, expected, "gradient \(position)") }
      }
    }
    let none = operation.body(inputs)
    #expect(!none.requiresGrad && none.gradName == nil)
    let unrecorded = noGrad { operation.body(inputs.map { Parameter($0.clone()) }) }
    expectSame(unrecorded, all.result, "the value without recording")
  }

  /// a ∘ a: what reaches a is what would reach two that are equal.
  @Test(arguments: table.filter { $0.shapes.count > 1 && Set($0.shapes).count == 1 })
  func oneTensorMayBeEveryInput(operation: OperationCase) throws {
    let value = operation.values(0)
    let apart = Differences.backward(operation.body, operation.shapes.map { _ in value })
    let together = Differences.backward(
      { inputs in operation.body(operation.shapes.map { _ in inputs[0] }) }, [value])
    expectSame(together.result, apart.result, "the value")
    let sum = apart.gradients.compactMap { $0 }.reduce(Tensor.zeros([], dtype: .float64), +)
    let gradient = together.gradients[0] ?? Tensor.zeros([], dtype: .float64)
    #expect((gradient - sum).abs().sum().item() <= 1e-12)
  }

  /// Walking a graph twice doubles the gradients: no rule spoils what it saved.
  @Test(arguments: table)
  func aRuleMayBeUsedAgain(operation: OperationCase) {
    let leaves = values(operation).map { Parameter($0) }
    let result = operation.body(leaves)
    guard result.requiresGrad else { return }
    let weights = Differences.cotangent(of: result)
    result.backward(weights, retainGraph: true)
    let once = leaves.map { $0.grad?.clone() }
    result.backward(weights)
    // What is overwritten as a whole keeps nothing of before.
    #expect(once.contains { $0 != nil } || ["fill_", "zero_"].contains(operation.name))
    for (leaf, first) in zip(leaves, once) {
      guard let first, let twice = leaf.grad else {
        #expect(first == nil && leaf.grad == nil)
        continue
      }
      expectClose(twice, first * 2, within: 1e-14, "the second walk")
    }
  }
}
