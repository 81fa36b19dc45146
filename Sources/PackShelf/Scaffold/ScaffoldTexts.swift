/// The pages of a new pack, in both languages.
enum ScaffoldTexts {
  static let lesson = [
    "text/en/A.md": textEnglish, "text/es/A.md": textSpanish,
    "hints/en/A.md": hintsEnglish, "hints/es/A.md": hintsSpanish,
  ]

  private static let textEnglish = """
    # A · Divide by the root mean square

    You write `RMSNorm`, the norm of most of today's language models, in one file, `Layer.swift`.

    ```
    y = x / √(mean(x²) + ε) · weight
    ```

    **Goal:** a layer after which every row has a root mean square of 1, times a weight that learns. <!-- demand: each_row_by_its_root, weight_scales -->

    **Out of scope:** a mean that is subtracted, and a bias: that would be `LayerNorm`.

    ## Step 1 · What it holds

    One parameter, `weight` [features], which starts at 1. <!-- demand: weight_starts_at_one --> PyTorch calls the layer `nn.RMSNorm`. A layer of fewer than one feature is refused with an error, before anything is made. <!-- demand: sizes_are_refused -->

    ## Step 2 · What it computes

    The mean of the squares is taken over the last dimension alone, and ε is added to it under the root. <!-- demand: epsilon_under_the_root --> Every row is divided by its own root, then scaled. <!-- demand: each_row_by_its_root, weight_scales -->

    ## You're done when

    All checks are green, strict mode among them. <!-- demand: strict_mode -->

    """

  private static let textSpanish = """
    # A · Dividir entre la media cuadrática

    Escribes `RMSNorm`, la norma de casi todos los modelos de lenguaje actuales, en un solo archivo, `Layer.swift`.

    ```
    y = x / √(media(x²) + ε) · weight
    ```

    **Objetivo:** una capa tras la cual cada fila tiene media cuadrática 1, por un peso que aprende. <!-- demand: each_row_by_its_root, weight_scales -->

    **Fuera de alcance:** restar la media y sumar un sesgo: eso sería `LayerNorm`.

    ## Paso 1 · Qué guarda

    Un parámetro, `weight` [features], que empieza en 1. <!-- demand: weight_starts_at_one --> PyTorch llama a la capa `nn.RMSNorm`. Una capa con menos de una característica se rechaza con un error, antes de crear nada. <!-- demand: sizes_are_refused -->

    ## Paso 2 · Qué calcula

    La media de los cuadrados se toma solo sobre la última dimensión, y ε se suma bajo la raíz. <!-- demand: epsilon_under_the_root --> Cada fila se divide entre su propia raíz y después se escala. <!-- demand: each_row_by_its_root, weight_scales -->

    ## Has terminado cuando

    Todas las comprobaciones están en verde, también el modo estricto. <!-- demand: strict_mode -->

    """

  private static let hintsEnglish = """
    ## Which numbers share a mean?

    Take two rows, one of ones and one of hundreds. What should each of them be afterwards?

    ## Read the colour of the checks

    - Only tiny inputs are red: where is ε added?
    - Only the forward is red: the dimension of the mean, or the weight.
    - Only the start is red: the first value of the weight.

    ## Shapes

    ```
    x            [..., features]
    mean(x²)     [..., 1]
    weight       [features]
    ```

    A mean that loses its dimension divides by the wrong row, or does not fit at all.

    ## Almost the line

    `(x * x).mean(dim: -1, keepDim: true)` is what stands under the root, before ε.

    """

  private static let hintsSpanish = """
    ## ¿Qué números comparten una media?

    Toma dos filas, una de unos y otra de cientos. ¿Cómo debería quedar cada una?

    ## Lee el color de las comprobaciones

    - Solo las entradas minúsculas en rojo: ¿dónde se suma ε?
    - Solo el paso hacia delante en rojo: la dimensión de la media, o el peso.
    - Solo el inicio en rojo: el primer valor del peso.

    ## Formas

    ```
    x            [..., features]
    media(x²)    [..., 1]
    weight       [features]
    ```

    Una media que pierde su dimensión divide entre la fila equivocada, o ni siquiera encaja.

    ## Casi la línea

    `(x * x).mean(dim: -1, keepDim: true)` es lo que va bajo la raíz, antes de ε.

    """
}
