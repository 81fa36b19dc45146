import Foundation
import Judge
import LessonPacks
import Progress
import SafeFiles
import StudentPages
import UntrustedText
import Workspace

// Foundation has a class of this name.

extension StudentPage {
  /// The page of what lies in the student's folder. Nothing there is changed. Throws what keeps its
  /// progress or its notes from being read.
  init(of course: Course) throws {
    let (folder, pack) = (course.folder, course.pack)
    let progress = try folder.progressToShow()
    let notes = try folder.readNotes()
    self.init(
      pack: pack, progress: progress ?? StudentProgress(packID: pack.id),
      hasProgress: progress != nil, language: course.language(progress),
      notes: notes.flatMap { Notes.own($0, pack: pack) },
      measured: notes.map { Notes.measured(in: $0, pack: pack) } ?? [:],
      files: zip(pack.work.files, folder.workFiles).map(File.init),
      secondsSpent: progress.flatMap { $0.activeSeconds > 0 ? $0.activeSeconds : nil })
  }
}

extension StudentPage.File {
  /// As much of a file as the judge would read of it.
  init(name: String, at file: URL) {
    do {
      let read = try BoundedRead(file, upTo: StudentSource.largest)
      let isCut = read.size > read.bytes.count
      let isText = String(validating: read.bytes, as: UTF8.self) != nil
      self.init(
        name: name, text: String(decoding: read.bytes, as: UTF8.self),
        trouble: isCut ? .cut : isText ? nil : .notText)
    } catch {
      self.init(name: name, text: nil, trouble: StudentPage.FileTrouble(error))
    }
  }
}

extension StudentPage.FileTrouble {
  fileprivate init(_ failure: BoundedRead.Failure) {
    switch failure {
    case .missing: self = .missing
    case .folder, .link, .notAFile: self = .noFile
    case .refused(let code): self = .unreadable(String(cString: strerror(code)))
    }
  }
}
