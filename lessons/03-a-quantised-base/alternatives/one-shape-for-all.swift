// How it differs: one private struct of rows with a scale each serves int8, NF4 and the scales;
// bytes go through a table of their 256 pairs; forward is a plain linear.

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

func rowAbsmax(_ w: Tensor) -> Tensor { Rows(w).absmax }

/// Rows of numbers that share a scale each: what int8, NF4 and the scales of scales have in common.
private struct Rows {
  let numbers: Tensor
  let absmax: Tensor

  init(_ numbers: Tensor) {
    self.numbers = numbers.detach().to(.float32)
    absmax = self.numbers.abs().amax(dim: [1])
  }

  /// x, cut into rows of `size`.
  init(_ x: Tensor, size: Int) {
    let count = x.count
    let missing = (size - count % size) % size
    let flat = x.detach().reshape(-1).to(.float32)
    self.init(Tensor.cat([flat, flat[0].expand([missing]) * 0]).view(-1, size))
  }

  /// Each number by its row's scale, −1 ... 1.
  var scaled: Tensor {
    let safe = Tensor.where(absmax.gt(0), absmax, Tensor.ones(absmax.shape))
    return numbers / safe.view(-1, 1)
  }

  static func unscaled(_ numbers: Tensor, _ absmax: Tensor, size: Int) -> Tensor {
    let count = numbers.count
    let spread = absmax.unsqueeze(1).expand(absmax.count, size).reshape(-1)
    return numbers * spread.narrow(dim: 0, start: 0, length: count)
  }
}

func quantizeInt8(_ w: Tensor) -> Int8Weight {
  let rows = Rows(w)
  return Int8Weight(values: (rows.scaled * 127).round().to(.int8), absmax: rows.absmax)
}

func dequantizeInt8(_ weight: Int8Weight) -> Tensor {
  let numbers = weight.values.to(.float32).flatten() / 127
  return Rows.unscaled(numbers, weight.absmax, size: weight.values.shape[1])
    .reshape(weight.values.shape)
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

func blockAbsmax(_ x: Tensor, size: Int = 64) -> Tensor { Rows(x, size: size).absmax }

func nearestIndices(_ x: Tensor, code: [Float]) -> Tensor {
  // A place is taken by each value that is strictly nearer than the best one so far.
  var best = (x - (code.first ?? 0)).abs()
  var index = Tensor.zeros(x.shape, dtype: .int64)
  for (place, value) in code.enumerated().dropFirst() {
    let distance = (x - value).abs()
    let isNearer = distance.lt(best)
    best = Tensor.where(isNearer, distance, best)
    index = index.maskedFill(isNearer, place)
  }
  return index
}

func packNibbles(_ indices: Tensor) -> Tensor {
  let odd = indices.count % 2 == 1
  let even = odd ? Tensor.cat([indices, indices.narrow(dim: 0, start: 0, length: 1) * 0]) : indices
  let columns = even.reshape(-1, 2).unbind(dim: 1)
  return ((columns[0] * 16) | columns[1]).to(.uint8)
}

/// The two indices of each of the 256 bytes.
private func halves() -> Tensor {
  Tensor(ints: (0..<256).flatMap { [$0 / 16, $0 % 16] }, shape: [256, 2])
}

func unpackNibbles(_ packed: Tensor, count: Int) -> Tensor {
  halves().indexSelect(dim: 0, index: packed.to(.int64)).flatten()
    .narrow(dim: 0, start: 0, length: count)
}

func quantizeNF4(_ w: Tensor, blockSize: Int = 64) -> NF4Weight {
  let rows = Rows(w, size: blockSize)
  let indices = nearestIndices(rows.scaled, code: nf4Code).flatten().slice(to: w.count)
  return NF4Weight(
    packed: packNibbles(indices), absmax: rows.absmax, shape: Array(w.shape),
    blockSize: blockSize)
}

func dequantizeNF4(_ weight: NF4Weight) -> Tensor {
  // Both values of a byte at once.
  let pairs = Tensor(nf4Code)[halves()]
  let count = weight.shape.reduce(1, *)
  let numbers = pairs.indexSelect(dim: 0, index: weight.packed.to(.int64)).flatten()
  return Rows.unscaled(numbers.slice(to: count), weight.absmax, size: weight.blockSize)
    .reshape(weight.shape)
}

struct DoubleAbsmax {
  var indices: Tensor
  var absmax: Tensor
  var offset: Float
  var blockSize: Int
}

func quantizeAbsmax(_ absmax: Tensor, code: [Float], blockSize: Int = 256) -> DoubleAbsmax {
  let offset = Float(absmax.to(.float64).mean().item())
  let rows = Rows(absmax.sub(offset), size: blockSize)
  let indices = nearestIndices(rows.scaled, code: code).flatten().slice(to: absmax.count)
  return DoubleAbsmax(
    indices: indices.to(.uint8), absmax: rows.absmax, offset: offset, blockSize: blockSize)
}

extension Tensor {
  fileprivate func sub(_ number: Float) -> Tensor { self + -number }
}

func dequantizeAbsmax(_ absmax: DoubleAbsmax, code: [Float]) -> Tensor {
  let numbers = Tensor(code).indexSelect(dim: 0, index: absmax.indices.to(.int64))
  return Rows.unscaled(numbers, absmax.absmax, size: absmax.blockSize).add_(absmax.offset)
}

func bitsPerParameter(blockSize: Int, doubleBlock: Int? = nil) -> Double {
  let share = 1 / Double(blockSize)
  return 4 + (doubleBlock.map { share * 8 + share * 32 / Double($0) } ?? share * 32)
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
      if let mine = parameterIfPresent("bias") { _ = linear.bias?.copy_(mine) }
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
