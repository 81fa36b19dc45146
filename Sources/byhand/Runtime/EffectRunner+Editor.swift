import Foundation
import LessonPacks
import Tutor
import Workspace

extension EffectRunner {
  /// Opens the student's own editor on what an effect names; an effect that names nothing opens none.
  func open(_ effect: Effect, _ face: any Face) async throws {
    switch effect {
    case .openEditor(let line, let column, let name):
      let file = workFiles.first { $0.lastPathComponent == name } ?? sourceFile
      try await edit(file, line: line, column: column, face)
    case .openEditorAtStep(let mark):
      let lines = workFiles.map { (file: $0, line: mark.line(in: text(of: $0))) }
      let place = lines.first { $0.line != nil } ?? (sourceFile, nil)
      try await edit(place.file, line: place.line, column: nil, face)
    case .openPlay: try await edit(course.folder.playFile, line: nil, column: nil, face)
    case .openNotes:
      try await edit(course.folder.notesFile, line: nil, column: nil, face)
      try loadNotes()
    case .runChecks, .cancelRun, .startFinale, .cancelFinale, .findModels, .runPlay, .cancelPlay,
      .saveProgress,
      .tryKey, .loadOwn, .loadSolution, .loadAPI, .loadNotes, .writeNotes, .resetFile, .undoReset,
      .openLesson, .suspend, .quit:
      break
    }
  }

  private func edit(_ file: URL, line: Int?, column: Int?, _ face: any Face) async throws {
    guard let editor = Editor(environment: course.environment) else {
      queue.push(.effectFailed(course.say(.noEditor(file.path))))
      return
    }
    face.suspend()
    defer {
      face.resume()
      queue.push(.resumed)
    }
    let status = try await editor.open(file, line: line, column: column)
    if status == 126 || status == 127 {
      queue.push(
        .effectFailed(course.say(.editorFailed(editor.command))))
    }
  }
}

extension Phrase {
  static func noEditor(_ path: String) -> Phrase {
    Phrase(
      en: "no editor was found: set $EDITOR, or open \(path) yourself.",
      es: "no se encontró ningún editor: define $EDITOR, o abre \(path) tú.")
  }
  static func editorFailed(_ command: String) -> Phrase {
    Phrase(
      en: "\(command) could not be started: set $EDITOR to your editor.",
      es: "no se pudo iniciar \(command): define $EDITOR con tu editor.")
  }
}
