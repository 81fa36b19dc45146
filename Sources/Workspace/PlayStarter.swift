import LessonPacks

/// A playground to begin with: it builds what the pack's starter declares and prints it.
struct PlayStarter {
  var module: String
  var work: StudentWork
  /// The text of the pack's starter.
  var source: String

  func text(_ language: Language) -> String {
    let comments = head[language].split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "//" : "// \($0)" }
    return """
      \(comments.joined(separator: "\n"))

      import TensorKit
      @testable import \(module)

      let x = Tensor.randn(3, \(CallSketch.inputs))
      print("x", x)

      \(trial)

      """
  }

  /// What is tried: the first layer that can be built, or the first function that can be called.
  private var trial: String {
    let sketches = CallSketch.all(in: source)
    guard let sketch = sketches.first(where: \.isLayer) ?? sketches.first else { return "" }
    let call = (sketch.mayThrow ? "try " : "") + sketch.call
    guard sketch.isLayer else { return "print(\"\(sketch.name)\", \(call))" }
    return """
      let layer = \(call)
      print(layer)
      print("layer(x)", layer(x))
      """
  }

  private var head: Phrase {
    Phrase(
      en: """
        A place to try things. Nothing in here is judged or graded.

        It sees everything in \(work.name) and in TensorKit, and needs no function around it. Run it
        with `byhand play`: each time you save this file or \(work.name), it runs again, with the
        checks' limits, and shows what it prints. A tensor prints as a small picture.
        `byhand api NAME` says what TensorKit has.

        `swift run Play`, in the folder above this one, runs it without the tutor.
        """,
      es: """
        Un lugar para probar cosas. Nada de lo que hay aquí se juzga ni se califica.

        Ve todo lo que hay en \(work.name) y en TensorKit, y no hace falta ninguna función alrededor.
        Ejecútalo con `byhand play`: cada vez que guardes este archivo o \(work.name), se vuelve a
        ejecutar, con los límites de las comprobaciones, y muestra lo que imprime. Un tensor se imprime
        como un dibujo pequeño. `byhand api NOMBRE` dice qué hay en TensorKit.

        `swift run Play`, en la carpeta de encima, lo ejecuta sin el tutor.
        """)
  }
}
