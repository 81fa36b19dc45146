import TestSupport
import Testing

@testable import GradingFormats

/// Every format that has a schema, held against it by a validator that is not ours; and each schema is
/// seen to say no to something.
@Suite(.fewAtATime) struct ValidatorTests {
  private static let grades = SampleGrades.all + RandomGrades.some(100, seed: 1)

  private static let onClassroom50 = PlatformContext(environment: [
    "CLASSROOM": "ml-2026", "ASSIGNMENT": "lora", "ASSIGNMENT_TYPE": "individual", "OWNER": "ana",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://github.com/o/r/commit/a1b2c3d",
    "RELEASE_URL": "https://github.com/o/r/releases/tag/x",
  ])

  @Test(.enabled(if: SchemaValidator.xmllint.isWanted))
  func junit() throws {
    let documents = Self.grades.map { GradeFormat.junit.render($0) }
    let schema = "junit-10.xsd"
    #expect(try SchemaValidator.xmllint.complaints(about: documents, schema: schema) == "")
    let good = GradeFormat.junit.render(SampleGrades.mixed)
    for (part, other) in [
      ("<testcase name", "<testcase line=\"3\" name"), ("<testsuites name", "<testsuites skipped"),
      ("</testsuites>", ""), ("<property name=\"score\"", "<property"),
    ] {
      #expect(good.contains(part))
      let bad = good.replacing(part, with: other)
      #expect(try SchemaValidator.xmllint.complaints(about: [bad], schema: schema) != "", "\(part)")
    }
  }

  @Test(.enabled(if: SchemaValidator.jsonschema.isWanted))
  func gradescope() throws {
    try hold(
      "gradescope-results.schema.json", Self.grades.map { GradeFormat.gradescope.render($0) },
      no: ("\"failed\"", "\"fail\""), ("\"max_score\"", "\"max\""), ("\"hidden\"", "\"secret\""))
  }

  @Test(.enabled(if: SchemaValidator.jsonschema.isWanted))
  func prairieLearn() throws {
    try hold(
      "prairielearn-results.schema.json", Self.grades.map { GradeFormat.prairielearn.render($0) },
      no: ("\"gradable\" : true", "\"gradable\" : false"), ("\"score\" : 0.1", "\"score\" : 1.1"))
  }

  @Test(.enabled(if: SchemaValidator.jsonschema.isWanted))
  func classroom50() throws {
    try hold(
      "classroom50-result.schema.json",
      Self.grades.map { GradeFormat.classroom50.render($0, on: Self.onClassroom50) },
      no: ("\"score\" : 1", "\"score\" : 1.5"), ("\"owner\"", "\"owners\""),
      ("14:32:05Z", "14:32:05"), ("submit\\/", "tag/"), ("submit/", "tag/"))
  }

  @Test(.enabled(if: SchemaValidator.jsonschema.isWanted))
  func ownJSON() throws {
    try hold(
      "grade.schema.json",
      Self.grades.map { GradeFormat.json.render($0) } + Self.grades.map(GradeJSON.render),
      no: ("\"version\" : 3", "\"version\" : 2"), ("\"firstRed\"", "\"first\""),
      ("\"sure\"", "\"certain\""))
  }

  /// `no` are parts of the first document, and what makes it a wrong one in their place.
  private func hold(
    _ schema: String, _ documents: [String], no: (part: String, other: String)...
  ) throws {
    let validator = SchemaValidator.jsonschema
    #expect(try validator.complaints(about: documents, schema: schema) == "")
    let good = try #require(documents.first)
    for (part, other) in no where good.contains(part) {
      let bad = good.replacing(part, with: other)
      #expect(try validator.complaints(about: [bad], schema: schema) != "", "\(part)")
    }
    #expect(no.contains { good.contains($0.part) })
  }

  /// What our own readings of the formats say of grades that nobody thought of.
  @Test func randomGradesHold() throws {
    for (shown, grade) in Self.grades.prefix(50).enumerated() {
      #expect(try Schema.gradescope(GradeFormat.gradescope.render(grade)) == [], "grade \(shown)")
      #expect(
        try Schema.prairieLearn(GradeFormat.prairielearn.render(grade)) == [], "grade \(shown)")
      #expect(try Schema.classroom50(GradeFormat.classroom50.render(grade)) == [], "grade \(shown)")
      #expect(try Schema.autolab(GradeFormat.autolab.render(grade), grade) == [], "grade \(shown)")
      #expect(Schema.vpl(GradeFormat.vpl.render(grade), grade) == [], "grade \(shown)")
      #expect(Schema.tap(GradeFormat.tap.render(grade), grade) == [], "grade \(shown)")
      #expect(Schema.github(GradeFormat.github.render(grade), grade) == [], "grade \(shown)")
      #expect(Schema.junit(GradeFormat.junit.render(grade)) == [], "grade \(shown)")
      #expect(try Schema.ownJSON(GradeFormat.json.render(grade)) == [], "grade \(shown)")
      #expect(GradeJSON.read(.init(GradeJSON.render(grade).utf8)) == grade, "grade \(shown)")
    }
  }
}
