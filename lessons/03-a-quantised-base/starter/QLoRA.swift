import TensorKit

/// What you throw: `throw QuantError("r is 0")`.
struct QuantError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

// Block A

/// A weight in one byte per number: integers from −127 to 127, and one scale per row.
struct Int8Weight {
  /// int8 [out, in]
  var values: Tensor
  /// float32 [out]: the largest |weight| of each row
  var absmax: Tensor
}

/// The largest |w| of each row: [out, in] → float32 [out].
func rowAbsmax(_ w: Tensor) -> Tensor {
  // TODO: Block A, step 1: the largest absolute value of each row.
  Tensor.zeros([1])
}

/// round(w / absmax · 127), row by row; ties go to the even number. A row of zeros stays zeros.
func quantizeInt8(_ w: Tensor) -> Int8Weight {
  // TODO: Block A, step 2: divide each row by its absmax, times 127, round, int8.
  Int8Weight(values: Tensor.zeros([1]), absmax: Tensor.zeros([1]))
}

/// values · absmax / 127: float32 [out, in].
func dequantizeInt8(_ weight: Int8Weight) -> Tensor {
  // TODO: Block A, step 3: back to float32.
  Tensor.zeros([1])
}

// Block B

// TODO: Block B, step 1: the sixteen values, in ascending order.
let nf4Code: [Float] = []

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

/// The largest |x| of each block along the flattened order: float32 [⌈n/size⌉].
func blockAbsmax(_ x: Tensor, size: Int = 64) -> Tensor {
  // TODO: Block B, step 2: the largest absolute value of each block.
  Tensor.zeros([0])
}

/// For each number the index of the nearest value of the code, which ascends: int64, of x's shape.
/// In the middle between two values it is the lower one's.
func nearestIndices(_ x: Tensor, code: [Float]) -> Tensor {
  // TODO: Block B, step 3: which value is nearest?
  Tensor.zeros([0])
}

/// Two indices a byte, the first in the high half: [n] → uint8 [⌈n/2⌉]. An odd last one has 0 beside
/// it.
func packNibbles(_ indices: Tensor) -> Tensor {
  // TODO: Block B, step 4: first · 16 + second.
  Tensor.zeros([0])
}

/// The first `count` indices: uint8 [⌈count/2⌉] → int64 [count].
func unpackNibbles(_ packed: Tensor, count: Int) -> Tensor {
  // TODO: Block B, step 4: both halves of each byte, in their order.
  Tensor.zeros([0])
}

/// Each number divided by its block's absmax, as the index of the nearest of the sixteen values.
func quantizeNF4(_ w: Tensor, blockSize: Int = 64) -> NF4Weight {
  // TODO: Block B, step 5: absmax, divide, nearest, pack.
  NF4Weight(packed: Tensor.zeros([0]), absmax: Tensor.zeros([0]), shape: [], blockSize: 0)
}

/// code[index] · absmax of the block: float32, in the weight's shape.
func dequantizeNF4(_ weight: NF4Weight) -> Tensor {
  // TODO: Block B, step 6: unpack, look up, multiply, reshape.
  Tensor.zeros([0])
}

// Block C

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
func quantizeAbsmax(_ absmax: Tensor, code: [Float], blockSize: Int = 256) -> DoubleAbsmax {
  // TODO: Block C, step 1: less the mean, in blocks, the nearest of the code.
  DoubleAbsmax(indices: Tensor.zeros([0]), absmax: Tensor.zeros([0]), offset: 0, blockSize: 0)
}

/// code[index] · absmax of the block + offset: float32 [n].
func dequantizeAbsmax(_ absmax: DoubleAbsmax, code: [Float]) -> Tensor {
  // TODO: Block C, step 2: look up, multiply, add the mean.
  Tensor.zeros([0])
}

/// The bits that a parameter costs, its share of the scales included.
func bitsPerParameter(blockSize: Int, doubleBlock: Int? = nil) -> Double {
  // TODO: Block C, step 3: 4 bits, and a share of what the block keeps.
  0
}

// Block D

// Helpers of your own, such as a Function, stand here, above the class.

/// A Linear whose weight is frozen in four bits and, beside it, a low-rank branch in float32:
/// y = x Ŵᵀ + b + (α/r) · x Aᵀ Bᵀ.
///
/// The checks find what you register: the buffers "packed", "absmax_indices", "absmax_scales" and
/// "absmax_offset", and the parameters "bias", "lora_A" [r, in] and "lora_B" [out, r].
final class QLoRALinear: Module {
  init(_ base: Linear, code: [Float], r: Int = 8, alpha: Float = 16) throws {
    // TODO: Block D, step 1: check the options, keep what the methods will need.
    super.init()
    // TODO: Block D, step 1: quantise, and register buffers, bias, A and B.
  }

  /// Ŵ, without a graph: float32 [out, in].
  func dequantizedWeight() -> Tensor {
    // TODO: Block D, step 1: first the scales, then the weight.
    Tensor.zeros([0])
  }

  /// x: [..., in] → [..., out]
  override func forward(_ x: Tensor) -> Tensor {
    // TODO: Block D, step 2: the base's product, the bias, the scaled branch.
    // TODO: Block D, step 3: let the gradient through to x.
    Tensor.zeros(x.shape)
  }

  /// A plain Linear in float32 that computes what this layer does, nothing rounded.
  func mergedLinear() -> Linear {
    // TODO: Block D, step 4: Ŵ + (α/r)·B·A and the bias.
    Linear(1, 1)
  }

  /// Adds the branch to the base and quantises the sum again; A and B are zero afterwards. Returns
  /// what that rounds away: the largest |new Ŵ − (old Ŵ + (α/r)·B·A)|.
  @discardableResult
  func merge() -> Float {
    // TODO: Block D, step 5: quantise the sum, zero A and B, return what is lost.
    .nan
  }
}
