import TensorKit

/// The README's program, compiled and run as it stands there between the two marks. It prints
/// through `print`, so that a test can read what it says.
func twentyLines(print: (Int, Double) -> Void) {
  // README begins
  final class LoRA: Module {
    init(_ base: Linear, r: Int) {
      super.init()
      register("base", base).requiresGrad(false)
      register("A", Parameter(Init.kaimingUniform(.zeros(r, base.inFeatures), a: 5.0.squareRoot())))
      register("B", Parameter(.zeros(base.outFeatures, r)))
    }
    override func forward(_ x: Tensor) -> Tensor {
      child("base")(x) + linear(linear(x, parameter("A")), parameter("B")) * 2  // α/r
    }
  }

  let (layer, x) = (LoRA(Linear(64, 48), r: 8), Tensor.randn(256, 64))
  let target = layer(x).detach() + linear(linear(x, .randn(4, 64)), .randn(48, 4)) * 0.05
  let optimizer = AdamW(layer.parameters().filter(\.requiresGrad), lr: 1e-2)
  for step in 0...200 {
    optimizer.zeroGrad()
    let loss = mseLoss(layer(x), target)
    loss.backward()
    optimizer.step()
    if step % 50 == 0 { print(step, loss.item()) }
  }
  // README ends
}
