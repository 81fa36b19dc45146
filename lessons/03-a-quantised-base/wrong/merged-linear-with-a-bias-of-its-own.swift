// caught-by: merged_linear
// breaks: merged_linear
// en: The new Linear's weight is right and its bias is not the layer's: it is the one that a new
//   Linear draws. Copy the layer's.
// es: El peso del nuevo Linear es correcto, pero su sesgo no es el de la capa: es el que sortea
//   un Linear nuevo. Copia el de la capa.

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
  let wide = w.to(.float32)
  return Tensor.stack([wide.amax(dim: 1), wide.amin(dim: 1) * -1]).amax(dim: 0)
}

func quantizeInt8(_ w: Tensor) -> Int8Weight {
  let absmax = rowAbsmax(w)
  let column = absmax.reshape(-1, 1)
  let ratio = Tensor.where(column.eq(0), 0, w.to(.float32) / column)
  return Int8Weight(values: (ratio * 127).round().to(.int8), absmax: absmax)
}

func dequantizeInt8(_ weight: Int8Weight) -> Tensor {
  einsum("oi,o->oi", weight.values.to(.float32), weight.absmax) / 127
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

private func cut(_ x: Tensor, _ size: Int) -> Tensor {
  let flat = x.to(.float32).flatten()
  let whole = Tensor.zeros([(flat.count + size - 1) / size * size])
  whole.narrow(dim: 0, start: 0, length: flat.count).copy_(flat)
  return whole.reshape(-1, size)
}

func blockAbsmax(_ x: Tensor, size: Int = 64) -> Tensor {
  noGrad { cut(x, size).abs().max(dim: 1).values }
}

func nearestIndices(_ x: Tensor, code: [Float]) -> Tensor {
  (x.unsqueeze(-1) - Tensor(code)).abs().argmin(dim: -1)
}

func packNibbles(_ indices: Tensor) -> Tensor {
  let count = indices.count
  let whole = Tensor.zeros([count + count % 2], dtype: .int64)
  whole.narrow(dim: 0, start: 0, length: count).copy_(indices)
  return (whole.reshape(-1, 2) * Tensor(ints: [16, 1])).sum(dim: 1).to(.uint8)
}

func unpackNibbles(_ packed: Tensor, count: Int) -> Tensor {
  let bytes = packed.to(.int64).unsqueeze(1)
  let both = (bytes / Tensor(ints: [16, 1])).floor().to(.int64) & Tensor(ints: [15])
  return both.flatten()[..<count]
}

func quantizeNF4(_ w: Tensor, blockSize: Int = 64) -> NF4Weight {
  noGrad {
    let absmax = blockAbsmax(w, size: blockSize)
    let rows = cut(w.detach(), blockSize)
    let column = absmax.unsqueeze(1)
    let scaled = Tensor.where(column.eq(0), 0, rows / column)
    let indices = nearestIndices(scaled, code: nf4Code).flatten()[..<w.count]
    return NF4Weight(
      packed: packNibbles(indices), absmax: absmax, shape: w.shape, blockSize: blockSize)
  }
}

func dequantizeNF4(_ weight: NF4Weight) -> Tensor {
  noGrad {
    let count = weight.shape.reduce(1, *)
    let indices = unpackNibbles(weight.packed, count: count)
    let scales = weight.absmax.repeatInterleave(weight.blockSize)[..<count]
    return (Tensor(nf4Code)[indices] * scales).reshape(weight.shape)
  }
}

struct DoubleAbsmax {
  var indices: Tensor
  var absmax: Tensor
  var offset: Float
  var blockSize: Int
}

func quantizeAbsmax(_ absmax: Tensor, code: [Float], blockSize: Int = 256) -> DoubleAbsmax {
  let mean = absmax.sum() / Float(absmax.count)
  let rest = absmax - mean
  let scales = blockAbsmax(rest, size: blockSize)
  let each = scales.repeatInterleave(blockSize)[..<absmax.count]
  let ratio = Tensor.where(each.eq(0), 0, rest / each)
  return DoubleAbsmax(
    indices: nearestIndices(ratio, code: code).to(.uint8), absmax: scales,
    offset: Float(mean.item()), blockSize: blockSize)
}

func dequantizeAbsmax(_ absmax: DoubleAbsmax, code: [Float]) -> Tensor {
  let scales = absmax.absmax.repeatInterleave(absmax.blockSize)[..<absmax.indices.count]
  return Tensor(code)[absmax.indices.to(.int64)] * scales + absmax.offset
}

func bitsPerParameter(blockSize: Int, doubleBlock: Int? = nil) -> Double {
  guard let doubleBlock else { return 4 + 32 / Double(blockSize) }
  return 4 + 8 / Double(blockSize) + 32 / Double(blockSize * doubleBlock)
}

final class QLoRALinear: Module {
  let inputs: Int
  let outputs: Int
  let code: [Float]
  let r: Int
  let alpha: Float

  init(_ base: Linear, code: [Float], r: Int = 8, alpha: Float = 16) throws {
    if r < 1 { throw QuantError("r must be 1 or more") }
    if !alpha.isFinite { throw QuantError("alpha must be finite") }
    if code.count != 256 { throw QuantError("the code must have 256 values") }
    if code != Array(Set(code)).sorted() { throw QuantError("the code must ascend") }
    (inputs, outputs) = (base.inFeatures, base.outFeatures)
    (self.code, self.r, self.alpha) = (code, r, alpha)
    super.init()
    store(base.weight)
    register("lora_A", Parameter(Tensor.zeros([r, inputs])))
    register("lora_B", Parameter(Tensor.zeros([outputs, r])))
    noGrad { _ = Init.kaimingUniform(parameter("lora_A"), a: 5.0.squareRoot()) }
    if let bias = base.bias {
      let copy = Tensor.zeros([outputs])
      noGrad { _ = copy.copy_(bias) }
      register("bias", Parameter(copy, requiresGrad: false))
    }
  }

  private func store(_ w: Tensor) {
    noGrad {
      let four = quantizeNF4(w)
      let eight = quantizeAbsmax(four.absmax, code: code)
      for (name, tensor) in [
        ("packed", four.packed), ("absmax_indices", eight.indices),
        ("absmax_scales", eight.absmax), ("absmax_offset", Tensor([eight.offset])),
      ] { registerBuffer(name, tensor) }
    }
  }

  func dequantizedWeight() -> Tensor {
    guard let packed = bufferIfPresent("packed"), let indices = bufferIfPresent("absmax_indices"),
      let scales = bufferIfPresent("absmax_scales"), let offset = bufferIfPresent("absmax_offset")
    else { fatalError("a buffer is missing") }
    return noGrad {
      let eight = DoubleAbsmax(
        indices: indices, absmax: scales, offset: offset.scalars[0], blockSize: 256)
      let four = NF4Weight(
        packed: packed, absmax: dequantizeAbsmax(eight, code: code), shape: [outputs, inputs],
        blockSize: 64)
      return dequantizeNF4(four)
    }
  }

  override func forward(_ x: Tensor) -> Tensor {
    let y = linear(x, dequantizedWeight(), parameterIfPresent("bias"))
    let branch = matmul(matmul(x, parameter("lora_A").T), parameter("lora_B").T)
    return y + branch * (alpha / Float(r))
  }

  private var change: Tensor {
    noGrad { matmul(parameter("lora_B"), parameter("lora_A")) * (alpha / Float(r)) }
  }

  func mergedLinear() -> Linear {
    let linear = Linear(inputs, outputs, bias: parameterIfPresent("bias") != nil)
    noGrad {
      _ = linear.weight.copy_(dequantizedWeight() + change)
    }
    return linear
  }

  @discardableResult
  func merge() -> Float {
    noGrad {
      let sum = dequantizedWeight() + change
      store(sum)
      for name in ["lora_A", "lora_B"] { parameter(name).zero_() }
      let lost = (dequantizedWeight() - sum).scalars
      return lost.map { $0.magnitude }.max() ?? 0
    }
  }
}
