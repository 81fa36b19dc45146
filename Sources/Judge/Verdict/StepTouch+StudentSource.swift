import Foundation
import LessonPacks
import Reports

extension StepTouch {
  /// What of the pack's starter still stands in the student's file; nil where either is no text.
  init?(_ source: StudentSource, in pack: Pack) {
    guard let text = source.text(of: pack.work), let starter = pack.starterText else { return nil }
    self.init(starter: starter, student: text.whole)
  }
}
