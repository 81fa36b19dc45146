// How it differs: numbers and middles are sorted together, values come out of a product with one-
// hot rows, bytes out of a scatter; a scale of 0 is divided by as infinity.

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
  // The largest is the last when the absolute values are sorted.
  w.to(.float32).abs().sort(dim: 1).values.select(dim: 1, -1).contiguous()
}

func quantizeInt8(_ w: Tensor) -> Int8Weight {
  let absmax = rowAbsmax(w)
  // A row of zeros by infinity is zero.
  let divisor = absmax.maskedFill(absmax.eq(0), Double.infinity).unsqueeze(1)
  return Int8Weight(
    values: (w.detach().to(.float32) / divisor).mul_(127).round().to(.int8), absmax: absmax)
}

func dequantizeInt8(_ weight: Int8Weight) -> Tensor {
  // Every row times its step, as a product with a diagonal matrix.
  let steps = weight.absmax / 127
  let diagonal = Tensor.eye(steps.count) * steps
  return matmul(diagonal, weight.values.to(.float32))
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

private func table(_ x: Tensor, _ size: Int, filler: Float = 0) -> Tensor {
  let flat = x.detach().to(.float32).flatten()
  let rows = (flat.count + size - 1) / size
  let full = Tensor.full([rows * size], filler)
  full[..<flat.count] = flat
  return full.reshape(rows, size)
}

func blockAbsmax(_ x: Tensor, size: Int = 64) -> Tensor {
  let blocks = table(x, size)
  return Tensor.stack([blocks.amax(dim: 1), -blocks.amin(dim: 1)]).max(dim: 0).values
}

func nearestIndices(_ x: Tensor, code: [Float]) -> Tensor {
  // Numbers and middles are sorted together. Before each number then stand as many middles as its
  // index says. A number that equals a middle comes first, since it came first and the sort is stable.
  let values = Tensor(code)
  let middles = (values[1...] + values[..<(-1)]) / 2
  let all = Tensor.cat([x.to(.float32).flatten(), middles])
  let order = all.argsort(stable: true)
  let before = order.ge(x.count).to(.int64).cumsum(dim: 0)
  return Tensor.zeros([all.count], dtype: .int64).scatter(dim: 0, index: order, src: before)
    .narrow(dim: 0, start: 0, length: x.count).reshape(x.shape)
}

func packNibbles(_ indices: Tensor) -> Tensor {
  let bytes = Tensor.zeros([(indices.count + 1) / 2], dtype: .int64)
  let places = Tensor(ints: (0..<indices.count).map { $0 / 2 })
  let weights = Tensor(ints: (0..<indices.count).map { $0 % 2 == 0 ? 16 : 1 })
  return bytes.scatterAdd(dim: 0, index: places, src: indices * weights).to(.uint8)
}

func unpackNibbles(_ packed: Tensor, count: Int) -> Tensor {
  let bytes = packed.to(.int64)[Tensor(ints: (0..<count).map { $0 / 2 })]
  let isFirst = Tensor(bools: (0..<count).map { $0 % 2 == 0 })
  let high = (bytes.to(.float32) / 16).trunc().to(.int64)
  return Tensor.where(isFirst, high, bytes - (bytes & Tensor(ints: [240])))
}

func quantizeNF4(_ w: Tensor, blockSize: Int = 64) -> NF4Weight {
  let absmax = blockAbsmax(w, size: blockSize)
  let divisor = absmax.maskedFill(absmax.eq(0), Double.infinity).unsqueeze(1)
  let indices = nearestIndices(table(w, blockSize) / divisor, code: nf4Code).flatten()
  return NF4Weight(
    packed: packNibbles(indices[..<w.count]), absmax: absmax, shape: w.shape,
    blockSize: blockSize)
}

func dequantizeNF4(_ weight: NF4Weight) -> Tensor {
  let count = weight.shape.reduce(1, *)
  let indices = unpackNibbles(weight.packed, count: count)
  let one = oneHot(indices, numClasses: 16).to(.float32)
  let blocks = table(matmul(one, Tensor(nf4Code)), weight.blockSize)
  return (blocks * weight.absmax.reshape(-1, 1)).flatten()[..<count].reshape(weight.shape)
}

struct DoubleAbsmax {
  var indices: Tensor
  var absmax: Tensor
  var offset: Float
  var blockSize: Int
}

func quantizeAbsmax(_ absmax: Tensor, code: [Float], blockSize: Int = 256) -> DoubleAbsmax {
  let offset = Float(absmax.doubles().reduce(0, +) / Double(absmax.count))
  let centred = absmax.clone().sub_(offset)
  let scales = blockAbsmax(centred, size: blockSize)
  let divisor = scales.maskedFill(scales.eq(0), Double.infinity).unsqueeze(1)
  let indices = nearestIndices(table(centred, blockSize) / divisor, code: code).flatten()
  return DoubleAbsmax(
    indices: indices[..<absmax.count].to(.uint8), absmax: scales, offset: offset,
    blockSize: blockSize)
}

func dequantizeAbsmax(_ absmax: DoubleAbsmax, code: [Float]) -> Tensor {
  let values = Tensor(code).takeAlongDim(absmax.indices.to(.int64), dim: 0)
  let blocks = table(values, absmax.blockSize) * absmax.absmax.reshape(-1, 1) + absmax.offset
  return blocks.flatten()[..<values.count].contiguous()
}

func bitsPerParameter(blockSize: Int, doubleBlock: Int? = nil) -> Double {
  let numbers = Double(blockSize)
  guard let size = doubleBlock else { return (4 * numbers + 32) / numbers }
  return (4 * numbers + 8 + 32 / Double(size)) / numbers
}

/// x Wᵀ + b with a weight that is asked for when it is needed.
private struct Lazily: Function {
  let weight: () -> Tensor

  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
    inputs.count == 2
      ? linear(inputs[0], weight(), inputs[1]) : matmul(inputs[0], weight().transposed(0, 1))
  }

  func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
    let toX: Tensor? = context.needsInputGrad[0] ? matmul(gradient, weight()) : nil
    return context.needsInputGrad.count == 2 ? [toX, nil] : [toX]
  }
}

/// The buffers of a layer as one value.
private struct FourBits {
  let tensors: [(name: String, tensor: Tensor)]

  init(of w: Tensor, _ code: [Float]) {
    let (four, scales) = {
      let made = quantizeNF4(w)
      return (made.packed, quantizeAbsmax(made.absmax, code: code))
    }()
    tensors = [
      ("absmax_scales", scales.absmax), ("absmax_offset", Tensor([scales.offset])),
      ("packed", four), ("absmax_indices", scales.indices),
    ]
  }
}

final class QLoRALinear: Module {
  private let base: (shape: [Int], code: [Float])
  private let scale: Double

  init(_ base: Linear, code: [Float], r: Int = 8, alpha: Float = 16) throws {
    guard r > 0, alpha - alpha == 0 else { throw QuantError("r = \(r), alpha = \(alpha)") }
    var ascends = code.count == 256
    for place in code.indices.dropFirst() where code[place - 1] >= code[place] { ascends = false }
    guard ascends else { throw QuantError("the code must have 256 values that ascend") }
    self.base = (base.weight.shape, code)
    scale = Double(alpha) / Double(r)
    super.init()
    for (name, tensor) in FourBits(of: base.weight.detach(), code).tensors {
      registerBuffer(name, tensor)
    }
    let bound = 1 / Double(base.inFeatures).squareRoot()
    let adapter = [
      "lora_A": Tensor.zeros([r, base.inFeatures]).uniform_(-bound, bound),
      "lora_B": Tensor.zeros([base.outFeatures, r]),
    ]
    for (name, start) in adapter.sorted(by: { $0.key < $1.key }) {
      register(name, Parameter(start))
    }
    if let numbers = base.bias?.scalars {
      register("bias", Parameter(Tensor(numbers), requiresGrad: false))
    }
  }

  func dequantizedWeight() -> Tensor {
    func kept(_ name: String) -> Tensor { bufferIfPresent(name) ?? Tensor.zeros([1]) }
    var scales = DoubleAbsmax(
      indices: kept("absmax_indices"), absmax: kept("absmax_scales"), offset: 0, blockSize: 256)
    scales.offset = kept("absmax_offset").scalars[0]
    let absmax = dequantizeAbsmax(scales, code: base.code)
    let weight = NF4Weight(
      packed: kept("packed"), absmax: absmax, shape: base.shape, blockSize: 64)
    return dequantizeNF4(weight)
  }

  override func forward(_ x: Tensor) -> Tensor {
    let lazily = Lazily(weight: dequantizedWeight)
    let frozen: Tensor
    if let bias = parameterIfPresent("bias") {
      frozen = lazily.apply(x, bias)
    } else {
      frozen = lazily.apply(x)
    }
    return frozen + (linear(linear(x, parameter("lora_A")), parameter("lora_B")) * scale)
  }

  /// What a plain layer would have for a weight.
  private var whole: Tensor {
    let product = noGrad { matmul(parameter("lora_B"), parameter("lora_A")) }
    return dequantizedWeight().add_(product.mul_(scale))
  }

  func mergedLinear() -> Linear {
    guard let bias = parameterIfPresent("bias") else { return Linear(weight: whole) }
    return Linear(weight: whole, bias: Tensor(bias.scalars))
  }

  /// Writes the new numbers into the buffers that are there.
  @discardableResult
  func merge() -> Float {
    let exact = whole
    for (name, tensor) in FourBits(of: exact, base.code).tensors {
      _ = noGrad { bufferIfPresent(name)?.copy_(tensor) }
    }
    for name in ["lora_A", "lora_B"] { _ = noGrad { parameter(name).fill_(0) } }
    return zip(dequantizedWeight().scalars, exact.scalars).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}
