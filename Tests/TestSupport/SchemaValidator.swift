import Foundation

/// Programs of others that hold a document against a schema. They are asked where they are installed;
/// with `BYHAND_VALIDATORS=1` in the environment they must be.
public enum SchemaValidator: String, Sendable {
  /// For XML, of Debian's `libxml2-utils`.
  case xmllint
  /// For JSON, the package `jsonschema` of Python 3.
  case jsonschema

  /// Whether the tests that need it are to run: where it is missing and is demanded, they fail.
  public var isWanted: Bool {
    ProcessInfo.processInfo.environment["BYHAND_VALIDATORS"] == "1" || isHere
  }

  private var isHere: Bool {
    let question =
      self == .xmllint ? ["xmllint", "--version"] : ["python3", "-c", "import jsonschema"]
    return (try? Command.run(question))?.status == 0
  }

  /// What it finds wrong in each of `documents`, which are written to a folder for it; empty where all
  /// hold. `schema` is a path in `Tests/GradingFormatsTests/Schemas`.
  public func complaints(about documents: [String], schema: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("byhand-schema-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = documents.indices.map { folder.appendingPathComponent("\($0).txt").path }
    for (path, document) in zip(paths, documents) {
      try Data(document.utf8).write(to: URL(fileURLWithPath: path))
    }
    let schema = Repository.root.appendingPathComponent(
      "Tests/GradingFormatsTests/Schemas/\(schema)"
    )
    .path
    let answer =
      switch self {
      case .xmllint: try Command.run(["xmllint", "--noout", "--schema", schema] + paths)
      case .jsonschema: try Command.run(["python3", "-c", Self.script, schema] + paths)
      }
    return answer.status == 0 ? "" : "exit \(answer.status): \(answer.errors)"
  }

  /// The same of YAML, as an editor sees it: a time is a text. The package `yaml` of Python 3 reads it.
  public static func yaml(_ documents: [String], against schema: URL) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("byhand-schema-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = documents.indices.map { folder.appendingPathComponent("\($0).yml").path }
    for (path, document) in zip(paths, documents) {
      try Data(document.utf8).write(to: URL(fileURLWithPath: path))
    }
    let reading = """
      import yaml
      class Texts(yaml.SafeLoader): pass
      Texts.yaml_implicit_resolvers = {
          mark: [(tag, test) for tag, test in tests if not tag.endswith(":timestamp")]
          for mark, tests in yaml.SafeLoader.yaml_implicit_resolvers.items()}
      """
    let script =
      reading + "\n" + script.replacing("json.load(file)", with: "yaml.load(file, Texts)")
    let answer = try Command.run(["python3", "-c", script, schema.path] + paths)
    return answer.status == 0 ? "" : "exit \(answer.status): \(answer.errors)"
  }

  private static let script = """
    import json, sys
    from jsonschema import Draft202012Validator
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    wrong = 0
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        for error in validator.iter_errors(document):
            wrong += 1
            print(path, error.json_path, error.message[:300], file=sys.stderr)
    sys.exit(1 if wrong else 0)
    """
}

/// A program of the machine's, run to its end.
public enum Command {
  /// What it printed, what it complained of, and its exit status.
  public struct Answer: Sendable {
    public var output: String
    public var errors: String
    public var status: Int32
  }

  /// Finds the first of `words` in the path, and gives it the others. What it prints goes through files:
  /// a pipe that nobody empties holds it.
  public static func run(_ words: [String]) throws -> Answer {
    let stem = FileManager.default.temporaryDirectory
      .appendingPathComponent("byhand-command-\(UUID().uuidString)").path
    let paths = [stem + ".out", stem + ".err"]
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    for path in paths { try Data().write(to: URL(fileURLWithPath: path)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: paths[0])
    process.standardError = FileHandle(forWritingAtPath: paths[1])
    try process.run()
    process.waitUntilExit()
    let texts = paths.map { path in
      String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    return Answer(output: texts[0], errors: texts[1], status: process.terminationStatus)
  }
}
