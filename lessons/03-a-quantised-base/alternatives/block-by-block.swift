// How it differs: rows and blocks are tensors of their own, bytes are put together from strided
// slices, and the layer keeps its parameters in properties and multiplies by one summed weight.

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
  // One row after the other.
  Tensor.stack(w.detach().unbind().map { $0.to(.float32).abs().max() })
}

func quantizeInt8(_ w: Tensor) -> Int8Weight {
  let absmax = rowAbsmax(w)
  let rows = zip(w.detach().unbind(), absmax.scalars).map { row, largest in
    largest == 0 ? Tensor.zeros(row.shape) : (row.to(.float32) * (127 / largest)).round()
  }
  return Int8Weight(values: Tensor.stack(rows).to(.int8), absmax: absmax)
}

func dequantizeInt8(_ weight: Int8Weight) -> Tensor {
  let rows = zip(weight.values.unbind(), weight.absmax.scalars).map { row, largest in
    row.to(.float32) * (largest / 127)
  }
  return Tensor.stack(rows)
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

/// The blocks as tensors of their own; the last one may be shorter.
private func pieces(_ x: Tensor, _ size: Int) -> [Tensor] {
  x.detach().to(.float32).flatten().split(size)
}

func blockAbsmax(_ x: Tensor, size: Int = 64) -> Tensor {
  Tensor(pieces(x, size).map { Float($0.abs().max().item()) })
}

func nearestIndices(_ x: Tensor, code: [Float]) -> Tensor {
  // How many middles each number is above: a last dimension of comparisons, added up.
  let values = Tensor(code)
  let middles = (values[1...] + values[..<(-1)]) * 0.5
  return x.detach().unsqueeze(-1).gt(middles).sum(dim: -1)
}

func packNibbles(_ indices: Tensor) -> Tensor {
  let first = indices.slice(from: 0, step: 2)
  let second = indices.slice(from: 1, step: 2)
  var bytes = first * 16
  if second.count == first.count {
    bytes = bytes + second
  } else if second.count > 0 {
    bytes = bytes + Tensor.cat([second, Tensor.zeros([1], dtype: .int64)])
  }
  return bytes.to(.uint8)
}

func unpackNibbles(_ packed: Tensor, count: Int) -> Tensor {
  let bytes = packed.to(.int64)
  let indices = Tensor.zeros([2 * bytes.count], dtype: .int64)
  indices.slice(from: 0, step: 2).copy_((bytes / 16).floor())
  indices.slice(from: 1, step: 2).copy_(bytes & Tensor(ints: [15]))
  return indices.narrow(dim: 0, start: 0, length: count).clone()
}

func quantizeNF4(_ w: Tensor, blockSize: Int = 64) -> NF4Weight {
  let absmax = blockAbsmax(w, size: blockSize)
  let indices = zip(pieces(w, blockSize), absmax.scalars).map { piece, largest in
    nearestIndices(largest == 0 ? piece : piece / largest, code: nf4Code)
  }
  return NF4Weight(
    packed: packNibbles(Tensor.cat(indices)), absmax: absmax, shape: w.shape,
    blockSize: blockSize)
}

func dequantizeNF4(_ weight: NF4Weight) -> Tensor {
  let indices = unpackNibbles(weight.packed, count: weight.shape.reduce(1, *))
  let values = Tensor(nf4Code).gather(dim: 0, index: indices)
  let scaled = zip(values.split(weight.blockSize), weight.absmax.scalars).map { $0 * $1 }
  return Tensor.cat(scaled).view(weight.shape)
}

struct DoubleAbsmax {
  var indices: Tensor
  var absmax: Tensor
  var offset: Float
  var blockSize: Int
}

func quantizeAbsmax(_ absmax: Tensor, code: [Float], blockSize: Int = 256) -> DoubleAbsmax {
  // Added up in float32, one after the other.
  var offset: Float = 0
  for scale in absmax.scalars { offset += scale / Float(absmax.count) }
  if absmax.min().item() == absmax.max().item() { offset = Float(absmax.max().item()) }
  let rest = absmax - offset
  let scales = blockAbsmax(rest, size: blockSize)
  let indices = zip(pieces(rest, blockSize), scales.scalars).map { piece, largest in
    nearestIndices(largest == 0 ? piece : piece / largest, code: code)
  }
  return DoubleAbsmax(
    indices: Tensor.cat(indices).to(.uint8), absmax: scales, offset: offset,
    blockSize: blockSize)
}

func dequantizeAbsmax(_ absmax: DoubleAbsmax, code: [Float]) -> Tensor {
  let values = Tensor(code).gather(dim: 0, index: absmax.indices.to(.int64))
  let scaled = zip(values.split(absmax.blockSize), absmax.absmax.scalars).map {
    $0 * $1 + absmax.offset
  }
  return Tensor.cat(scaled)
}

func bitsPerParameter(blockSize: Int, doubleBlock: Int? = nil) -> Double {
  var bits = 4.0
  if let doubleBlock {
    bits += 8.0 / Double(blockSize)
    bits += 32.0 / Double(doubleBlock) / Double(blockSize)
  } else {
    bits += 32.0 / Double(blockSize)
  }
  return bits
}

final class QLoRALinear: Module {
  let lora_A: Parameter
  let lora_B: Parameter
  let bias: Parameter?
  let shape: [Int]
  let code: [Float]
  let scale: Float

  init(_ base: Linear, code: [Float], r: Int = 8, alpha: Float = 16) throws {
    guard 1... ~= r else { throw QuantError("a rank of \(r)") }
    guard !alpha.isNaN, !alpha.isInfinite else { throw QuantError("an alpha of \(alpha)") }
    guard code.count == 256 else { throw QuantError("a code of \(code.count) values") }
    guard Tensor(code).diff().gt(0).all() else { throw QuantError("a code that goes down") }
    shape = [base.outFeatures, base.inFeatures]
    self.code = code
    scale = alpha / Float(r)
    lora_A = Parameter(Tensor.zeros([r, base.inFeatures]))
    lora_B = Parameter(Tensor.zeros([base.outFeatures, r]))
    bias = base.bias.map {
      Parameter($0.detach().clone().to(.float32), requiresGrad: false)
    }
    super.init()
    Init.kaimingUniform(lora_A, a: 5.0.squareRoot())
    quantize(base.weight.detach())
  }

  private func quantize(_ weight: Tensor) {
    let four = quantizeNF4(weight)
    registerBuffer("packed", four.packed)
    let eight = quantizeAbsmax(four.absmax, code: code)
    registerBuffer("absmax_indices", eight.indices)
    registerBuffer("absmax_scales", eight.absmax)
    registerBuffer("absmax_offset", Tensor.full([1], eight.offset))
  }

  /// What the buffers hold, by name.
  private var buffers: [String: Tensor] {
    Dictionary(uniqueKeysWithValues: namedBuffers().map { ($0.name, $0.buffer) })
  }

  func dequantizedWeight() -> Tensor {
    let named = buffers
    let none = Tensor.zeros([0])
    let eight = DoubleAbsmax(
      indices: named["absmax_indices"] ?? none, absmax: named["absmax_scales"] ?? none,
      offset: named["absmax_offset"]?.scalars.first ?? 0, blockSize: 256)
    return dequantizeNF4(
      NF4Weight(
        packed: named["packed"] ?? none, absmax: dequantizeAbsmax(eight, code: code),
        shape: shape, blockSize: 64))
  }

  override func forward(_ x: Tensor) -> Tensor {
    // One product: Ŵ + scale·B·A, whose graph leads to A and B.
    linear(x, dequantizedWeight() + matmul(lora_B, lora_A) * scale, bias)
  }

  func mergedLinear() -> Linear {
    let weight = (dequantizedWeight() + matmul(lora_B, lora_A) * scale).detach()
    return Linear(weight: weight, bias: bias?.detach().clone())
  }

  @discardableResult
  func merge() -> Float {
    let goal = mergedLinear().weight
    quantize(goal.detach())
    noGrad {
      lora_A.fill_(0)
      lora_B.fill_(0)
    }
    var largest: Float = 0
    for (new, exact) in zip(dequantizedWeight().scalars, goal.scalars) {
      largest = max(largest, abs(new - exact))
    }
    return largest
  }
}
