import Yams

/// A YAML file as the tree of its nodes.
enum YamlDocument {
  /// What the whole file is called in a sentence.
  static let root = "the file"

  /// The one document of `text`, or nil after the reason was left in `log`.
  static func read(_ text: String, file: String, log: ProblemLog) -> YamlValue? {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        log.add(PackProblem(file: file, message: "the file is empty"))
        return nil
      }
      return YamlValue(node: node, path: root, file: file, log: log)
    } catch let error as YamlError {
      log.add(problem(error, file: file))
    } catch {
      log.add(PackProblem(file: file, message: "not YAML: \(error)"))
    }
    return nil
  }

  private static func problem(_ error: YamlError, file: String) -> PackProblem {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      PackProblem(
        file: file, line: mark.line, message: "not YAML: \(problem)",
        hint: "Look at the indentation, and put texts that hold `: ` or `#` in quotes")
    case .duplicatedKeysInMapping(let keys, let context):
      PackProblem(
        file: file, line: context.mark.line,
        message: "given twice in one mapping: "
          + keys.sorted().map { "`\($0)`" }.joined(separator: ", "),
        hint: "Keep one of them")
    case .reader(let problem, _, _, _):
      PackProblem(file: file, message: "not YAML: \(problem)")
    default: PackProblem(file: file, message: "not YAML: \(error)")
    }
  }
}
