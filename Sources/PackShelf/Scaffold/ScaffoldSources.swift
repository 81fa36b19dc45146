/// The Swift files of a new pack.
enum ScaffoldSources {
  static let lesson = [
    "starter/Layer.swift": starter,
    "probes/A.swift": probes,
    "alternatives/square_root.swift": alternative,
    "wrong/mean_of_everything.swift": wrong(
      "rms_forward", breaks: "each_row_by_its_root",
      "The mean is taken over the whole tensor: one row changes the others.",
      "La media se toma sobre todo el tensor: una fila cambia las demás.",
      body:
        "let scale = ((x * x).mean() + eps).rsqrt()\n    return x * scale * parameter(\"weight\")"),
    "wrong/without_weight.swift": wrong(
      "rms_forward", breaks: "weight_scales",
      "The weight is registered and never used, so it cannot learn.",
      "El peso se registra y no se usa, así que no puede aprender.",
      body: "x * ((x * x).mean(dim: -1, keepDim: true) + eps).rsqrt()"),
    "wrong/without_epsilon.swift": wrong(
      "rms_small_input", breaks: "epsilon_under_the_root",
      "Without ε a row of zeros is divided by zero.",
      "Sin ε una fila de ceros se divide entre cero.",
      body: "x * (x * x).mean(dim: -1, keepDim: true).rsqrt() * parameter(\"weight\")"),
    "wrong/starts_at_zero.swift": wrong(
      "rms_weight_starts_at_one", breaks: "weight_starts_at_one",
      "The weight starts at 0, so at first nothing comes through.",
      "El peso empieza en 0, así que al principio no pasa nada.",
      edits: [("Tensor.ones([features])", "Tensor.zeros([features])")]),
    "wrong/takes_any_size.swift": wrong(
      "rms_rejects_sizes", breaks: "sizes_are_refused",
      "A layer of no features is built; its mean is 0 / 0.",
      "Se construye una capa sin características; su media es 0 / 0.",
      edits: [
        ("    guard features >= 1 else { throw BadSize(features: features) }\n", ""),
        ("Tensor.ones([features])", "Tensor.ones([max(0, features)])"),
      ]),
    "wrong/careless.swift": wrong(
      "strict_mode", breaks: "strict_mode",
      "A `var` that never changes: the compiler warns, and strict mode minds.",
      "Un `var` que nunca cambia: el compilador avisa, y el modo estricto no lo admite.",
      body:
        "var square = x * x\n    return x * (square.mean(dim: -1, keepDim: true) + eps).rsqrt() "
        + "* parameter(\"weight\")"),
  ]

  static let solution = """
    import TensorKit

    // MARK: - Block A: divide by the root mean square

    struct BadSize: Error {
      let features: Int
    }

    /// y = x / √(mean(x²) + ε) · weight, over the last dimension. Zhang and Sennrich, arXiv:1910.07467.
    final class RMSNorm: Module {
      let eps: Float

      /// Throws `BadSize` for fewer than one feature.
      init(_ features: Int, eps: Float = 1e-6) throws {
        guard features >= 1 else { throw BadSize(features: features) }
        self.eps = eps
        super.init()
        // A scale of 1 changes nothing until it has learned something.
        register("weight", Parameter(Tensor.ones([features])))
      }

      /// x: [..., features] → [..., features]
      override func forward(_ x: Tensor) -> Tensor {
        \(body)
      }
    }

    """

  /// The right body of `forward`; wrong solutions put another in its place.
  private static let body = """
    // The mean keeps its dimension, so that it divides each row by its own.
        let square = (x * x).mean(dim: -1, keepDim: true)
        return x * (square + eps).rsqrt() * parameter("weight")
    """

  private static let starter = """
    import TensorKit

    struct BadSize: Error {
      let features: Int
    }

    /// y = x / √(mean(x²) + ε) · weight, over the last dimension.
    final class RMSNorm: Module {
      /// Throws `BadSize` for fewer than one feature.
      init(_ features: Int, eps: Float = 1e-6) throws {
        // TODO: Block A, step 1: refuse sizes below 1 and keep eps, before super.init().
        super.init()
        // TODO: Block A, step 1: register the weight.
      }

      override func forward(_ x: Tensor) -> Tensor {
        // TODO: Block A, step 2: divide each row by its root mean square, then scale it.
        Tensor.full([1], 7)
      }
    }

    """

  /// The same layer by another way, which every check must let pass.
  private static let alternative = """
    // How it differs: the sum is divided by the number of features, ε is added as a Double, and x is
    // divided by a root instead of multiplied by its inverse.

    import TensorKit

    enum NormError: Error { case tooSmall(Int) }

    final class RMSNorm: Module {
      private let epsilon: Double
      private let features: Int

      init(_ features: Int, eps: Float = 1e-6) throws {
        if features < 1 { throw NormError.tooSmall(features) }
        self.features = features
        epsilon = Double(eps)
        super.init()
        register("weight", Parameter(Tensor.full([features], 1)))
      }

      override func forward(_ x: Tensor) -> Tensor {
        parameter("weight") * (x / rootMeanSquare(of: x))
      }

      private func rootMeanSquare(of x: Tensor) -> Tensor {
        let sum = x.pow(2).sum(dim: -1, keepDim: true)
        return (sum / Float(features) + Float(epsilon)).sqrt()
      }
    }

    """

  private static let probes = """
    import ProbeKit
    import TensorKit

    // Scenarios build inputs from the hidden seed, call the student's code and record what came out. They
    // compare nothing: the rules in pack.yml do, in another process.

    /// What the scenarios of this file share, under a name that no student would choose.
    private enum BenchA {
      /// A layer whose weight is not all ones, so that one that is not used shows.
      static func layer(_ features: Int, _ dice: Generator) throws -> RMSNorm {
        let layer = try RMSNorm(features)
        let weight = Tensor.zeros([features]).uniform_(0.5, 1.5, generator: dice)
        noGrad { _ = layer.parameterIfPresent("weight")?.copy_(weight) }
        return layer
      }
    }

    func probesA(_ probe: Probes) {
      probe("rms_weight_starts_at_one") { out in
        let layer = try RMSNorm(48)
        // The same names whatever the student wrote, so that the check can be wrong, and not broken.
        let weight = layer.parameterIfPresent("weight")
        out.record("parameter_names", layer.namedParameters().map { $0.name })
        out.record("shape", weight.map { "\\($0.shape)" } ?? "no weight")
        out.record("weight", weight ?? Tensor.full([1], -1))
      }

      probe("rms_rejects_sizes") { out in
        out.rejects("no_features") { _ = try RMSNorm(0) }
        out.rejects("negative_features") { _ = try RMSNorm(-1) }
      }

      probe("rms_forward") { out in
        // Numbers of a generator of our own do not depend on what the student draws.
        let dice = Generator(seed: out.seed)
        let layer = try BenchA.layer(48, dice)
        let x = Tensor.zeros([3, 5, 48]).uniform_(-2, 2, generator: dice)
        let y = layer(x)
        out.record("x", x)
        out.record("y", y)
        out.record("rms", (y * y).mean().sqrt())
      }

      probe("rms_small_input") { out in
        let dice = Generator(seed: out.seed)
        let layer = try BenchA.layer(48, dice)
        let x = Tensor.zeros([4, 48]).uniform_(-1e-4, 1e-4, generator: dice)
        out.record("tiny", layer(x))
        out.record("zeros", layer(Tensor.zeros([2, 48])))
      }
    }

    """

  /// The solution with one mistake in it, under the four lines that every wrong solution begins with.
  private static func wrong(
    _ caughtBy: String, breaks: String, _ english: String, _ spanish: String,
    body newBody: String? = nil,
    edits: [(String, String)] = []
  ) -> String {
    var text = solution
    if let newBody { text = text.replacing(body, with: newBody) }
    for (right, wrong) in edits { text = text.replacing(right, with: wrong) }
    return "// caught-by: \(caughtBy)\n// breaks: \(breaks)\n// en: \(english)\n// es: \(spanish)\n"
      + text
  }
}
