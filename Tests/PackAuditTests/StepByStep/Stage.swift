import LessonPacks

/// One step of a lesson's text, as a student writes it into the file they have so far.
struct Stage: Sendable {
  var block: String
  var step: Int
  /// None where the text has nothing to write.
  var edits: [Edit]

  init(_ block: String, _ step: Int, _ edits: Edit...) {
    self.block = block
    self.step = step
    self.edits = edits
  }

  var name: String { "\(block).\(step)" }
}

enum Edit: Sendable {
  /// Code in the place of the step's comment, of the first one that still stands; or beside it.
  case todo(String)
  /// The same, in the place of the line below the comment too: what the starter returned.
  case body(String)
  /// Other code in the place of some that is there once.
  case instead(of: String, String)
  /// Code above a line that is there once.
  case above(String, String)
}

/// Somebody who writes a lesson in the order of its text, and nothing before its turn.
struct Student: Sendable, CustomStringConvertible {
  var name: String
  var lesson: String
  var stages: [Stage]
  /// What becomes of the comments that say what is to do.
  var comments = Comments.replaced

  enum Comments: String, CaseIterable { case replaced, above, below }

  var description: String { "\(name), comments \(comments)" }

  /// The same code, with the comments replaced, above it and below it.
  var habits: [Student] {
    Comments.allCases.map { comments in
      var student = self
      student.comments = comments
      return student
    }
  }

  /// The checks of steps that are still to be written: green, they would be so by luck.
  func checksAhead(of stage: Stage, _ pack: Pack) -> Set<String> {
    let ahead = stages.drop { $0.name != stage.name }.dropFirst().filter { !$0.edits.isEmpty }
    let names = Set(ahead.map(\.name))
    return Set(
      pack.checks.filter { check in
        check.step.map { names.contains("\(check.block).\($0)") } ?? false
      }.map(\.id))
  }

  /// The file after each stage. Throws where an edit does not find its place.
  func files(from starter: String) throws -> [String] {
    var source = starter
    return try stages.map { stage in
      var turn = 0
      for edit in stage.edits { try apply(edit, of: stage, to: &source, &turn) }
      return source
    }
  }

  private func apply(
    _ edit: Edit, of stage: Stage, to source: inout String, _ turn: inout Int
  ) throws {
    switch edit {
    case .todo(let code): try write(code, below: 0, of: stage, to: &source, &turn)
    case .body(let code): try write(code, below: 1, of: stage, to: &source, &turn)
    case .instead(let old, let new):
      guard source.ranges(of: old).count == 1 else { throw Misplaced(stage: stage.name, text: old) }
      source = source.replacing(old, with: new)
    case .above(let line, let code):
      guard source.ranges(of: line).count == 1 else {
        throw Misplaced(stage: stage.name, text: line)
      }
      source = source.replacing(line, with: code + "\n" + line)
    }
  }

  /// In the place of a comment and so many lines below it.
  private func write(
    _ code: String, below count: Int, of stage: Stage, to source: inout String, _ turn: inout Int
  ) throws {
    var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let mark = "// TODO: Block \(stage.block), step \(stage.step):"
    let places = lines.indices.filter { lines[$0].contains(mark) }
    guard places.indices.contains(turn) else { throw Misplaced(stage: stage.name, text: mark) }
    let place = places[turn]
    var written = code.isEmpty ? [] : [code]
    switch comments {
    case .replaced: break
    case .above: written = [lines[place]] + written
    case .below: written += [lines[place]]
    }
    lines.replaceSubrange(place...place + count, with: written)
    // A comment that is still there has had its turn.
    if comments != .replaced { turn += 1 }
    source = lines.joined(separator: "\n")
  }

  struct Misplaced: Error {
    var stage: String
    var text: String
  }
}
