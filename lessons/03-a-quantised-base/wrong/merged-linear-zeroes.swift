// caught-by: merged_linear_alone
// breaks: layer_unchanged
// en: After mergedLinear A and B are zero, and the layer computes something else. It stays as it
//   is: only merge() changes it.
// es: Después de mergedLinear, A y B son cero y la capa calcula otra cosa. Se queda como está:
//   solo merge() la cambia.

import TensorKit

// MARK: - Block A: eight bits, row by row

/// A weight in one byte per number: integers from −127 to 127, and one scale per row.
struct Int8Weight {
  /// int8 [out, in]
  var values: Tensor
  /// float32 [out]: the largest |weight| of each row
  var absmax: Tensor
}

/// The largest |w| of each row: [out, in] → float32 [out].
func rowAbsmax(_ w: Tensor) -> Tensor { w.to(.float32).abs().amax(dim: 1) }

/// round(w / absmax · 127), row by row; ties go to the even number. A row of zeros stays zeros.
func quantizeInt8(_ w: Tensor) -> Int8Weight {
  let absmax = rowAbsmax(w)
  let scaled = w.to(.float32) / divisors(absmax).unsqueeze(1) * 127
  return Int8Weight(values: scaled.round().to(.int8), absmax: absmax)
}

/// values · absmax / 127: float32 [out, in].
func dequantizeInt8(_ weight: Int8Weight) -> Tensor {
  weight.values * (weight.absmax.unsqueeze(1) / 127)
}

/// The scales, with 1 for 0: 0/0 would be NaN, which is no number to round, and 0/1 is the 0 that is
/// wanted.
private func divisors(_ absmax: Tensor) -> Tensor { absmax.maskedFill(absmax.eq(0), 1) }

// MARK: - Block B: NF4 in blocks of 64

/// The sixteen values of NF4: quantiles of a normal distribution, scaled to −1 ... 1, with an exact
/// zero among them. Dettmers et al., arXiv:2305.14314, appendix E.
let nf4Code: [Float] = [
  -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453,
  -0.28444138169288635, -0.18477343022823334, -0.09105003625154495, 0.0,
  0.07958029955625534, 0.16093020141124725, 0.24611230194568634, 0.33791524171829224,
  0.44070982933044434, 0.5626170039176941, 0.7229568362236023, 1.0,
]

/// A weight in four bits per number, and one scale per block.
struct NF4Weight {
  /// uint8 [⌈n/2⌉]: two indices a byte, the first in the high half
  var packed: Tensor
  /// float32 [⌈n/blockSize⌉]
  var absmax: Tensor
  /// the weight's own
  var shape: [Int]
  var blockSize: Int
}

/// x, flattened and cut into blocks: float32 [⌈n/size⌉, size], the last one filled up with zeros.
private func blocks(_ x: Tensor, size: Int) -> Tensor {
  let flat = x.to(.float32).flatten()
  let lacking = (size - flat.count % size) % size
  let full = lacking == 0 ? flat : Tensor.cat([flat, Tensor.zeros(lacking)])
  return full.reshape(-1, size)
}

/// The first `count` numbers of the blocks, one after the other: what filled the last one up is gone.
private func joined(_ blocks: Tensor, count: Int) -> Tensor {
  blocks.flatten().narrow(dim: 0, start: 0, length: count)
}

/// The largest |x| of each block along the flattened order: float32 [⌈n/size⌉].
func blockAbsmax(_ x: Tensor, size: Int = 64) -> Tensor {
  // Zeros at the end change no largest absolute value.
  blocks(x, size: size).abs().amax(dim: 1)
}

/// For each number the index of the nearest value of the code, which ascends: int64, of x's shape.
/// In the middle between two values it is the lower one's.
func nearestIndices(_ x: Tensor, code: [Float]) -> Tensor {
  // The nearer of two neighbours changes in the middle between them. So the index is the number of
  // middles that x lies above: one comparison per middle, and no table of distances.
  let index = Tensor.zeros(x.shape, dtype: .int64)
  for (low, high) in zip(code, code.dropFirst()) { index.add_(x.gt((low + high) / 2)) }
  return index
}

/// Two indices a byte, the first in the high half: [n] → uint8 [⌈n/2⌉]. An odd last one has 0 beside
/// it.
func packNibbles(_ indices: Tensor) -> Tensor {
  let odd = Tensor.zeros(indices.count % 2, dtype: .int64)
  let pairs = Tensor.cat([indices, odd]).reshape(-1, 2)
  return (pairs.select(dim: 1, 0) * 16 + pairs.select(dim: 1, 1)).to(.uint8)
}

/// The first `count` indices: uint8 [⌈count/2⌉] → int64 [count].
func unpackNibbles(_ packed: Tensor, count: Int) -> Tensor {
  let high = (packed / 16).to(.int64)  // cuts the fraction off, which is the low half
  let low = packed & Tensor(ints: [15])
  return joined(Tensor.stack([high, low], dim: 1), count: count)
}

/// Each number divided by its block's absmax, as the index of the nearest of the sixteen values.
func quantizeNF4(_ w: Tensor, blockSize: Int = 64) -> NF4Weight {
  let absmax = blockAbsmax(w, size: blockSize)
  let scaled = blocks(w, size: blockSize) / divisors(absmax).unsqueeze(1)
  let indices = nearestIndices(joined(scaled, count: w.count), code: nf4Code)
  return NF4Weight(
    packed: packNibbles(indices), absmax: absmax, shape: w.shape, blockSize: blockSize)
}

/// code[index] · absmax of the block: float32, in the weight's shape.
func dequantizeNF4(_ weight: NF4Weight) -> Tensor {
  let count = weight.shape.reduce(1, *)
  let indices = unpackNibbles(weight.packed, count: count)
  let values = Tensor(nf4Code).indexSelect(dim: 0, index: indices)
  let scaled = blocks(values, size: weight.blockSize) * weight.absmax.unsqueeze(1)
  return joined(scaled, count: count).reshape(weight.shape)
}

// MARK: - Block C: double quantisation

/// A row of scales in one byte each: indices into a code of 256 values, one scale per block of them,
/// and the mean of all, which was subtracted first.
struct DoubleAbsmax {
  /// uint8 [n]
  var indices: Tensor
  /// float32 [⌈n/blockSize⌉]
  var absmax: Tensor
  /// the mean that was subtracted
  var offset: Float
  var blockSize: Int
}

/// The scales of NF4's blocks, float32 [n], each in a byte. `code` has 256 values within −1 ... 1 and
/// ascends.
///
/// Scales are positive and much alike. Less their mean they are small and of either sign, which is
/// what a signed code is for.
func quantizeAbsmax(_ absmax: Tensor, code: [Float], blockSize: Int = 256) -> DoubleAbsmax {
  let offset = Float(absmax.mean().item())
  let centred = absmax - offset
  let largest = blockAbsmax(centred, size: blockSize)
  let scaled = blocks(centred, size: blockSize) / divisors(largest).unsqueeze(1)
  let indices = nearestIndices(joined(scaled, count: absmax.count), code: code)
  return DoubleAbsmax(
    indices: indices.to(.uint8), absmax: largest, offset: offset, blockSize: blockSize)
}

/// code[index] · absmax of the block + offset: float32 [n].
func dequantizeAbsmax(_ absmax: DoubleAbsmax, code: [Float]) -> Tensor {
  let values = Tensor(code).indexSelect(dim: 0, index: absmax.indices.to(.int64))
  let scaled = blocks(values, size: absmax.blockSize) * absmax.absmax.unsqueeze(1)
  return joined(scaled, count: values.count) + absmax.offset
}

/// The bits that a parameter costs: four of its own, and its share of what its block keeps. That is
/// 32 bits for a scale, or with double quantisation 8, and a share of the 32 of the scale's own block.
/// 4.5 for blocks of 64; with 256 scales in a block, 4.127.
func bitsPerParameter(blockSize: Int, doubleBlock: Int? = nil) -> Double {
  let scale = doubleBlock.map { 8 + 32 / Double($0) } ?? 32
  return 4 + scale / Double(blockSize)
}

// MARK: - Block D: QLoRALinear

/// Why a layer cannot be built.
struct QuantError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A Linear whose weight is frozen in four bits and, beside it, a low-rank branch in float32:
///
/// ```
/// y = x Ŵᵀ + b  +  (α/r) · x Aᵀ Bᵀ
/// ```
///
/// Ŵ, [out, in], is what the four bits stand for. It is made anew at each use and kept nowhere.
/// Dettmers et al., arXiv:2305.14314.
final class QLoRALinear: Module {
  private let shape: [Int]
  private let code: [Float]
  private let scale: Float

  /// Takes over the numbers of `base`, which stays as it is.
  ///
  /// - code: the 256 values in which the scales are kept, ascending.
  /// - Throws: QuantError if r is below 1, α is not finite, or the code is not of 256 ascending values.
  init(_ base: Linear, code: [Float], r: Int = 8, alpha: Float = 16) throws {
    guard r >= 1 else { throw QuantError("r is \(r), and a rank is at least 1") }
    guard alpha.isFinite else {
      throw QuantError("alpha is \(alpha), which is not a finite number")
    }
    guard code.count == 256, zip(code, code.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw QuantError("the code has \(code.count) values; it needs 256, in ascending order")
    }
    self.shape = base.weight.shape
    self.code = code
    self.scale = alpha / Float(r)
    super.init()

    keep(base.weight.detach())
    if let bias = base.bias {
      register("bias", Parameter(bias.to(.float32).clone(), requiresGrad: false))
    }
    // What learns is float32: four bits would round a gradient step away.
    let a = Tensor.zeros(r, base.inFeatures)
    register("lora_A", Parameter(Init.kaimingUniform(a, a: 5.0.squareRoot())))
    register("lora_B", Parameter(Tensor.zeros(base.outFeatures, r)))
  }

  /// Quantises w, [out, in], and then its scales, and registers what is left as buffers: a state
  /// dictionary has them, and no optimiser does.
  private func keep(_ w: Tensor) {
    let weight = quantizeNF4(w)
    let scales = quantizeAbsmax(weight.absmax, code: code)
    registerBuffer("packed", weight.packed)
    registerBuffer("absmax_indices", scales.indices)
    registerBuffer("absmax_scales", scales.absmax)
    registerBuffer("absmax_offset", Tensor([scales.offset]))
  }

  /// What is registered now, put together.
  private var kept: FrozenWeight {
    let scales = DoubleAbsmax(
      indices: buffer("absmax_indices"), absmax: buffer("absmax_scales"),
      offset: Float(buffer("absmax_offset").item()), blockSize: 256)
    return FrozenWeight(packed: buffer("packed"), scales: scales, shape: shape, code: code)
  }

  private func buffer(_ name: String) -> Tensor {
    guard let found = bufferIfPresent(name) else { preconditionFailure("no buffer \(name)") }
    return found
  }

  /// Ŵ, without a graph: float32 [out, in].
  func dequantizedWeight() -> Tensor { kept.dequantized() }

  /// x: [..., in] → [..., out]
  override func forward(_ x: Tensor) -> Tensor {
    let base = FrozenProduct(weight: kept).apply(x)
    let branch = linear(linear(x, parameter("lora_A")), parameter("lora_B"))
    let y = base + scale * branch
    return parameterIfPresent("bias").map { y + $0 } ?? y
  }

  /// Ŵ + (α/r)·B·A, without a graph: float32 [out, in].
  private func mergedWeight() -> Tensor {
    noGrad {
      dequantizedWeight() + scale * matmul(parameter("lora_B"), parameter("lora_A"))
    }
  }

  /// A plain Linear in float32 that computes what this layer does, nothing rounded. This layer stays
  /// as it is.
  func mergedLinear() -> Linear {
    let merged = Linear(
      weight: mergedWeight(), bias: parameterIfPresent("bias")?.detach().clone())
    noGrad {
      _ = parameter("lora_A").zero_()
      _ = parameter("lora_B").zero_()
    }
    return merged
  }

  /// Adds the branch to the base and quantises the sum again; A and B are zero afterwards.
  ///
  /// Returns what that rounds away: the largest |new Ŵ − (old Ŵ + (α/r)·B·A)|. A small branch may be
  /// lost in it whole.
  @discardableResult
  func merge() -> Float {
    let exact = mergedWeight()
    keep(exact)
    noGrad {
      parameter("lora_A").zero_()
      parameter("lora_B").zero_()
    }
    return Float((dequantizedWeight() - exact).abs().max().item())
  }
}

/// What a QLoRALinear keeps of its weight.
private struct FrozenWeight {
  var packed: Tensor
  var scales: DoubleAbsmax
  var shape: [Int]
  var code: [Float]

  /// Ŵ: first the scales, then with them the weight.
  func dequantized() -> Tensor {
    dequantizeNF4(
      NF4Weight(
        packed: packed, absmax: dequantizeAbsmax(scales, code: code), shape: shape, blockSize: 64))
  }
}

/// x Ŵᵀ. What waits for the backward pass is the weight in four bits, and Ŵ is made a second time.
private struct FrozenProduct: Function {
  let weight: FrozenWeight

  func forward(_ context: FunctionContext, _ inputs: [Tensor]) -> Tensor {
    linear(inputs[0], weight.dequantized())
  }

  /// y = x Ŵᵀ, so that ∂L/∂x = ∂L/∂y · Ŵ. Ŵ is no input, and nothing flows into it.
  func backward(_ context: FunctionContext, _ gradient: Tensor) -> [Tensor?] {
    [matmul(gradient, weight.dequantized())]
  }
}
