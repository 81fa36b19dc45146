import LessonPacks
import Reports
import UntrustedText
import Workspace

/// What keeps a page from being written.
enum ExportTrouble: Error, Spoken {
  /// The lesson was not begun.
  case noWork(folder: String, pack: String)
  case page(PageTrouble)

  var phrase: Phrase {
    switch self {
    case .noWork(let folder, let pack):
      Phrase(
        en:
          "there is no work to show: \(short(folder)) does not exist. `byhand start \(pack)` begins "
          + "the lesson; --workspace names the folder of another one.",
        es:
          "no hay trabajo que mostrar: \(short(folder)) no existe. `byhand start \(pack)` empieza la "
          + "lección; --workspace indica otra carpeta.")
    case .page(.noFolder(let path)):
      Phrase(
        en: "the page was not written: the folder \(short(path)) does not exist. Make it, or name "
          + "another file with --output.",
        es:
          "no se ha escrito la página: la carpeta \(short(path)) no existe. Créala, o indica otro "
          + "archivo con --output.")
    case .page(.isFolder(let path)):
      Phrase(
        en: "the page was not written: \(short(path)) is a folder. Name a file in it, such as "
          + "--output \(short(path))/page.html.",
        es:
          "no se ha escrito la página: \(short(path)) es una carpeta. Indica un archivo en ella, por "
          + "ejemplo --output \(short(path))/page.html.")
    case .page(.otherFile(let path)):
      Phrase(
        en:
          "the page was not written: \(short(path)) is there already and is not a page of ByHand's, "
          + "so it was left as it is. Name another file with --output.",
        es:
          "no se ha escrito la página: \(short(path)) ya existe y no es una página de ByHand, así "
          + "que se ha dejado como está. Indica otro archivo con --output.")
    case .page(.refused(let path, let reason)):
      Phrase(
        en: "the page was not written: \(short(path)): \(reason). Name another file with --output.",
        es:
          "no se ha escrito la página: \(short(path)): \(reason). Indica otro archivo con --output."
      )
    }
  }

  private func short(_ path: String) -> String { VisibleText.line(path, limit: 400) }
}

extension Phrase {
  /// Where the page is, and how large.
  static func pageWritten(_ path: String, bytes: Int) -> Phrase {
    let shown = VisibleText.line(path, limit: 400)
    return Phrase { language in
      let size = NumberText.short((Double(bytes) / 1000).rounded(), in: language)
      return Phrase(
        en: "The page of your work: \(shown) (\(size) kB)",
        es: "La página de tu trabajo: \(shown) (\(size) kB)")[language]
    }
  }
}
