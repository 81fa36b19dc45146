/// The `pack.yml` of a new pack, each key explained where it is used.
enum ScaffoldManifest {
  static let text = """
    # yaml-language-server: $schema=../pack.schema.json
    # A lesson pack. lessons/README.md leads through it; `byhand pack audit` proves it. Everything that is
    # wrong in this file is said with its line, and a key that the format does not have is refused.

    # The version of this format.
    format: 1

    # The lesson's name. Every text stands in every language of the pack.
    title: {en: Root mean square norm, es: Norma por media cuadrática}

    # What the lesson builds, in one sentence, and how long it takes, in minutes: the least and the most.
    # Both may be left out.
    about:
      en: "You write RMSNorm, the norm layer of most of today's language models."
      es: "Escribes RMSNorm, la capa de normalización de casi todos los modelos de lenguaje actuales."
    minutes: [20, 45]

    # Who wrote it, under which terms, and your own number for this state of it. All may be left out;
    # `byhand pack add` shows them.
    # version: 1.0.0
    # authors: [Ada Lovelace]
    # license: CC-BY-4.0

    # The packs that are best done before this one, by their folders' names. Advice: it locks nothing.
    # after: [00-lora-by-hand]

    # en and es, or one of them; the first is used where a student asks for none.
    languages: [en, es]

    # The Swift module that the student's file becomes, and the file they write: one plain name.
    module: Lesson
    file: Layer.swift
    # In place of `file`, where the student writes several that are compiled together:
    # files: [Layer.swift, Other.swift]

    # What the probes call. `name` is what a compiler's message would quote, `signature` is shown as
    # "Layer.swift must declare …" to a student whose file lacks it.
    declares:
      - name: RMSNorm
        signature: "final class RMSNorm: Module"

    # Minutes of work on a red check after which the solution of its block opens; 20 if left out.
    gate: {minutes: 20}

    # Blocks in their order. `id` is also the name of text/<language>/A.md and hints/<language>/A.md.
    blocks:
      - id: A
        title: {en: Divide by the root mean square, es: Dividir entre la media cuadrática}
        # What a student is asked to predict; never required. `right` counts the answers from 1, and
        # `because` is shown once one was given.
        questions:
          - id: twice_the_input
            ask:
              en: "You double x. What happens to y?"
              es: "Duplicas x. ¿Qué le ocurre a y?"
            answers:
              - {en: "It doubles", es: "Se duplica"}
              - {en: "It stays nearly the same", es: "Queda casi igual"}
            right: 2
            because:
              en: "x and its root mean square double together; only ε does not."
              es: "x y su media cuadrática se duplican a la vez; solo ε no lo hace."
        checks:
          # A check judged by the compiler: Swift 6 mode, complete concurrency, no warning. The starter
          # may pass it.
          - id: strict_mode
            # What the text demands and this check holds the student to: the names of its marks,
            # `<!-- demand: strict_mode -->`. Each also has a wrong solution with `// breaks:`.
            demands: [strict_mode]
            statement:
              en: "Layer.swift compiles in strict mode, without a warning."
              es: "Layer.swift compila en modo estricto, sin avisos."
            advice:
              en: "Go to the first line that the compiler names."
              es: "Ve a la primera línea que nombra el compilador."
            compiles: strict

          # A check judged by what a probe recorded. Its id is unique in the pack and the name of its
          # scenario in probes/. `step` is the step of the text that it belongs to, the one at which it can
          # first hold. `needs` is a later step that it has to wait for, if it looks through that one's code.
          - id: rms_weight_starts_at_one
            step: 1
            # needs: 2
            demands: [weight_starts_at_one]
            # What must hold, as a sentence; and where to look when it does not, but not the answer.
            statement:
              en: "The layer has one parameter, \\"weight\\" [features], and it starts at 1."
              es: "La capa tiene un parámetro, \\"weight\\" [features], que empieza en 1."
            advice:
              en: "What must a scale be so that at first it changes nothing?"
              es: "¿Cuánto debe valer una escala para que al principio no cambie nada?"
            # All rules must hold. lessons/README.md lists them.
            rules:
              - names: {of: parameter_names, are: [weight]}
              - exactly: {of: shape, value: "[48]"}
              - exactly: {of: weight, everywhere: 1}

          - id: rms_rejects_sizes
            step: 1
            demands: [sizes_are_refused]
            statement:
              en: "The initialiser throws if there is not at least one feature."
              es: "El inicializador lanza un error si no hay al menos una característica."
            advice:
              en: "Put the `guard` before anything is allocated."
              es: "Pon el `guard` antes de reservar nada."
            # Its share when a class is graded; 1 if left out.
            weight: 0.5
            rules:
              - rejects: {of: no_features}
                # advice: what to look at where this rule is the first that does not hold
              - rejects: {of: negative_features}

          - id: rms_forward
            step: 2
            demands: [each_row_by_its_root, weight_scales]
            statement:
              en: "y = x / √(mean(x²) + ε) · weight, over the last dimension."
              es: "y = x / √(media(x²) + ε) · weight, sobre la última dimensión."
            advice:
              en: "Over which dimension is the mean taken, and which shape does it keep?"
              es: "¿Sobre qué dimensión se toma la media y con qué forma se queda?"
            weight: 2
            # The limit of one run in seconds; 10 if left out.
            seconds: 5
            rules:
              # Compared with what the reference solution recorded on the same hidden seed.
              - reference: {of: y, within: {relative: 1e-5}}
              # And with something else that the student's layer gave.
              - differs: {of: y, from: x}

          - id: rms_small_input
            step: 2
            demands: [epsilon_under_the_root]
            statement:
              en: "Where x is tiny, ε keeps the output small, and zeros stay zeros."
              es: "Donde x es minúscula, ε mantiene pequeña la salida, y los ceros siguen siendo ceros."
            advice:
              en: "What is divided by when every x is 0?"
              es: "¿Entre qué se divide cuando todo x es 0?"
            # Whether a graded student sees the check by name: visible if left out.
            visibility: hidden
            rules:
              - reference: {of: tiny, within: {relative: 1e-5}}
              - exactly: {of: zeros, everywhere: 0}

    # Values for the student's notes.md: the largest difference of two recorded values, or `value: name`.
    measures:
      - id: rms_of_output
        label: {en: Root mean square of the output, es: Media cuadrática de la salida}
        check: rms_forward
        value: rms

    # What a student sees their finished file do, if the pack ends in something to watch: a scenario of
    # this id in probes/, which may record `steps`, `tokens`, `loss` once a step, `before` and `after`.
    # finale:
    #   id: watch_it
    #   title: {en: Watch it, es: Míralo}
    #   text: {en: "What is going to be seen.", es: "Lo que se va a ver."}
    #   seconds: 60

    """
}
