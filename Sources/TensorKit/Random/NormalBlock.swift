#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sixteen uniforms into sixteen normals, by Box and Muller: u₁ are the first eight, u₂ the last.
struct NormalBlock {
  static let size = 16

  // Not 2 · Float.pi: Swift rounds that constant towards zero, PyTorch to the nearest.
  private static let turn = Float(2 * Double.pi)

  let mean: Float
  let std: Float

  func transform(_ values: inout [Float], from start: Int) {
    for i in start..<start + 8 {
      let radius = (-2 * CephesFloat.log(1 - values[i])).squareRoot()
      let angle = CephesFloat.sinCos(Self.turn * values[i + 8])
      values[i] = mean.addingProduct(radius * angle.cos, std)
      values[i + 8] = mean.addingProduct(radius * angle.sin, std)
    }
  }

  static func transform(_ values: inout [Double], from start: Int, mean: Double, std: Double) {
    for i in start..<start + 8 {
      let radius = (-2 * log(1 - values[i])).squareRoot()
      let angle = 2 * Double.pi * values[i + 8]
      values[i] = radius * cos(angle) * std + mean
      values[i + 8] = radius * sin(angle) * std + mean
    }
  }
}
