import CellUI
import LessonPacks

extension Painter {
  /// The course: every lesson, how far it is, and what the one under the cursor is.
  mutating func drawHome() {
    let green = model.lessons.reduce(0) { $0 + $1.green }
    let all = model.lessons.reduce(0) { $0 + $1.checkCount }
    let right =
      say(.lessonsAndChecks(model.lessons.count, green, of: all)) + " · \(language.rawValue) "
    put(
      StyledLine(" ByHand", theme.accent), right: StyledLine(right, theme.dim), 0, in: layout.header
    )
    drawLessons()
    drawWay()
    drawLessonCard()
  }

  /// What is done, what to go on with, what comes then, and why.
  private mutating func drawWay() {
    guard let area = layout.way else { return }
    _ = box(area, StyledLine(say(.whereYouAre), theme.title), joinsAbove: true)
    let text = area.textArea
    scrolled(model.wayLines(width: text.width), from: 0, in: text)
  }

  private mutating func drawLessons() {
    let inside = box(layout.list, StyledLine(say(.yourCourse), theme.title))
    let counts = model.lessons.map { " \($0.green)/\($0.checkCount) " }
    let countWidth = counts.map(\.count).max() ?? 0
    let barWidth = inside.width < 60 ? 8 : 18
    let nameWidth = max(12, inside.width - barWidth - countWidth - 1)
    let first = firstRow(showing: model.homeIndex, of: model.lessons.count, in: inside.height)
    let shown = model.lessons.indices.dropFirst(first).prefix(inside.height)
    for (line, index) in shown.enumerated() {
      let lesson = model.lessons[index]
      let isSelected = index == model.homeIndex
      let name =
        StyledLine(isSelected ? theme.pointer : " ", theme.accent)
        + StyledLine(lesson.name(language), isSelected ? theme.title : .plain)
      let bar = theme.bar(lesson.green, of: lesson.checkCount, width: barWidth)
      let count =
        StyledLine(String(repeating: " ", count: countWidth - counts[index].count))
        + StyledLine(counts[index], lesson.isFinished ? theme.good : .plain)
      put(
        name.clipped(to: nameWidth, marker: theme.ellipsis), right: bar + count, line, in: inside)
    }
    drawScrollMark(
      start: first, shown: inside.height, of: model.lessons.count, in: inside)
  }

  /// What the lesson builds, how long it takes, where the student was; who is new here reads how
  /// this works.
  private mutating func drawLessonCard() {
    guard let area = layout.lesson, model.lessons.indices.contains(model.homeIndex) else { return }
    let lesson = model.lessons[model.homeIndex]
    _ = box(area, StyledLine(lesson.name(language), theme.title))
    let text = area.textArea
    var lines: [StyledLine] = []
    if let about = lesson.about {
      lines += Markdown.render(about[language], width: text.width, theme: theme.markdown)
    }
    let planned = lesson.minutes.map { say(.hours($0)) }
    let spent =
      lesson.activeSeconds > 0 ? say(.spent(TimeText.spent(lesson.activeSeconds))) : nil
    let times = [planned, spent].compactMap { $0 }
    if !times.isEmpty {
      lines += wrap(StyledLine(times.joined(separator: " · "), theme.dim), width: text.width)
    }
    if let before = model.courseText.before(lesson) {
      lines += wrap(StyledLine(before, theme.dim), width: text.width)
    }
    if lesson.isAdded {
      lines += Markdown.render(say(.lessonAdded), width: text.width, theme: theme.markdown)
    }
    lines += [StyledLine()] + wrap(StyledLine(progress(of: lesson)), width: text.width)
    if model.lessons.allSatisfy({ !$0.isBegun }) {
      lines +=
        [StyledLine()]
        + Markdown.render(
          say(.newHere(file: model.pack.work.name)), width: text.width, theme: theme.markdown)
    }
    scrolled(lines, from: 0, in: text)
  }

  private func progress(of lesson: LessonSummary) -> String {
    if lesson.isFinished { return theme.glyph(.passed) + " " + say(.lessonDone) }
    guard let ago = lesson.secondsAgo else { return say(.lessonNew) }
    guard let position = lesson.position else { return say(.ago(ago)) }
    return say(.youWereAt(position[language], ago: .ago(ago)))
  }
}

extension Model {
  var courseText: CourseText { CourseText(lessons: lessons, language: language) }

  /// What stands under the lessons of the course's page.
  func wayLines(width: Int) -> [StyledLine] {
    let theme = Theme(capabilities: capabilities)
    let text = courseText
    let offers = text.way.offered != nil
    return wrap(StyledLine(text.done, theme.dim), width: width)
      + text.sentences.enumerated().flatMap { index, sentence in
        hanging(
          StyledLine(index == 0 && offers ? theme.arrow + " " : "  ", theme.accent),
          StyledLine(sentence, offers ? .plain : theme.good), width: width)
      }
  }
}
