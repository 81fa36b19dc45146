@testable import TensorKit

extension DifferentialOperation {
  static let alongDimensions = sums + extremes + rows + products

  private static let sums: [DifferentialOperation] = [
    .init("sum") { $0[0].sum() },
    .init("sum dim") { $0[0].sum(dim: $0.int("dim"), keepDim: $0.flag("keepDim")) },
    .init("sum dims") { $0[0].sum(dim: $0.ints("dims"), keepDim: $0.flag("keepDim")) },
    .init("mean") { $0[0].mean() },
    .init("mean dim") { $0[0].mean(dim: $0.int("dim"), keepDim: $0.flag("keepDim")) },
    .init("mean dims") { $0[0].mean(dim: $0.ints("dims"), keepDim: $0.flag("keepDim")) },
    .init("variance") { $0[0].variance(unbiased: $0.flag("unbiased")) },
    .init("variance dim") {
      $0[0].variance(
        dim: $0.int("dim"), unbiased: $0.flag("unbiased"), keepDim: $0.flag("keepDim"))
    },
    .init("variance dims") {
      $0[0].variance(
        dim: $0.ints("dims"), unbiased: $0.flag("unbiased"), keepDim: $0.flag("keepDim"))
    },
  ]

  private static let extremes: [DifferentialOperation] = [
    .init("amax") { $0[0].amax(dim: $0.int("dim"), keepDim: $0.flag("keepDim")) },
    .init("amin") { $0[0].amin(dim: $0.int("dim"), keepDim: $0.flag("keepDim")) },
    .init("max") { $0[0].max() },
    .init("min") { $0[0].min() },
    .init("argmax") { $0[0].argmax() },
    .init("argmax dim") { $0[0].argmax(dim: $0.int("dim"), keepDim: $0.flag("keepDim")) },
    .init("argmin dim") { $0[0].argmin(dim: $0.int("dim"), keepDim: $0.flag("keepDim")) },
  ]

  private static let rows: [DifferentialOperation] = [
    .init("logSumExp") { $0[0].logSumExp(dim: $0.int("dim"), keepDim: $0.flag("keepDim")) },
    .init("softmax") { softmax($0[0], dim: $0.int("dim")) },
    .init("logSoftmax") { logSoftmax($0[0], dim: $0.int("dim")) },
    .init("layerNorm") { layerNorm($0[0], eps: $0.double("eps")) },
    .init("layerNorm weight") { layerNorm($0[0], weight: $0[1], eps: $0.double("eps")) },
    .init("layerNorm weight and bias") {
      layerNorm($0[0], weight: $0[1], bias: $0[2], eps: $0.double("eps"))
    },
    .init("crossEntropy") { crossEntropy($0[0], $0[1]) },
    .init("mseLoss") { mseLoss($0[0], $0[1]) },
    .init("embedding") { embedding($0[0], $0[1]) },
  ]

  private static let products: [DifferentialOperation] = [
    .init("matmul") { matmul($0[0], $0[1]) },
    .init("linear") { linear($0[0], $0[1]) },
    .init("linear bias") { linear($0[0], $0[1], $0[2]) },
    .init("rotaryEmbedding") { rotaryEmbedding($0[0], cos: $0[1], sin: $0[2]) },
    .init("scaledDotProductAttention") {
      scaledDotProductAttention($0[0], $0[1], $0[2], isCausal: $0.flag("isCausal"))
    },
  ]
}
