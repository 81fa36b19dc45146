import HTMLMarkup
import LessonPacks

/// The student's own words.
struct NotesSection {
  let page: StudentPage

  var markup: Markup {
    guard let notes = page.notes else { return .none }
    return page.section(
      "notes", .notes, "<div class=\"notes\" dir=\"auto\">\n\(NotesMarkdown.html(notes))</div>")
  }
}
