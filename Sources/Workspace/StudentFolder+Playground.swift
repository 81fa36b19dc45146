import Foundation
import LessonPacks

extension StudentFolder {
  /// Code that tries the student's out. Beside the module and not in it: a library may hold no code
  /// outside of functions.
  public var playFile: URL { root.appendingPathComponent("Playground/Play.swift") }

  /// Writes a playground to begin with, unless there is one, and makes it part of the package. True
  /// where it wrote one.
  ///
  /// `library` is the folder of the package that TensorKit comes from.
  public func preparePlayground(
    pack: Pack, library: URL, language: Language
  ) throws(WorkspaceError) -> Bool {
    let isNew = !exists(playFile)
    if isNew {
      try createFolder(playFile.deletingLastPathComponent())
      let starter = String(decoding: try starter(of: pack), as: UTF8.self)
      let text = PlayStarter(module: module, work: work, source: starter)
        .text(language)
      try write(Data(text.utf8), to: playFile)
    }
    try writeManifest(library: library)
    return isNew
  }
}
