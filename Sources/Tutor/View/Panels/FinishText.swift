import CellUI
import LessonPacks
import Reports
import SwiftLexing
import UntrustedText

/// When every check is green: what was built, in numbers of the student's own file, what was measured,
/// what is left, and where it leads.
struct FinishText {
  let content: OverlayContent

  private var model: Model { content.model }
  private var theme: Theme { content.theme }

  var lines: [StyledLine] {
    [
      section(.finishBuilt, numbers), section(.finishNext, onward),
      section(.finishLeft, left), section(.finishMeasured, measured),
    ].filter { !$0.isEmpty }.joined(separator: [StyledLine()]).map(\.self)
  }

  private func section(_ title: Phrase, _ lines: [StyledLine]) -> [StyledLine] {
    lines.isEmpty ? [] : [StyledLine(content.say(title), theme.title)] + lines
  }

  // MARK: What was built

  /// A number and what it counts, the numbers one under the other.
  private var numbers: [StyledLine] {
    let rows = self.rows
    let column = rows.map { DisplayWidth.of($0.number) }.max() ?? 0
    return rows.flatMap { row in
      let pad = String(repeating: " ", count: column - DisplayWidth.of(row.number))
      return hanging(
        StyledLine("\(pad)\(row.number)  ", theme.good), StyledLine(content.say(row.words)),
        width: content.width)
    }
  }

  private var rows: [(number: String, words: Phrase)] {
    let file = model.pack.work.name
    var rows = [(grouped(model.checkCount), Phrase.finishChecks)]
    if let own = model.own {
      rows.append((grouped(CodeLines.count(in: own)), .finishLines(file)))
    }
    if model.progress.activeSeconds > 0 {
      rows.append((TimeText.spent(model.progress.activeSeconds), .finishTime))
    }
    let predictions = model.progress.predictions(in: model.pack)
    if predictions.made > 0 {
      rows.append(("\(predictions.held)/\(predictions.made)", .finishPredictions))
    }
    return rows + finaleRows
  }

  /// What the finale counted, if it ran to its end in this sitting.
  private var finaleRows: [(number: String, words: Phrase)] {
    guard let show = model.finale, show.ending == .finished else { return [] }
    var rows: [(number: String, words: Phrase)] = []
    for fact in show.facts where fact.name == FinaleValue.trainable.rawValue {
      if case .number(let count) = fact.value, let whole = Int(exactly: count) {
        rows.append((grouped(whole), .finishTrainable))
      }
    }
    if let first = show.losses.first, let last = show.losses.last, show.losses.count > 1 {
      rows.append(
        (
          NumberText.ratio(last, in: model.language),
          .finishLoss(steps: show.losses.count, from: first)
        ))
    }
    return rows
  }

  private func grouped(_ number: Int) -> String { NumberText.grouped(number, in: model.language) }

  // MARK: Where it leads

  private var onward: [StyledLine] {
    nextLesson + (model.finaleLine.map { paragraph($0) } ?? []) + adapter
  }

  private var nextLesson: [StyledLine] {
    guard let next = model.nextStop else {
      return model.lessons.count > 1 ? paragraph(content.say(.courseFinished)) : []
    }
    let lesson = model.lessons[next.lesson]
    var reason: Phrase
    switch next.reason {
    case .wasThere: reason = .nextWasBegun
    case .buildsOn(let before):
      reason =
        before.contains { $0 == model.ownLesson }
        ? .nextBuildsOnThis
        : .nextBuildsOn(before.map { model.lessons[$0].name(model.language) })
    case .inOrder, .first: reason = .nextInOrder
    }
    return paragraph(
      content.say(
        Phrase.finishNextLesson(lesson.name(model.language)) + reason
          + .goesThere(lesson.id, model.asking)))
  }

  /// Where the adapter lies, and how to ask the model that it taught.
  private var adapter: [StyledLine] {
    guard model.pack.finale?.languageModel != nil else { return [] }
    guard let path = model.adapterPath else {
      return model.isFinaleOpen ? paragraph(content.say(.teachesModel(model.pack.id))) : []
    }
    return hanging(
      StyledLine(content.say(.adapterLiesIn) + " "),
      StyledLine(VisibleText.line(path, limit: 400), theme.code), width: content.width)
      + paragraph(content.say(.asksModel(model.pack.id)))
  }

  // MARK: What was measured, and what is left

  private var measured: [StyledLine] {
    (model.report?.measures ?? []).flatMap { value in
      let label = model.pack.measures.first { $0.id == value.id }?.label[model.language]
      return hanging(
        StyledLine(theme.glyph(.passed) + " ", theme.good),
        StyledLine("\(label ?? value.id): \(value.value[model.language])"), width: content.width)
    }
  }

  private var left: [StyledLine] {
    let conditions = model.stopConditions
    let strict =
      model.pack.checks.contains { $0.kind == .strict } ? [] : paragraph(content.say(.finishStrict))
    return strict
      + paragraph(
        content.say(
          conditions.notesMeasured ? .finishNothing(model.asking) : .finishNotes(model.asking)))
  }

  private func paragraph(_ text: String) -> [StyledLine] {
    wrap(StyledLine(text), width: content.width)
  }
}
