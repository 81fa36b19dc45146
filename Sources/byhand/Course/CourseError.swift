import LessonPacks
import Reports
import UntrustedText

/// What keeps a command from doing what it was asked.
enum CourseError: Error, Spoken {
  case noInstallation(program: String)
  case unknownBlock(String, known: [String])
  case unknownLessonOrBlock(String, blocks: [String])
  case unknownCheck(String, known: [String])
  case unknownPage(String, known: [String])
  case unknownCommand(String, near: String)
  /// The block's text has no such step.
  case unknownStep(Int, block: String, known: [Int])
  /// This hint of a step, or of the whole block, cannot be read yet, or is none.
  case unopenedHint(block: String, step: Int?, opened: Int, of: Int)
  case noWorkspace(String)
  case noSuchFile(String)
  /// The lesson has nothing that could be asked.
  case noLanguageModel
  /// Nothing was trained yet.
  case noAdapter(String)
  /// The lesson does nothing with a language model.
  case noUseForModel(String)
  case openElsewhere(String)

  var phrase: Phrase {
    switch self {
    case .noInstallation(let program):
      Phrase(
        en: "\(program) does not lie inside its package, so its lessons/ cannot be found. "
          + "Run it with `swift run byhand` in the clone, or call .build/debug/byhand there.",
        es: "\(program) no está dentro de su paquete y no se encuentra lessons/. "
          + "Ejecútalo con `swift run byhand` en el clon, o usa allí .build/debug/byhand.")
    case .unknownBlock(let name, let known):
      Phrase(
        en: "there is no block \(Self.short(name)). This lesson has \(Self.list(known)).",
        es: "no hay bloque \(Self.short(name)). Esta lección tiene \(Self.list(known)).")
    case .unknownLessonOrBlock(let word, let blocks):
      Phrase(
        en: "there is no lesson and no block `\(Self.short(word))`. The blocks are "
          + "\(Self.list(blocks)); `byhand pack list` lists the lessons.",
        es: "no hay lección ni bloque `\(Self.short(word))`. Los bloques son \(Self.list(blocks)); "
          + "`byhand pack list` muestra las lecciones.")
    case .unknownCheck(let name, let known): Self.check(name, known)
    case .unknownPage(let name, let known):
      Phrase(
        en: "there is no theory page \(Self.short(name)). This lesson has \(Self.list(known)).",
        es: "no hay página de teoría \(Self.short(name)). Esta lección tiene \(Self.list(known)).")
    case .unknownCommand(let word, let near) where word == near:
      Phrase(
        en: "a command comes before its options: `byhand \(near) …`.",
        es: "la orden va antes de sus opciones: `byhand \(near) …`.")
    case .unknownCommand(let word, let near):
      Phrase(
        en: "there is no lesson or command `\(Self.short(word))`. Did you mean `byhand \(near)`?",
        es: "no hay lección ni orden `\(Self.short(word))`. ¿Querías decir `byhand \(near)`?")
    case .unknownStep(let number, let block, let known):
      Phrase(
        en: "block \(block) has no step \(number). It has \(Self.list(known.map(String.init))).",
        es: "el bloque \(block) no tiene paso \(number). Tiene "
          + "\(Self.list(known.map(String.init))).")
    case .unopenedHint(_, let step?, let opened, let all):
      Phrase(
        en:
          "step \(step) has \(all == 1 ? "1 hint" : "\(all) hints") of its own, and you have opened \(opened). They open one "
          + "after the other: `byhand hint --step \(step) --next` opens the next.",
        es:
          "el paso \(step) tiene \(all == 1 ? "1 pista propia" : "\(all) pistas propias") y has abierto \(opened). Se abren una tras "
          + "otra: `byhand hint --step \(step) --next` abre la siguiente.")
    case .unopenedHint(let block, nil, let opened, let all):
      Phrase(
        en:
          "block \(block) has \(all) hints, and you have opened \(opened). They open one after the "
          + "other: `byhand hint --next` opens the next.",
        es:
          "el bloque \(block) tiene \(all) pistas y has abierto \(opened). Se abren una tras otra: "
          + "`byhand hint --next` abre la siguiente.")
    case .noWorkspace(let path):
      Phrase(
        en:
          "\(path) does not exist. `byhand start --workspace \(path)` makes it; or name the folder "
          + "that holds your work with --workspace or $BYHAND_WORKSPACE.",
        es:
          "\(path) no existe. `byhand start --workspace \(path)` la crea; o indica la carpeta de tu "
          + "trabajo con --workspace o $BYHAND_WORKSPACE.")
    case .noSuchFile(let path):
      Phrase(
        en: "\(Self.short(path, 400)) does not exist.", es: "\(Self.short(path, 400)) no existe.")
    case .noLanguageModel:
      Phrase(
        en: "this lesson teaches no language model: name one that does, such as 00.",
        es:
          "esta lección no enseña a ningún modelo de lenguaje: nombra una que lo haga, como la 00.")
    case .noAdapter(let folder):
      Phrase(
        en:
          "there is no adapter in \(Self.short(folder, 400)) yet: `byhand train` makes one. --off asks "
          + "the model without.",
        es:
          "aún no hay ningún adaptador en \(Self.short(folder, 400)): `byhand train` crea uno. --off "
          + "pregunta al modelo sin él.")
    case .noUseForModel(let path):
      Phrase(
        en: "this lesson does nothing with a language model: leave out --model "
          + "\(Self.short(path, 400)), or name a lesson that does, such as 00.",
        es: "esta lección no hace nada con un modelo de lenguaje: omite --model "
          + "\(Self.short(path, 400)), o nombra una lección que lo haga, como la 00.")
    case .openElsewhere(let folder):
      Phrase(
        en:
          "the tutor is open in \(folder), and nothing was changed. Reset there, or close it first.",
        es:
          "el tutor está abierto en \(folder) y no se ha cambiado nada. Reinicia allí, o ciérralo "
          + "antes.")
    }
  }

  /// The check that was meant, or those whose names are like it; of many, a few.
  private static func check(_ name: String, _ known: [String]) -> Phrase {
    let said = Phrase(
      en: "there is no check \(short(name)).", es: "no hay comprobación \(short(name)).")
    if let near = Spelling.nearest(to: name, among: known) {
      return Phrase(
        en: said.en + " Did you mean \(near)?", es: said.es + " ¿Querías decir \(near)?")
    }
    return Phrase(
      en: said.en + " `byhand check --all` lists them.",
      es: said.es + " `byhand check --all` las muestra.")
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  /// What was typed, made harmless.
  static func short(_ word: String, _ limit: Int = 60) -> String {
    VisibleText.line(word, limit: limit)
  }
}

/// A trouble that is told in the student's language.
protocol Spoken: CustomStringConvertible {
  var phrase: Phrase { get }
}

extension Spoken {
  var description: String { phrase.en }
}
