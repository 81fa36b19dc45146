// How it differs: all arithmetic is in float64, halves are rounded by hand, the index is found by
// halving a range, and the whole layer is one Function with three gradients.

import TensorKit

/// Why a layer cannot be built.
struct QuantError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

struct Int8Weight {
  var values: Tensor
  var absmax: Tensor
}

func rowAbsmax(_ w: Tensor) -> Tensor {
  w.to(.float64).square().amax(dim: 1).sqrt().to(.float32)
}

/// Halves to the even number, by hand: what is 0.5 above an even number goes down.
private func roundedToEven(_ x: Tensor) -> Tensor {
  let low = x.floor()
  let rest = x - low
  let isOdd = (low / 2 - (low / 2).floor()).gt(0)
  let up = rest.gt(0.5) | (rest.eq(0.5) & isOdd)
  return low + up.to(x.dtype)
}

func quantizeInt8(_ w: Tensor) -> Int8Weight {
  let wide = w.to(.float64)
  let absmax = wide.abs().amax(dim: 1, keepDim: true)
  let steps = wide * 127 / (absmax + absmax.eq(0).to(.float64))
  return Int8Weight(values: roundedToEven(steps).to(.int8), absmax: absmax.squeeze(1).to(.float32))
}

func dequantizeInt8(_ weight: Int8Weight) -> Tensor {
  let wide = weight.values.to(.float64) * weight.absmax.to(.float64).unsqueeze(-1)
  return (wide / 127).to(.float32)
}

let nf4Code: [Float] = [
  -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453,
  -0.28444138169288635, -0.18477343022823334, -0.09105003625154495, 0.0,
  0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224,
  0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0,
]

struct NF4Weight {
  var packed: Tensor
  var absmax: Tensor
  var shape: [Int]
  var blockSize: Int
}

private func inBlocks(_ x: Tensor, _ size: Int) -> Tensor {
  let flat = x.to(.float64).flatten()
  let blocks = (flat.count + size - 1) / size
  // What lies beyond the end takes the last number again, which changes no absolute maximum.
  let places = (0..<blocks * size).map { min($0, flat.count - 1) }
  return flat.indexSelect(dim: 0, index: Tensor(ints: places)).reshape(blocks, size)
}

func blockAbsmax(_ x: Tensor, size: Int = 64) -> Tensor {
  inBlocks(x, size).abs().amax(dim: -1).to(.float32)
}

func nearestIndices(_ x: Tensor, code: [Float]) -> Tensor {
  // The range in which the index lies is halved until one is left.
  let values = code.map { Double($0) }
  var middles: [Double] = []
  for place in 1..<values.count { middles.append((values[place - 1] + values[place]) / 2) }
  let wide = x.to(.float64)
  var low = Tensor.zeros(x.shape, dtype: .int64)
  var high = low + middles.count
  let table = Tensor(middles, dtype: .float64)
  while low.lt(high).any() {
    let open = low.lt(high)
    let half = ((low + high) / 2).floor().to(.int64)
    let safe = half.maskedFill(open.logicalNot(), 0)
    let middle = table.indexSelect(dim: 0, index: safe.flatten()).reshape(x.shape)
    let above = wide.gt(middle) & open
    low = Tensor.where(above, half + 1, low)
    high = Tensor.where(open & above.logicalNot(), half, high)
  }
  return low
}

func packNibbles(_ indices: Tensor) -> Tensor {
  let all = indices.ints() + [0]
  var bytes: [Double] = []
  for place in stride(from: 0, to: all.count - 1, by: 2) {
    let byte: Int = all[place] * 16 + all[place + 1]
    bytes.append(Double(byte))
  }
  return Tensor(bytes, dtype: .uint8)
}

func unpackNibbles(_ packed: Tensor, count: Int) -> Tensor {
  let bytes = packed.ints().map { UInt8($0) }
  var indices: [Int] = []
  for byte in bytes {
    indices.append(Int(byte >> 4))
    indices.append(Int(byte & 0x0F))
  }
  return Tensor(ints: Array(indices.prefix(count)))
}

func quantizeNF4(_ w: Tensor, blockSize: Int = 64) -> NF4Weight {
  let blocks = inBlocks(w.detach(), blockSize)
  let largest = blocks.abs().amax(dim: 1, keepDim: true)
  let scaled = blocks / largest.maskedFill(largest.eq(0), 1)
  let indices = nearestIndices(scaled, code: nf4Code).flatten()
  return NF4Weight(
    packed: packNibbles(indices.narrow(dim: 0, start: 0, length: w.count)),
    absmax: largest.flatten().to(.float32), shape: w.shape, blockSize: blockSize)
}

func dequantizeNF4(_ weight: NF4Weight) -> Tensor {
  let count = weight.shape.reduce(1, *)
  let codes = Tensor(nf4Code).to(.float64)[unpackNibbles(weight.packed, count: count)]
  let block = Tensor(ints: (0..<count).map { $0 / weight.blockSize })
  return (codes * weight.absmax.to(.float64)[block]).to(.float32).reshape(weight.shape)
}

struct DoubleAbsmax {
  var indices: Tensor
  var absmax: Tensor
  var offset: Float
  var blockSize: Int
}

func quantizeAbsmax(_ absmax: Tensor, code: [Float], blockSize: Int = 256) -> DoubleAbsmax {
  let wide = absmax.to(.float64)
  let mean = wide.mean()
  let blocks = inBlocks(wide - mean, blockSize)
  let largest = blocks.abs().amax(dim: 1, keepDim: true)
  let indices = nearestIndices(blocks / largest.maskedFill(largest.eq(0), 1), code: code)
  return DoubleAbsmax(
    indices: indices.flatten().narrow(dim: 0, start: 0, length: absmax.count).to(.uint8),
    absmax: largest.flatten().to(.float32), offset: Float(mean.item()), blockSize: blockSize)
}

func dequantizeAbsmax(_ absmax: DoubleAbsmax, code: [Float]) -> Tensor {
  let codes = Tensor(code).to(.float64)[absmax.indices.to(.int64)]
  let block = Tensor(ints: (0..<codes.count).map { $0 / absmax.blockSize })
  let scales = absmax.absmax.to(.float64)[block]
  return (codes * scales + Double(absmax.offset)).to(.float32)
}

func bitsPerParameter(blockSize: Int, doubleBlock: Int? = nil) -> Double {
  let perScale: Double
  switch doubleBlock {
  case .none: perScale = 32
  case .some(let size): perScale = 8 + 32 / Double(size)
  }
  return 4 + perScale / Double(blockSize)
}

/// The whole layer as one operation of x, A and B, with all three gradients written out.
private struct WholeLayer: Function {
  let base: () -> Tensor
  let bias: Tensor?
  let scale: Float

  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
    let (x, a, b) = (inputs[0], inputs[1], inputs[2])
    context.saveForBackward(x, a, b)
    return linear(x, base(), bias) + linear(linear(x, a), b) * scale
  }

  func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
    let (x, a, b) = (context.savedTensors[0], context.savedTensors[1], context.savedTensors[2])
    let back = matmul(gradient, b) * scale
    let rows = x.reshape(-1, x.shape[x.ndim - 1])
    let backRows = back.reshape(-1, a.shape[0])
    let gradientRows = gradient.reshape(-1, b.shape[0])
    return [
      matmul(gradient, base()) + matmul(back, a),
      matmul(backRows.T, rows),
      matmul(gradientRows.T, linear(rows, a)) * scale,
    ]
  }
}

/// What the four bits stand for, given the layer's buffers.
private struct Recipe {
  let code: [Float]
  let shape: [Int]

  func weight(_ buffers: [Tensor]) -> Tensor {
    let eight = DoubleAbsmax(
      indices: buffers[1], absmax: buffers[2], offset: Float(buffers[3].item()), blockSize: 256)
    let absmax = dequantizeAbsmax(eight, code: code)
    return dequantizeNF4(
      NF4Weight(packed: buffers[0], absmax: absmax, shape: shape, blockSize: 64))
  }

  func buffers(_ weight: Tensor) -> [Tensor] {
    let four = quantizeNF4(weight)
    let eight = quantizeAbsmax(four.absmax, code: code)
    return [four.packed, eight.indices, eight.absmax, Tensor([eight.offset])]
  }

  static let names = ["packed", "absmax_indices", "absmax_scales", "absmax_offset"]
}

final class QLoRALinear: Module {
  private let recipe: Recipe
  private let scale: Float

  init(_ base: Linear, code: [Float], r: Int = 8, alpha: Float = 16) throws {
    let ascends = zip(code, code.dropFirst()).allSatisfy { pair in pair.1 > pair.0 }
    switch (r, alpha.isFinite, code.count, ascends) {
    case (1..., true, 256, true): break
    default: throw QuantError("r \(r), alpha \(alpha), or a code of \(code.count) values")
    }
    recipe = Recipe(code: code, shape: base.weight.shape)
    scale = alpha / Float(r)
    super.init()
    fill(recipe.buffers(base.weight.detach()))
    let a = Tensor.zeros([r, base.inFeatures])
    Init.kaimingUniform(a, a: 5.0.squareRoot())
    register("lora_A", Parameter(a))
    register("lora_B", Parameter(Tensor.zeros([base.outFeatures, r])))
    guard let bias = base.bias else { return }
    register("bias", Parameter(bias.detach().to(.float32).clone(), requiresGrad: false))
  }

  private func fill(_ buffers: [Tensor]) {
    for (name, buffer) in zip(Recipe.names, buffers) { registerBuffer(name, buffer) }
  }

  private var buffers: [Tensor] { Recipe.names.compactMap { bufferIfPresent($0) } }

  func dequantizedWeight() -> Tensor { recipe.weight(buffers) }

  override func forward(_ x: Tensor) -> Tensor {
    let (recipe, buffers) = (recipe, buffers)
    let layer = WholeLayer(
      base: { recipe.weight(buffers) }, bias: parameterIfPresent("bias"), scale: scale)
    return layer.apply(x.ndim == 1 ? x.unsqueeze(0) : x, parameter("lora_A"), parameter("lora_B"))
      .reshape(Array(x.shape.dropLast()) + [recipe.shape[0]])
  }

  func mergedLinear() -> Linear {
    noGrad {
      // B·A row by row of the unit matrix: what the branch makes of each input on its own.
      let inputs = Tensor.eye(recipe.shape[1])
      let branch = linear(linear(inputs, parameter("lora_A")), parameter("lora_B")).T
      let weight = dequantizedWeight().add_(branch, alpha: scale)
      return Linear(weight: weight, bias: parameterIfPresent("bias")?.clone())
    }
  }

  @discardableResult
  func merge() -> Float {
    let exact = mergedLinear().weight.detach()
    fill(recipe.buffers(exact))
    noGrad { for name in ["lora_A", "lora_B"] { _ = parameter(name).zero_() } }
    return Float((dequantizedWeight() - exact).abs().amax().item())
  }
}
