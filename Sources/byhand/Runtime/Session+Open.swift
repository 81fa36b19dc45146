import CellUI
import Foundation
import Judge
import LessonPacks
import Progress
import Reports
import Tutor
import Workspace

// Foundation has a class of this name.

/// What a command's session is about, besides the lesson.
struct SessionOptions {
  /// Judge this file instead of the student's own; progress is left alone.
  var file: URL?
  var only: Set<String>?
  var seed: UInt64?
  /// Whether lines are printed; a command that prints something else says nothing in between.
  var isSilent = false
}

extension Session {
  /// A lesson for one command: the lock if it is free, the progress, and time since the last command.
  static func command(_ course: Course, _ options: SessionOptions = SessionOptions()) async throws
    -> Session
  {
    let own = options.file == nil
    let reading = own ? try course.folder.readProgress() : nil
    let lock = own ? acquire(course) : nil
    if case .recovered(_, let aside) = reading {
      CommandOutput.remark(course.say(.recovered(aside)))
    }
    course.remarkOnDiagnoses()
    let face: any Face = options.isSilent ? SilentFace() : LineFace(reads: false)
    let session = try await open(course, reading?.progress, lock: lock, face: face, options)
    if own {
      await session.take(.returned(afterSeconds: course.folder.takeActiveSeconds()))
    }
    return session
  }

  /// A lesson that is only read: there need be no folder of the student's.
  static func reading(_ course: Course) async throws -> Session {
    let progress = course.folder.peekAtProgress()?.progress
    return try await open(
      course, progress, lock: nil, face: LineFace(reads: false), SessionOptions())
  }

  /// The tutor in lines, until its input ends, in a face that may have been another lesson's.
  static func lines(_ course: Course, _ face: LineFace) async throws -> Session {
    let reading = try course.folder.readProgress()
    if case .recovered(_, let aside) = reading {
      CommandOutput.remark(course.say(.recovered(aside)))
    }
    course.remarkOnDiagnoses()
    return try await open(
      course, reading.progress, lock: acquire(course), face: face, SessionOptions())
  }

  /// While another tutor has the folder, progress is read and not written: it is that one's.
  private static func acquire(_ course: Course) -> FolderLock? {
    do {
      return try FolderLock.acquire(course.folder)
    } catch WorkspaceError.occupied {
      CommandOutput.remark(course.say(.isOpenElsewhere))
    } catch {
      CommandOutput.remark("\(error)")
    }
    return nil
  }

  private static func open(
    _ course: Course, _ progress: StudentProgress?, lock: FolderLock?, face: any Face,
    _ options: SessionOptions
  ) async throws -> Session {
    let queue = MessageQueue()
    let effects = EffectRunner(course: course, queue: queue, keeper: lock)
    effects.options = options
    let reads = (face as? LineFace)?.reads ?? false
    let lessons = reads ? course.shelf.summaries : []
    let progress = progress ?? StudentProgress(packID: course.pack.id)
    let model = Model(
      pack: course.pack, progress: progress, language: course.language(progress),
      size: Size(width: LineFace.width, height: 24), capabilities: LineFace.capabilities,
      filePath: options.file?.path ?? course.folder.workPath,
      canUndoReset: options.file == nil && course.folder.canUndoReset, lessons: lessons,
      asking: reads ? .words : .commands, adapterPath: course.folder.adapter)
    return Session(course: course, model: model, face: face, effects: effects, queue: queue)
  }
}

/// A face that shows nothing: the command says what came of it.
final class SilentFace: Face {
  var inputDescriptor: Int32? { nil }
  func nextMessage() -> Message? { nil }
  func show(_ new: Model, after message: Message, from old: Model?) {}
}

extension Phrase {
  static func recovered(_ aside: String) -> Phrase {
    Phrase(
      en: "the progress file could not be read; it is kept as \(aside), and a new one begins.",
      es: "no se pudo leer el archivo de progreso; se conserva como \(aside) y empieza uno nuevo.")
  }
  static let isOpenElsewhere = Phrase(
    en:
      "the tutor is open in this folder in another window. It keeps the progress: what this command "
      + "does is shown here and does not count.",
    es:
      "el tutor está abierto en esta carpeta en otra ventana. El progreso es suyo: lo que hace esta "
      + "orden se muestra aquí y no cuenta.")
}

extension Course {
  /// A table of known mistakes that cannot be used is said once; nothing else depends on it.
  func remarkOnDiagnoses() {
    if let trouble = DiagnosisTable.trouble(pack) { CommandOutput.remark(say(trouble.phrase)) }
  }

  /// Every lesson there is.
  var shelf: LessonShelf {
    LessonShelf(
      roots: installation.lessonRoots(environment: environment), workspace: workspace,
      packs: [pack])
  }

  /// A sentence before any progress was read.
  func say(_ phrase: Phrase) -> String {
    phrase[language(try? folder.readProgress().progress)]
  }
}
