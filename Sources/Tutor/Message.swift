import LessonPacks
import APICards
import CellUI
import Reports

/// Everything that can happen to the tutor.
public enum Message: Equatable, Sendable {
  /// The program is ready: the first run begins.
  case started
  case key(Key)
  case mouse(Mouse)
  /// Text that was pasted; never keys.
  case pasted(String)
  /// What a line or a command asks for, by name and not by a key.
  case action(Action)
  case resize(Size)
  /// Seconds since the last tick, on a clock that only runs forward. Send about one a second.
  case tick(seconds: Double)
  /// Seconds since the last command of a student who works with commands; as much of it counts as a
  /// student may sit without a key.
  case returned(afterSeconds: Double)
  /// The student's file was saved, by whomever.
  case fileSaved
  /// Play.swift was saved.
  case playSaved
  /// What the judge says of the run that `Effect.runChecks` asked for by this number.
  case judge(JudgeEvent, run: Int)
  /// The judge could not work at all; the sentence says why and what to do next.
  case judgeFailed(String, run: Int)
  /// The judge was kept from judging, this time: why, and what to do.
  case notJudged(Phrase, run: Int)
  /// What is heard of the finale that `Effect.startFinale` asked for by this number, and when, in
  /// seconds on a clock that only runs forward.
  case finale(FinaleEvent, run: Int, at: Double)
  /// The language models of this machine.
  case modelsFound(LanguageModelSearch)
  /// What the playground does in the run that `Effect.runPlay` asked for by this number.
  case play(PlayEvent, run: Int)
  case solutionLoaded(String)
  /// The student's file as it is now; empty where it cannot be read.
  case ownLoaded(String)
  case apiLoaded([APICard])
  /// Every lesson of the course, this one among them.
  case lessonsLoaded([LessonSummary])
  /// Whether an instructor's key fitted.
  case keyTried(fits: Bool, block: String)
  /// The text of `notes.md`, nil while there is none, and whether it holds every measured value.
  case notesLoaded(String?, complete: Bool)
  case didReset(undoable: Bool)
  case didUndoReset
  /// The editor or the shell gave the terminal back.
  case resumed
  /// Another effect could not be carried out; the sentence says why and what to do next.
  case effectFailed(String)
  /// The terminal is gone, or the program was told to end.
  case terminated
}
