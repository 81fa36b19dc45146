import LessonPacks

/// What is wrong around the program: its folders, its outputs and its limits.
enum ProcessTrouble: Error, Spoken {
  /// The file that stands where the workspace, or a folder on the way to it, should be.
  case workspaceIsFile(String)
  /// A link on the way to the workspace, and nothing where it leads.
  case workspaceLeadsNowhere(String)
  case noCurrentFolder
  case cannotPrint(String)
  case tooFewDescriptors(have: Int, want: Int)
  /// What its bytes look like with a mark for each that is no text.
  case notUTF8(PathBytes.Origin, String)

  /// It keeps a file from being judged, and says nothing of it.
  var isNotJudged: Bool {
    if case .tooFewDescriptors = self { true } else { false }
  }

  var phrase: Phrase {
    switch self {
    case .workspaceIsFile(let path):
      Phrase(
        en:
          "\(path) is a file, and your work is kept in a folder. Name another with --workspace or "
          + "$BYHAND_WORKSPACE, or give that file another name first.",
        es:
          "\(path) es un archivo, y tu trabajo se guarda en una carpeta. Indica otra con --workspace "
          + "o $BYHAND_WORKSPACE, o cambia antes el nombre de ese archivo.")
    case .workspaceLeadsNowhere(let path):
      Phrase(
        en:
          "\(path) is a link that leads to no folder. Make the folder that it names, or name another "
          + "with --workspace or $BYHAND_WORKSPACE.",
        es:
          "\(path) es un enlace que no lleva a ninguna carpeta. Crea la carpeta que nombra, o indica "
          + "otra con --workspace o $BYHAND_WORKSPACE.")
    case .noCurrentFolder:
      Phrase(
        en:
          "the current folder was removed. Go to one that is there, such as with `cd`, and repeat it.",
        es:
          "la carpeta actual se ha borrado. Ve a una que exista, por ejemplo con `cd`, y repítelo.")
    case .cannotPrint(let reason):
      Phrase(
        en:
          "standard output cannot be written (\(reason)), so something of what was to be read is "
          + "missing. Free some space, or send the output elsewhere, and run it again.",
        es:
          "no se puede escribir en la salida estándar (\(reason)), así que falta algo de lo que había "
          + "que leer. Libera espacio, o envía la salida a otro sitio, y repítelo.")
    case .tooFewDescriptors(let have, let want):
      Phrase(
        en:
          "only \(have) files may be open at a time here, and the checks need more. Type "
          + "`ulimit -n \(want)` in this terminal, and run it again.",
        es:
          "aquí solo puede haber \(have) archivos abiertos a la vez, y las comprobaciones necesitan "
          + "más. Escribe `ulimit -n \(want)` en este terminal y repítelo.")
    case .notUTF8(let origin, let shown): notUTF8(origin, CourseError.short(shown, 400))
    }
  }

  private func notUTF8(_ origin: PathBytes.Origin, _ shown: String) -> Phrase {
    let place =
      switch origin {
      case .argument: Phrase(en: "`\(shown)`", es: "`\(shown)`")
      case .variable(let name): Phrase(en: "$\(name), `\(shown)`,", es: "$\(name), `\(shown)`,")
      case .currentFolder:
        Phrase(en: "the current folder, `\(shown)`,", es: "la carpeta actual, `\(shown)`,")
      }
    return Phrase(
      en:
        "\(place.en) has a byte that is not UTF-8 (shown as \u{FFFD}), and would be taken for another "
        + "name. Nothing was changed. Use a path whose names are UTF-8; `mv` gives a folder another "
        + "name.",
      es:
        "\(place.es) contiene un byte que no es UTF-8 (se muestra como \u{FFFD}) y se tomaría por otro "
        + "nombre. No se ha cambiado nada. Usa una ruta con nombres en UTF-8; `mv` cambia el nombre de "
        + "una carpeta.")
  }
}
