// caught-by: merge_weight
// breaks: merge_requantises
// en: After merge the new Ŵ is far from the sum: the branch is lost, or a buffer has its old
//   value. Form the sum before A and B become zero, and give all four buffers what it quantises
//   to.
// es: Después de merge el nuevo Ŵ queda lejos de la suma: la rama se pierde o un buffer conserva
//   su valor anterior. Forma la suma antes de que A y B pasen a cero y pon en los cuatro buffers
//   lo que resulta de cuantizarla.

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
  let (rows, columns) = (w.shape[0], w.shape[1])
  let numbers = w.scalars
  return Tensor(
    (0..<rows).map { row in
      var largest: Float = 0
      for column in 0..<columns { largest = max(largest, abs(numbers[row * columns + column])) }
      return largest
    })
}

func quantizeInt8(_ w: Tensor) -> Int8Weight {
  let columns = w.shape[1]
  let absmax = rowAbsmax(w).scalars
  let bytes = w.scalars.enumerated().map { index, number in
    let largest = absmax[index / columns]
    return largest == 0 ? 0 : Int((number / largest * 127).rounded(.toNearestOrEven))
  }
  return Int8Weight(
    values: Tensor(ints: bytes, shape: w.shape).to(.int8), absmax: Tensor(absmax))
}

func dequantizeInt8(_ weight: Int8Weight) -> Tensor {
  let columns = weight.values.shape[1]
  let absmax = weight.absmax.scalars
  let floats = weight.values.ints().enumerated().map { index, byte in
    Float(byte) * absmax[index / columns] / 127
  }
  return Tensor(floats, shape: weight.values.shape)
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

func blockAbsmax(_ x: Tensor, size: Int = 64) -> Tensor {
  var largest = [Float](repeating: 0, count: (x.count + size - 1) / size)
  for (index, number) in x.scalars.enumerated() {
    largest[index / size] = max(largest[index / size], number.magnitude)
  }
  return Tensor(largest)
}

/// The first place at which the code's value is not below the number, or the one before it.
private func nearest(_ number: Float, _ code: [Float]) -> Int {
  var (low, high) = (0, code.count - 1)
  while low < high {
    let middle = (low + high) / 2
    if code[middle] < number { low = middle + 1 } else { high = middle }
  }
  guard low > 0 else { return 0 }
  return number - code[low - 1] <= code[low] - number ? low - 1 : low
}

func nearestIndices(_ x: Tensor, code: [Float]) -> Tensor {
  Tensor(ints: x.scalars.map { nearest($0, code) }, shape: x.shape)
}

func packNibbles(_ indices: Tensor) -> Tensor {
  var bytes: [Int] = []
  for (place, index) in indices.ints().enumerated() {
    if place % 2 == 0 { bytes.append(index << 4) } else { bytes[place / 2] |= index }
  }
  return Tensor(ints: bytes).to(.uint8)
}

func unpackNibbles(_ packed: Tensor, count: Int) -> Tensor {
  let bytes = packed.ints()
  return Tensor(ints: (0..<count).map { $0 % 2 == 0 ? bytes[$0 / 2] >> 4 : bytes[$0 / 2] & 15 })
}

func quantizeNF4(_ w: Tensor, blockSize: Int = 64) -> NF4Weight {
  let absmax = blockAbsmax(w, size: blockSize)
  let scales = absmax.scalars
  let indices = w.scalars.enumerated().map { place, number in
    let scale = scales[place / blockSize]
    return scale > 0 ? nearest(number / scale, nf4Code) : 7
  }
  return NF4Weight(
    packed: packNibbles(Tensor(ints: indices)), absmax: absmax, shape: w.shape,
    blockSize: blockSize)
}

func dequantizeNF4(_ weight: NF4Weight) -> Tensor {
  let scales = weight.absmax.scalars
  let indices = unpackNibbles(weight.packed, count: weight.shape.reduce(1, *)).ints()
  let floats = indices.enumerated().map { nf4Code[$1] * scales[$0 / weight.blockSize] }
  return Tensor(floats, shape: weight.shape)
}

struct DoubleAbsmax {
  var indices: Tensor
  var absmax: Tensor
  var offset: Float
  var blockSize: Int
}

func quantizeAbsmax(_ absmax: Tensor, code: [Float], blockSize: Int = 256) -> DoubleAbsmax {
  let numbers = absmax.scalars
  var sum: Double = 0
  for number in numbers { sum += Double(number) }
  let offset = Float(sum / Double(numbers.count))
  let centred = numbers.map { $0 - offset }
  let scales = blockAbsmax(Tensor(centred), size: blockSize).scalars
  let indices = centred.enumerated().map { place, number in
    let scale = scales[place / blockSize]
    return nearest(scale == 0 ? 0 : number / scale, code)
  }
  return DoubleAbsmax(
    indices: Tensor(ints: indices).to(.uint8), absmax: Tensor(scales), offset: offset,
    blockSize: blockSize)
}

func dequantizeAbsmax(_ absmax: DoubleAbsmax, code: [Float]) -> Tensor {
  let scales = absmax.absmax.scalars
  return Tensor(
    absmax.indices.ints().enumerated().map { place, index in
      code[index] * scales[place / absmax.blockSize] + absmax.offset
    })
}

func bitsPerParameter(blockSize: Int, doubleBlock: Int? = nil) -> Double {
  // The bits of a whole block, or of a block of blocks, by how many numbers are in it.
  let scales = doubleBlock ?? 1
  let numbers = blockSize * scales
  let bits = 4 * numbers + 32 + (doubleBlock == nil ? 0 : 8 * scales)
  return Double(bits) / Double(numbers)
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

final class QLoRALinear: Module {
  private let rows: Int
  private let columns: Int
  private let code: [Float]
  private let rank: Int
  private let alpha: Float

  init(_ base: Linear, code: [Float], r: Int = 8, alpha: Float = 16) throws {
    guard r > 0, alpha - alpha == 0 else { throw QuantError("r = \(r), alpha = \(alpha)") }
    var ascends = code.count == 256
    for place in code.indices.dropFirst() where code[place - 1] >= code[place] { ascends = false }
    guard ascends else { throw QuantError("the code must have 256 values that ascend") }
    rows = base.weight.shape[0]
    columns = base.weight.shape[1]
    self.code = code
    rank = r
    self.alpha = alpha
    super.init()
    if let bias = base.bias {
      register("bias", Parameter(Tensor(bias.scalars), requiresGrad: false))
    }
    let bound = 1 / Double(columns).squareRoot()
    register("lora_A", Parameter(Tensor.zeros([r, columns]).uniform_(-bound, bound)))
    register("lora_B", Parameter(Tensor.zeros([rows, r])))
    let four = quantizeNF4(base.weight.detach())
    let eight = quantizeAbsmax(four.absmax, code: code)
    registerBuffer("absmax_offset", Tensor([eight.offset]))
    registerBuffer("absmax_scales", eight.absmax)
    registerBuffer("absmax_indices", eight.indices)
    registerBuffer("packed", four.packed)
  }

  private subscript(name: String) -> Tensor { bufferIfPresent(name) ?? Tensor.zeros([1]) }

  func dequantizedWeight() -> Tensor {
    let eight = DoubleAbsmax(
      indices: self["absmax_indices"], absmax: self["absmax_scales"],
      offset: Float(self["absmax_offset"].item()), blockSize: 256)
    return dequantizeNF4(
      NF4Weight(
        packed: self["packed"], absmax: dequantizeAbsmax(eight, code: code),
        shape: [rows, columns], blockSize: 64))
  }

  override func forward(_ x: Tensor) -> Tensor {
    let product = Lazily { self.dequantizedWeight() }
    let base = parameterIfPresent("bias").map { product.apply(x, $0) } ?? product.apply(x)
    let thin = linear(x * alpha, parameter("lora_A"))
    return base + linear(thin, parameter("lora_B")) / Float(rank)
  }

  func mergedLinear() -> Linear {
    let bias = parameterIfPresent("bias").map { Tensor($0.scalars) }
    return Linear(weight: summed(), bias: bias)
  }

  private func summed() -> Tensor {
    let (a, b) = (parameter("lora_A").detach(), parameter("lora_B").detach())
    return dequantizedWeight() + matmul(b * (alpha / Float(rank)), a)
  }

  /// Writes the new numbers into the buffers that are there.
  @discardableResult
  func merge() -> Float {
    let sum = summed()
    let four = quantizeNF4(sum)
    let eight = quantizeAbsmax(four.absmax, code: code)
    noGrad {
      self["packed"].copy_(four.packed)
      self["absmax_indices"].copy_(eight.indices)
      self["absmax_scales"].copy_(eight.absmax)
      parameter("lora_A").mul_(0)
      parameter("lora_B").mul_(0)
    }
    let lost = dequantizedWeight() - sum
    return Float(max(lost.max().item(), -lost.min().item()))
  }
}
