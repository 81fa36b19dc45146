import LessonPacks
import Progress
import Reports

/// Something the tutor asks of the world. The answer, if there is one, comes as a message.
public enum Effect: Equatable, Sendable {
  /// Judge the student's file; each event comes as `Message.judge` with this number.
  case runChecks(run: Int)
  /// Stop the run that is going; it need not answer.
  case cancelRun
  /// Run the pack's finale; each event comes as `Message.finale` with this number.
  case startFinale(run: Int, FinaleStaging = .small)
  /// Look for language models that the finale can run with. Answer: `modelsFound`.
  case findModels
  case cancelFinale
  /// Run Play.swift, which is written first if it is not there. Answers: `play` with this number.
  case runPlay(run: Int)
  case cancelPlay
  case saveProgress(StudentProgress)
  /// Open the student's file in `$EDITOR`, at a line and column from 1; `file` says which where it is not
  /// the main one. Answer: `resumed`.
  case openEditor(line: Int?, column: Int?, file: String? = nil)
  /// Open the student's file in `$EDITOR` where it speaks of a step. Answer: `resumed`.
  case openEditorAtStep(StepMark)
  /// Open `notes.md` in `$EDITOR`. Answer: `resumed`, then `notesLoaded`.
  case openNotes
  /// Open Play.swift in `$EDITOR`. Answer: `resumed`.
  case openPlay
  /// Hold an instructor's key against the pack's digest. Answer: `keyTried`.
  case tryKey(String, block: String)
  /// Read the student's file, to stand beside the solution. Answer: `ownLoaded`.
  case loadOwn
  /// Read a block's part of the reference file. Answer: `solutionLoaded`.
  case loadSolution(block: String)
  /// Read TensorKit's declarations. Answer: `apiLoaded`.
  case loadAPI
  /// Read `notes.md`. Answer: `notesLoaded`.
  case loadNotes
  /// Write the measured values into `notes.md`. Answer: `notesLoaded`.
  case writeNotes([MeasuredValue])
  /// Put the starter back. Answer: `didReset`; the new file is a save like any other.
  case resetFile
  /// Bring back what the last reset replaced. Answer: `didUndoReset`.
  case undoReset
  /// Close this lesson and open another one, which is another model.
  case openLesson(id: String)
  /// Give the terminal to the shell until the tutor is continued. Answer: `resumed`.
  case suspend
  /// End the program. Always the last of its list.
  case quit
}
