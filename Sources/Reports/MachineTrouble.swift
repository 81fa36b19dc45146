import LessonPacks
import UntrustedText

/// What kept the judge from judging. It says nothing of the file that was handed in: no mark comes of
/// it, nothing is taken back, and the run is to be made again.
public enum MachineTrouble: Sendable, Equatable {
  /// What the judge was about when it was kept from going on.
  public enum Step: Sendable, Equatable { case compiling, linking, loading, running }

  /// Something outside of the judge killed its program, and did so again: a system that is short of
  /// memory, most often.
  case killed(Step)
  /// The machine lacks something that every file needs.
  case shortage(Shortage)
  /// The reference solution does not get through here and now either; with the program's own words.
  case referenceFails(Step, words: String)
  /// The program did not end in so many seconds, and had not used them for anything.
  case stalled(Step, seconds: Double)
  /// The program failed, and its words are not about the file.
  case failed(Step, words: String)
}

/// What a machine has too little of.
public enum Shortage: Sendable, Equatable {
  /// Of the disk that this folder is on.
  case room(folder: String)
  /// The folder's file system runs no programs.
  case execution(folder: String)
  /// Limits that were set for the shell, in bytes or in number.
  case memoryLimit(bytes: UInt64)
  case fileLimit(bytes: UInt64)
  case stackLimit(bytes: UInt64)
  case openFiles(Int)
  case processorTime(seconds: UInt64)
  /// No more threads, or processes, may be started.
  case threads
  /// Of the whole machine.
  case memory(bytes: UInt64)
}

extension MachineTrouble {
  /// What happened and what to do, in whole sentences; the first says that nothing was judged.
  public var phrase: Phrase {
    let cause = cause
    return Phrase(
      en: "Not judged, and not your file's fault: \(cause.en)",
      es: "Sin juzgar, y no por culpa de tu archivo: \(cause.es)")
  }

  private var cause: Phrase {
    switch self {
    case .killed(let step):
      Phrase(
        en: "\(step.name.en) was killed from outside, twice; a system that is short of memory does "
          + "that. Close what needs much memory, and run it again.",
        es: "algo de fuera detuvo \(step.name.es), dos veces; lo hace un sistema al que le falta "
          + "memoria. Cierra lo que necesite mucha memoria y repite.")
    case .shortage(let shortage): shortage.phrase
    case .referenceFails(let step, let words):
      Phrase(
        en: "\(step.name.en) fails on this machine for the reference solution too"
          + "\(Self.quoted(words)). `byhand doctor` shows what is found here.",
        es: "\(step.name.es) falla en esta máquina también con la solución de referencia"
          + "\(Self.quoted(words)). `byhand doctor` muestra lo que hay aquí.")
    case .stalled(let step, let seconds):
      Phrase(
        en:
          "\(step.name.en) did not end in \(Int(seconds)) s and used none of them: the machine is "
          + "too busy, or it slept. Run it again.",
        es: "\(step.name.es) no acabó en \(Int(seconds)) s sin usarlos: la máquina está demasiado "
          + "ocupada, o durmió. Repite.")
    case .failed(let step, let words):
      Phrase(
        en: "\(step.name.en) failed for a reason of its own\(Self.quoted(words)). Run it again; "
          + "`byhand doctor` shows what is found here.",
        es: "\(step.name.es) falló por un motivo suyo\(Self.quoted(words)). Repite; "
          + "`byhand doctor` muestra lo que hay aquí.")
    }
  }

  private static func quoted(_ words: String) -> String {
    let shown = VisibleText.line(words, limit: 300)
    return shown.isEmpty ? "" : " (\(shown))"
  }
}

extension MachineTrouble.Step {
  /// As the subject of a sentence, and in Spanish also as its object.
  fileprivate var name: Phrase {
    switch self {
    case .compiling: Phrase(en: "the compiler", es: "el compilador")
    case .linking: Phrase(en: "the linker", es: "el enlazador")
    case .loading: Phrase(en: "loading what was compiled", es: "la carga de lo compilado")
    case .running: Phrase(en: "the program of the checks", es: "el programa de las comprobaciones")
    }
  }
}

extension Shortage {
  /// What is short, and what to do.
  public var phrase: Phrase {
    switch self {
    case .room(let folder):
      Phrase(
        en: "the disk of \(Self.shown(folder)) is full. Free some space, or set TMPDIR to a folder "
          + "on another one.",
        es: "el disco de \(Self.shown(folder)) está lleno. Libera espacio, o pon TMPDIR en una "
          + "carpeta de otro disco.")
    case .execution(let folder):
      Phrase(
        en: "no program may run from \(Self.shown(folder)) (it is mounted noexec). Set TMPDIR to a "
          + "folder where they may.",
        es: "ningún programa puede ejecutarse desde \(Self.shown(folder)) (está montado noexec). "
          + "Pon TMPDIR en una carpeta donde sí.")
    case .memoryLimit(let bytes):
      Phrase(
        en: "this shell limits a program's memory to \(Self.megabytes(bytes)). "
          + "`ulimit -v unlimited` takes the limit away.",
        es: "este shell limita la memoria de un programa a \(Self.megabytes(bytes)). "
          + "`ulimit -v unlimited` quita el límite.")
    case .fileLimit(let bytes):
      Phrase(
        en: "this shell limits a file to \(Self.megabytes(bytes)). `ulimit -f unlimited` takes the "
          + "limit away.",
        es: "este shell limita un archivo a \(Self.megabytes(bytes)). `ulimit -f unlimited` quita "
          + "el límite.")
    case .stackLimit(let bytes):
      Phrase(
        en: "this shell limits a program's stack to \(bytes >> 10) kB. `ulimit -s 8192` gives it "
          + "what is usual.",
        es: "este shell limita la pila de un programa a \(bytes >> 10) kB. `ulimit -s 8192` le da "
          + "lo habitual.")
    case .openFiles(let count):
      Phrase(
        en:
          "this shell lets a program open \(count) files only. `ulimit -n 256` lets it open more.",
        es: "este shell solo deja a un programa abrir \(count) archivos. `ulimit -n 256` le deja "
          + "abrir más.")
    case .processorTime(let seconds):
      Phrase(
        en: "this shell limits a program to \(seconds) s of processor time. `ulimit -t unlimited` "
          + "takes the limit away.",
        es: "este shell limita un programa a \(seconds) s de procesador. `ulimit -t unlimited` "
          + "quita el límite.")
    case .threads:
      Phrase(
        en: "no more threads may be started here. `ulimit -u unlimited` takes a limit of the shell "
          + "away; or close other programs.",
        es:
          "aquí no se pueden iniciar más hilos. `ulimit -u unlimited` quita el límite del shell; o "
          + "cierra otros programas.")
    case .memory(let bytes):
      Phrase(
        en: "the machine has \(Self.megabytes(bytes)) of memory left. Close what needs much of it, "
          + "and run it again.",
        es: "a la máquina le quedan \(Self.megabytes(bytes)) de memoria. Cierra lo que necesite "
          + "mucha y repite.")
    }
  }

  private static func megabytes(_ bytes: UInt64) -> String { "\(bytes >> 20) MB" }
  private static func shown(_ path: String) -> String { VisibleText.line(path, limit: 300) }
}
