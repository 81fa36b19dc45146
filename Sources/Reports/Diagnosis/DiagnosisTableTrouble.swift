import LessonPacks
import UntrustedText

/// Why a pack's `diagnoses.json` is not used: the checks judge as always, and no mistake is named.
public struct DiagnosisTableTrouble: Sendable, Equatable {
  /// What is wrong with the file.
  public enum Kind: Sendable, Equatable {
    /// It cannot be read, or holds no table.
    case damaged
    /// It is of another version than the one that this program reads.
    case version(Int)
  }

  /// Where the file lies.
  public var path: String
  /// What is wrong with it.
  public var kind: Kind

  /// Trouble with the file at `path`.
  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// What is wrong, for the pack's author: a sentence without its full stop.
  public var message: String {
    switch kind {
    case .damaged: "it is damaged: it holds no table that can be read"
    case .version(let version):
      "it is of version \(version), and this program reads version \(DiagnosisTable.currentVersion)"
    }
  }

  /// What comes of it, for whoever runs the checks.
  public var phrase: Phrase {
    let file = VisibleText.line(path, limit: 1000)
    let what =
      switch kind {
      case .damaged: Phrase(en: "is damaged", es: "está dañado")
      case .version(let version):
        Phrase(
          en: "is of version \(version), which this program does not read",
          es: "es de la versión \(version), que este programa no lee")
      }
    return Phrase(
      en:
        "\(file) \(what.en), so no known mistake is named. The checks judge as always. Who wrote the "
        + "lesson makes the file anew with `byhand pack audit --write-diagnoses`.",
      es:
        "\(file) \(what.es), así que no se nombra ningún error conocido. Las comprobaciones juzgan "
        + "igual. Quien escribió la lección rehace el archivo con `byhand pack audit "
        + "--write-diagnoses`.")
  }
}
