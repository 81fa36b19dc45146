import LessonPacks

/// A pack's problem as both formats for CI have it.
struct ProblemDTO: Encodable {
  var file: String
  var line: Int?
  var message: String
  var hint: String?

  init(_ problem: PackProblem) {
    file = problem.file
    line = problem.line
    message = problem.message
    hint = problem.hint
  }
}
