extension Student {
  /// Lesson 01 as its text writes the sums, a function after the other.
  static let counts = Student(
    name: "sums", lesson: "01-lora-counts",
    stages: [
      Stage("A", 1, .body("  return bias ? inputs * outputs + outputs : inputs * outputs")),
      Stage("A", 2, .body("  return r * (inputs + outputs)")),
      Stage(
        "A", 3,
        .body(
          """
            return Double(loraParameters(in: inputs, out: outputs, r: r)) / Double(inputs * outputs)
          """)),
      Stage(
        "A", 4,
        .body(
          """
            var r = 0
            while (r + 1) * (inputs + outputs) < inputs * outputs {
              r += 1
            }
            return r
          """)),
      Stage("B", 1, .body("  return 4 * width * width + 2 * width * dFF")),
      Stage(
        "B", 2,
        .body(
          """
            let attention = 4 * loraParameters(in: width, out: width, r: r)
            let mlp = 2 * loraParameters(in: width, out: dFF, r: r)
            return attention + mlp
          """)),
      Stage(
        "B", 3, .body("  return layers * loraPerLayer(width: width, dFF: dFF, r: r)"),
        .body("  return 12 * layers")),
      Stage(
        "B", 4,
        .body(
          """
            let full = targetWeights(width: width, dFF: dFF)
            return Double(loraPerLayer(width: width, dFF: dFF, r: r)) / Double(full)
          """)),
      Stage(
        "C", 1,
        .body(
          """
            var total = 0
            for p in model.parameters() {
              if !trainableOnly || p.requiresGrad {
                total += p.count
              }
            }
            return total
          """)),
      Stage(
        "C", 2,
        .body(
          """
            let h = width
            let embeddings = vocab * h + context * h
            let norms = 2 * 2 * h
            let attention = 4 * linearParameters(in: h, out: h)
            let mlp = linearParameters(in: h, out: 4 * h) + linearParameters(in: 4 * h, out: h)
            return embeddings + layers * (norms + attention + mlp) + 2 * h + vocab * h
          """)),
      Stage(
        "C", 3,
        .body(
          """
            var total = 0
            for (name, module) in model.namedModules() {
              guard let linear = module as? Linear else { continue }
              if targetModules.contains(where: { name == $0 || name.hasSuffix("." + $0) }) {
                total += loraParameters(in: linear.inFeatures, out: linear.outFeatures, r: r)
              }
            }
            return total
          """)),
      Stage("C", 4),
      Stage("D", 1, .body("  return 4 * trainable"), .body("  return 2 * 4 * trainable")),
      Stage(
        "D", 2, .body("  return 4 * frozen + 16 * trainable"),
        .body(
          """
            let full = trainingBytes(frozen: 0, trainable: frozen)
            return Double(full) / Double(trainingBytes(frozen: frozen, trainable: trainable))
          """)),
      Stage(
        "D", 3,
        .body("  return budget / loraPerModel(width: width, dFF: dFF, layers: layers, r: 1)"),
        .body(
          """
            let left = budget - 4 * frozen
            if left < 0 {
              return 0
            }
            return left / (16 * loraPerModel(width: width, dFF: dFF, layers: layers, r: 1))
          """)),
      Stage(
        "D", 4,
        .instead(of: "sharePercent = 0.0", "sharePercent = 0.3"),
        .instead(of: "loraMillions = 0.0", "loraMillions = 19.0"),
        .instead(of: "targetBillions = 0.0", "targetBillions = 6.4"),
        .instead(of: "fullGigabytes = 0.0", "fullGigabytes = 112.0"),
        .instead(of: "loraGigabytes = 0.0", "loraGigabytes = 28.3"),
        .instead(of: "rankForTenMillion = 0.0", "rankForTenMillion = 22.0")),
    ])
}
