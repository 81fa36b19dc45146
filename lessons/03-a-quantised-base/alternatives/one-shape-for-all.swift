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

/// What four bits and a code say of a weight, under the names that a state dictionary shows.
private enum Kept: String, CaseIterable {
  case packed, absmax_indices, absmax_scales, absmax_offset

  static func all(of w: Tensor, _ code: [Float]) -> [Kept: Tensor] {
    let weight = quantizeNF4(w.detach())
    let scales = quantizeAbsmax(weight.absmax, code: code)
    return [
      .packed: weight.packed, .absmax_indices: scales.indices, .absmax_scales: scales.absmax,
      .absmax_offset: Tensor.full([1], scales.offset),
    ]
  }
}

final class QLoRALinear: Module {
  private let (sides, table): ([Int], [Float])
  private let strength: Float

  init(_ base: Linear, code: [Float], r: Int = 8, alpha: Float = 16) throws {
    let problem: String? =
      switch (r, alpha, code.count) {
      case (...0, _, _): "a rank of \(r)"
      case (_, let a, _) where a.isNaN || a.isInfinite: "an alpha of \(a)"
      case (_, _, let n) where n != 256: "\(n) values"
      default: code.indices.dropLast().allSatisfy { code[$0] < code[$0 + 1] } ? nil : "no order"
      }
    if let problem { throw QuantError(problem) }
    sides = base.weight.shape
    table = code
    strength = alpha / Float(r)
    super.init()
    let thin = Tensor.zeros([r, sides[1]])
    register("lora_A", Parameter(Init.kaimingUniform(thin, a: Double(5).squareRoot())))
    register("lora_B", Parameter(Tensor.zeros([sides[0], r])))
    replaceKept(by: base.weight)
    guard let bias = base.bias else { return }
    register("bias", Parameter(bias.detach().clone().to(.float32), requiresGrad: false))
  }

  private func replaceKept(by w: Tensor) {
    let all = Kept.all(of: w, table)
    for kept in Kept.allCases { registerBuffer(kept.rawValue, all[kept] ?? Tensor.zeros([0])) }
  }

  private subscript(_ kept: Kept) -> Tensor { bufferIfPresent(kept.rawValue) ?? Tensor.zeros([0]) }

  func dequantizedWeight() -> Tensor {
    let scales = dequantizeAbsmax(
      DoubleAbsmax(
        indices: self[.absmax_indices], absmax: self[.absmax_scales],
        offset: Float(self[.absmax_offset].sum().item()), blockSize: 256), code: table)
    return dequantizeNF4(
      NF4Weight(packed: self[.packed], absmax: scales, shape: sides, blockSize: 64)
    ).detach()
  }

  private var bias: Tensor { parameterIfPresent("bias") ?? Tensor.zeros([sides[0]]) }

  override func forward(_ x: Tensor) -> Tensor {
    let low = linear(x, parameter("lora_A"))
    return linear(low * strength, parameter("lora_B")) + linear(x, dequantizedWeight()) + bias
  }

  private func sum() -> Tensor {
    let (a, b) = (parameter("lora_A").detach(), parameter("lora_B").detach())
    return matmul(b * strength, a) + dequantizedWeight()
  }

  func mergedLinear() -> Linear {
    let own = parameterIfPresent("bias").map { $0.detach() + 0 }
    return Linear(weight: sum(), bias: own)
  }

  @discardableResult
  func merge() -> Float {
    let wanted = sum()
    replaceKept(by: wanted)
    noGrad {
      parameter("lora_A").mul_(0)
      parameter("lora_B").mul_(0)
    }
    return Float((wanted - dequantizedWeight()).abs().amax().item())
  }
}
