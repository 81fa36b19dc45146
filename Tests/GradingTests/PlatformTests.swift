import GradingFormats
import TestSupport
import Testing

@testable import Grading

/// Names of entries as platforms give them, taken apart.
@Suite struct PlatformTests {
  @Test func moodle() {
    let reading = Platform.moodle.read([
      "Ana María O'Neill_1234567_assignsubmission_file/LoRA.swift",
      "Ana María O'Neill_1234567_assignsubmission_file/notes.md",
      "Ben_Under_Score_42_assignsubmission_file_LoRA.swift",
      "Ben_Under_Score_42_assignsubmission_onlinetext/onlinetext.html",
      "Cleo_7_assignsubmission_file_/src/LoRA.swift",
      "__MACOSX/x", "feedback.txt",
    ]) { _ in nil }
    #expect(reading.items.map(\.key) == ["1234567", "42", "7"])
    #expect(
      reading.items.map(\.people[0].name) == ["Ana María O'Neill", "Ben_Under_Score", "Cleo"])
    #expect(
      reading.items.map { $0.files.map(\.name) }
        == [["LoRA.swift", "notes.md"], ["LoRA.swift"], ["src/LoRA.swift"]])
    #expect(reading.items[1].delivery.originalName == "Ben_Under_Score_42_assignsubmission_file_")
    #expect(reading.passed.count == 3)
  }

  @Test func canvas() {
    let reading = Platform.canvas.read([
      "doejane_12_345_LoRA.swift", "roejim_LATE_13_346_my_layer.swift", "liwei_14_347_LoRA-2.swift",
      "liwei_14_348_LoRA.swift", "readme.txt",
    ]) { _ in nil }
    #expect(reading.items.map(\.key) == ["12", "13", "14", "14"])
    #expect(reading.items.map(\.delivery.isLate) == [false, true, false, false])
    #expect(
      reading.items.map { $0.files[0].name }
        == ["LoRA.swift", "my_layer.swift", "LoRA.swift", "LoRA.swift"])
    #expect(reading.items[3].order.lexicographicallyPrecedes(reading.items[2].order))
    #expect(reading.passed.map(\.path) == ["readme.txt"])
  }

  @Test func brightspace() {
    let reading = Platform.brightspace.read([
      "31-9 - Jane Doe - Sep 4, 2026 1159 PM/LoRA.swift",
      "31-9 - Jane Doe - Sep 14, 2026 1201 AM/LoRA.swift",
      "32-9 - Li - Wei - Oct 1, 2026 9:05 AM - LoRA.swift", "index.html",
    ]) { _ in nil }
    #expect(reading.items.map(\.key) == ["31", "31", "32"])
    #expect(
      reading.items.map(\.delivery.submittedAt)
        == ["2026-09-04T23:59", "2026-09-14T00:01", "2026-10-01T09:05"])
    #expect(reading.items.map(\.people[0].name) == ["Jane Doe", "Jane Doe", "Li - Wei"])
    #expect(reading.passed.map(\.path) == ["index.html"])
  }

  @Test func gradescope() {
    let metadata = """
      ---
      submission_456:
        :submitters:
        - :name: Jane Doe
          :sid: '0012'
          :email: jane@example.org
        - :name: Jim Roe
          :sid: '0013'
          :email: jim@example.org
        :created_at: 2026-09-14 23:12:45.123456000 -07:00
        :history:
        - :created_at: 2026-09-13 10:00:00.000000000 -07:00
      submission_457:
        :submitters:
        - :name: Nobody's File
        :created_at: 2026-09-14 23:12:45 UTC
      """
    let reading = Platform.gradescope.read([
      "assignment_1_export/submission_456/LoRA.swift",
      "assignment_1_export/submission_metadata.yml", "assignment_1_export/submission_9/x.swift",
    ]) { $0.hasSuffix(".yml") ? metadata : nil }
    let first = reading.items.first { $0.key == "submission_456" }
    #expect(first?.people.map(\.id) == ["0012", "0013"])
    #expect(first?.delivery.submittedAt == "2026-09-14T23:12:45-07:00")
    #expect(first?.delivery.earlier == ["2026-09-13T10:00:00-07:00"])
    #expect(Set(reading.items.map(\.key)) == ["submission_456", "submission_457", "submission_9"])
    #expect(reading.items.first { $0.key == "submission_457" }?.files == [])
  }

  @Test func githubClassroom() {
    let reading = Platform.githubClassroom.read([
      "lora-lab-submissions/lora-lab-ana-b/LoRA.swift",
      "lora-lab-submissions/lora-lab-ana-b/.git/",
      "lora-lab-submissions/lora-lab-ben/Sources/LoRA.swift", "lora-lab-submissions/grades.csv",
    ]) { _ in nil }
    #expect(reading.items.map(\.key) == ["ana-b", "ben"])
    #expect(reading.items.map(\.people[0].login) == ["ana-b", "ben"])
    #expect(reading.passed.map(\.path) == ["lora-lab-submissions/grades.csv"])
  }

  /// Every path of an export is in the reading once, whatever it is called.
  @Test(arguments: Platform.allCases) func nothingIsLost(_ platform: Platform) {
    var generator = SeededGenerator(seed: 5)
    let parts = [
      "a_1_assignsubmission_file_", "b_LATE_2_3_x.swift", "submission_4",
      "5-6 - C D - Sep 1, 2026 101 AM",
      "lab-e", "LoRA.swift", "__MACOSX", ".git", "index.html", "_", " - ", "f_7_8_",
      "submission_metadata.yml",
    ]
    for _ in 0..<500 {
      let paths = Set(
        (0..<Int.random(in: 1...8, using: &generator)).map { _ in
          (0..<Int.random(in: 1...3, using: &generator)).map { _ in
            parts[Int.random(in: 0..<parts.count, using: &generator)]
          }.joined(separator: "/")
        })
      let reading = platform.read(paths.sorted()) { _ in "--- 1" }
      let all = reading.items.flatMap { $0.files.map { $0.path } } + reading.passed.map { $0.path }
      #expect(all.sorted() == paths.sorted())
    }
  }

  @Test func aFormIsRecognisedOrNot() {
    #expect(Platform.recognised(["A B_1_assignsubmission_file_/x.swift", "__MACOSX/a"]) == .moodle)
    #expect(Platform.recognised(["doejane_12_345_LoRA.swift"]) == .canvas)
    #expect(
      Platform.recognised(["e/submission_1/x.swift", "e/submission_metadata.yml"]) == .gradescope)
    #expect(Platform.recognised(["ana/LoRA.swift", "ben_2/LoRA.swift", "x_1.swift"]) == nil)
  }
}
