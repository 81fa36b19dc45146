import ProbeKit
import TensorKit

// Block B: the six targets of a layer, and all layers. Only one of the shapes has dFF = 4·h.

private enum BenchB {
  struct Size {
    let width: Int
    let dFF: Int
    let layers: Int
    let r: Int
  }

  /// What a function gives for sizes that nobody can have written down beforehand.
  static func surprises(_ out: Recorder, _ function: (Size) -> Int) -> Tensor {
    Tensor(ints: sizes(out).map(function))
  }

  static func sizes(_ out: Recorder) -> [Size] {
    out.surprises(6) { draw in
      Size(width: draw(8..<300), dFF: draw(8..<900), layers: draw(1..<20), r: draw(1..<30))
    }
  }
}

func probesB(_ probe: Probes) {
  probe("target_weights") { out in
    out.record("targetWeights(width: 64, dFF: 256)", targetWeights(width: 64, dFF: 256))
    out.record("targetWeights(width: 64, dFF: 172)", targetWeights(width: 64, dFF: 172))
    out.record("targetWeights(width: 48, dFF: 160)", targetWeights(width: 48, dFF: 160))
    out.record("targetWeights(width: 64, dFF: 16)", targetWeights(width: 64, dFF: 16))
    out.record("targetWeights(width: 1, dFF: 1)", targetWeights(width: 1, dFF: 1))
    out.record(
      "other_sizes", BenchB.surprises(out) { targetWeights(width: $0.width, dFF: $0.dFF) })
  }

  probe("lora_per_layer") { out in
    out.record("loraPerLayer(width: 64, dFF: 256, r: 8)", loraPerLayer(width: 64, dFF: 256, r: 8))
    out.record("loraPerLayer(width: 64, dFF: 172, r: 8)", loraPerLayer(width: 64, dFF: 172, r: 8))
    out.record("loraPerLayer(width: 48, dFF: 160, r: 6)", loraPerLayer(width: 48, dFF: 160, r: 6))
    out.record("loraPerLayer(width: 64, dFF: 16, r: 9)", loraPerLayer(width: 64, dFF: 16, r: 9))
    out.record("loraPerLayer(width: 1, dFF: 1, r: 1)", loraPerLayer(width: 1, dFF: 1, r: 1))
    out.record(
      "other_sizes",
      BenchB.surprises(out) { loraPerLayer(width: $0.width, dFF: $0.dFF, r: $0.r) })
  }

  probe("lora_per_model") { out in
    out.record(
      "loraPerModel(width: 64, dFF: 256, layers: 2, r: 8)",
      loraPerModel(width: 64, dFF: 256, layers: 2, r: 8))
    out.record(
      "loraPerModel(width: 64, dFF: 256, layers: 4, r: 8)",
      loraPerModel(width: 64, dFF: 256, layers: 4, r: 8))
    out.record(
      "loraPerModel(width: 48, dFF: 160, layers: 3, r: 6)",
      loraPerModel(width: 48, dFF: 160, layers: 3, r: 6))
    out.record(
      "loraPerModel(width: 48, dFF: 160, layers: 1, r: 1)",
      loraPerModel(width: 48, dFF: 160, layers: 1, r: 1))
    out.record(
      "other_sizes",
      BenchB.surprises(out) {
        loraPerModel(width: $0.width, dFF: $0.dFF, layers: $0.layers, r: $0.r)
      })
  }

  probe("lora_tensors") { out in
    out.record("loraTensors(layers: 1)", loraTensors(layers: 1))
    out.record("loraTensors(layers: 2)", loraTensors(layers: 2))
    out.record("loraTensors(layers: 7)", loraTensors(layers: 7))
    out.record("other_sizes", BenchB.surprises(out) { loraTensors(layers: $0.layers) })
  }

  probe("lora_ratio") { out in
    out.record("loraRatio(width: 64, dFF: 256, r: 8)", loraRatio(width: 64, dFF: 256, r: 8))
    out.record(
      "loraRatio(width: 4096, dFF: 16384, r: 8)", loraRatio(width: 4096, dFF: 16_384, r: 8))
    out.record("loraRatio(width: 64, dFF: 172, r: 8)", loraRatio(width: 64, dFF: 172, r: 8))
    out.record("loraRatio(width: 48, dFF: 160, r: 6)", loraRatio(width: 48, dFF: 160, r: 6))
    out.record("loraRatio(width: 4, dFF: 5, r: 9)", loraRatio(width: 4, dFF: 5, r: 9))
    out.record(
      "loraRatio(width: 12_289, dFF: 49_157, r: 1001)",
      loraRatio(width: 12_289, dFF: 49_157, r: 1001))
    let ratios: [Double] = BenchB.sizes(out).map {
      loraRatio(width: $0.width, dFF: $0.dFF, r: $0.r)
    }
    out.record("other_sizes", Tensor(ratios, dtype: .float64))
  }

  // Odd sizes of a very large model: a Float rounds such counts, an Int does not.
  probe("counts_are_exact") { out in
    out.record(
      "targetWeights(width: 12_289, dFF: 49_157)", targetWeights(width: 12_289, dFF: 49_157))
    out.record(
      "loraPerLayer(width: 12_289, dFF: 49_157, r: 1001)",
      loraPerLayer(width: 12_289, dFF: 49_157, r: 1001))
    out.record(
      "loraPerModel(width: 12_289, dFF: 49_157, layers: 97, r: 1001)",
      loraPerModel(width: 12_289, dFF: 49_157, layers: 97, r: 1001))
  }
}
