import TensorKit

/// Something to time: `prepare` makes its operands, outside the clock, and returns the call.
struct Workload {
  let name: String
  var budget: Duration = .seconds(0.6)
  let prepare: () -> () -> Void

  static var all: [Workload] { kernels + layers + models }
}

extension Workload {
  private static var kernels: [Workload] {
    [16, 64, 128, 256, 512, 1024].map { n in
      Workload(name: "matmul.\(n)") {
        let (a, b) = (Tensor.randn(n, n), Tensor.randn(n, n))
        return { _ = matmul(a, b) }
      }
    } + [
      Workload(name: "add.64x64") {
        let (a, b) = (Tensor.randn(64, 64), Tensor.randn(64, 64))
        return { _ = a + b }
      },
      matrix("softmax") { $0.softmax(dim: -1) },
      matrix("gelu") { gelu($0) },
      Workload(name: "layer_norm.256x1024") {
        let (x, weight, bias) = (Tensor.randn(256, 1024), Tensor.randn(1024), Tensor.randn(1024))
        return { _ = layerNorm(x, weight: weight, bias: bias) }
      },
      matrix("sum") { $0.sum() },
    ]
  }

  private static func matrix(_ name: String, _ function: @escaping (Tensor) -> Tensor) -> Workload {
    Workload(name: "\(name).256x1024") {
      let x = Tensor.randn(256, 1024)
      return { _ = function(x) }
    }
  }

  private static var layers: [Workload] {
    [(64, 4), (512, 64)].flatMap { d, n in
      [
        Workload(name: "lora.forward.\(d).b\(n)") {
          let (layer, x) = (LoRALinear(Linear(d, d)), Tensor.randn(n, d))
          return { noGrad { _ = layer(x) } }
        },
        Workload(name: "lora.forward_backward.\(d).b\(n)") {
          let (layer, x) = (LoRALinear(Linear(d, d)), Tensor.randn(n, d))
          return {
            layer.zeroGrad()
            layer(x).sum().backward()
          }
        },
      ]
    }
  }

  private static var models: [Workload] {
    [
      Workload(name: "minigpt.lora_step.b4x32", budget: .seconds(2)) {
        trainingStep(MiniGPT().wrappedWithLoRA(), batch: 4, time: 32)
      },
      Workload(name: "minigpt.forward.b4x32") {
        let model = MiniGPT().wrappedWithLoRA()
        let ids = Tensor.randint(0, 65, [4, 32])
        return { noGrad { _ = model(ids) } }
      },
      Workload(name: "minigpt256x4.lora_step.b8x128", budget: .seconds(3)) {
        let model = MiniGPT(vocab: 65, ctx: 128, dim: 256, heads: 8, layers: 4)
        return trainingStep(model.wrappedWithLoRA(), batch: 8, time: 128)
      },
    ]
  }

  private static func trainingStep(_ model: MiniGPT, batch: Int, time: Int) -> () -> Void {
    let ids = Tensor.randint(0, 65, [batch, time])
    let targets = Tensor.randint(0, 65, [batch, time])
    let optimizer = AdamW(model.parameters().filter(\.requiresGrad), lr: 1e-3)
    return {
      let loss = crossEntropy(model(ids).view(-1, 65), targets.view(-1))
      optimizer.zeroGrad()
      loss.backward()
      optimizer.step()
    }
  }
}
