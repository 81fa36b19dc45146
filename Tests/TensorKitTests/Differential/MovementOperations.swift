@testable import TensorKit

extension DifferentialOperation {
  static let movement: [DifferentialOperation] = [
    .init("reshape") { $0[0].reshape($0.ints("shape")) },
    // Elements in another order in memory have no view: that they are refused is tested elsewhere.
    .init("view") { $0[0].contiguous().view($0.ints("shape")) },
    .init("flatten") { $0[0].flatten($0.int("startDim"), $0.int("endDim")) },
    .init("squeeze") { $0[0].squeeze() },
    .init("squeeze dim") { $0[0].squeeze($0.int("dim")) },
    .init("unsqueeze") { $0[0].unsqueeze($0.int("dim")) },
    .init("transposed") { $0[0].transposed($0.int("dim0"), $0.int("dim1")) },
    .init("T") { $0[0].T },
    .init("permute") { $0[0].permute($0.ints("dims")) },
    .init("expand") { $0[0].expand($0.ints("shape")) },
    .init("repeat") { $0[0].repeat($0.ints("times")) },
    .init("contiguous") { $0[0].contiguous() },
    .init("clone") { $0[0].clone() },
    .init("detach") { $0[0].detach() },
    .init("select") { $0[0].select(dim: $0.int("dim"), $0.int("index")) },
    .init("subscript") { $0[0][$0.int("index")] },
    .init("narrow") {
      $0[0].narrow(dim: $0.int("dim"), start: $0.int("start"), length: $0.int("length"))
    },
    .init("slice") { $0[0].slice(dim: $0.int("dim"), from: $0.int("from"), to: $0.int("to")) },
    .init("cat") { Tensor.cat($0.inputs, dim: $0.int("dim")) },
    .init("stack") { Tensor.stack($0.inputs, dim: $0.int("dim")) },
    .init("to") { $0[0].to($0.dtype()) },
    .init("to of floats") { $0[0].to($0.dtype()) },
  ]

  // Draws follow the memory, in PyTorch as here: where the elements lie in another order, another
  // element gets each.
  static let made: [DifferentialOperation] = [
    .init("zeros") { Tensor.zeros($0.ints("shape"), dtype: $0.dtype()) },
    .init("ones") { Tensor.ones($0.ints("shape"), dtype: $0.dtype()) },
    .init("full") { Tensor.full($0.ints("shape"), $0.double("value"), dtype: $0.dtype()) },
    .init("arange") { Tensor.arange($0.int("n")) },
    .init("eye") { Tensor.eye($0.int("n"), dtype: $0.dtype()) },
    .init("rand") { Tensor.rand($0.ints("shape"), dtype: $0.dtype(), generator: $0.generator) },
    .init("randn") { Tensor.randn($0.ints("shape"), dtype: $0.dtype(), generator: $0.generator) },
    .init("randint") {
      Tensor.randint($0.int("low"), $0.int("high"), $0.ints("shape"), generator: $0.generator)
    },
    .init("randperm") { Tensor.randperm($0.int("n"), generator: $0.generator) },
    .init("uniform_") {
      $0.changeable.contiguous().uniform_(
        $0.double("low"), $0.double("high"), generator: $0.generator)
    },
    .init("normal_") {
      $0.changeable.contiguous().normal_(
        mean: $0.double("mean"), std: $0.double("std"), generator: $0.generator)
    },
    .init("bernoulli_") {
      $0.changeable.contiguous().bernoulli_($0.double("p"), generator: $0.generator)
    },
  ]
}
