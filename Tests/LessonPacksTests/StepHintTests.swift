import Testing

@testable import LessonPacks

/// Hints of one step: how their titles are read, what is refused, and which hints a step has.
struct StepHintTests {
  private static let english = """
    ## Which operation

    Addition is enough.

    ## Step 2 · Where it stands

    In the body.

    ## Step 1 · The name

    ```
    ## Step 7 · not a title
    ```

    ## Step 2 · Almost the line

    `x + …`

    """
  private static let spanish = """
    ## Qué operación

    Basta con sumar.

    ## Paso 2 · Dónde está

    En el cuerpo.

    ## Paso 1 · El nombre

    `double`

    ## Paso 2 · Casi la línea

    `x + …`

    """

  private func folder(_ english: String = english, _ spanish: String = spanish) throws -> PackFolder
  {
    let folder = try PackFolder()
    try folder.replace(
      "## Step 2 ·", with: "## Step 1 · Name\n\nIt is `double`.\n\n## Step 2 ·", in: "text/en/A.md")
    try folder.replace(
      "## Paso 2 ·", with: "## Paso 1 · Nombre\n\nEs `double`.\n\n## Paso 2 ·", in: "text/es/A.md")
    try folder.write(english, to: "hints/en/A.md")
    try folder.write(spanish, to: "hints/es/A.md")
    return folder
  }

  @Test func aNumberInTheTitleIsTheStep() throws {
    let folder = try folder()
    let block = try PackLoader.load(folder.url).blocks[0]
    #expect(block.hints.map(\.step) == [nil, 2, 1, 2])
    #expect(block.hints[1].text[.en] == "## Where it stands\n\nIn the body.")
    #expect(block.hints[1].text[.es] == "## Dónde está\n\nEn el cuerpo.")
    #expect(block.hints[2].text[.en].contains("## Step 7 · not a title"))
  }

  @Test func aStepHasItsOwnHintsAndThenTheBlocks() throws {
    let folder = try folder()
    let block = try PackLoader.load(folder.url).blocks[0]
    func titles(_ step: Int?) -> [Substring?] {
      block.ladder(step: step).hints.map { $0.text[.en].split(separator: "\n").first }
    }
    #expect(titles(2) == ["## Where it stands", "## Almost the line", "## Which operation"])
    #expect(titles(1) == ["## The name", "## Which operation"])
    #expect(titles(nil) == ["## Which operation"])
    #expect(titles(9) == ["## Which operation"])
    #expect(block.ladder(step: 2).own == 2)
    #expect(block.ladder(step: 9).own == 0)
    #expect(block.hintedSteps == [1, 2])
  }

  @Test func withoutAStepTheHintsAreTheBlocks() throws {
    let folder = try PackFolder()
    let block = try PackLoader.load(folder.url).blocks[0]
    #expect(block.hintedSteps == [])
    #expect(block.ladder(step: 2) == block.ladder(step: nil))
    #expect(block.ladder(step: 2).hints == block.hints)
  }

  /// What is no title of a step: no dot, no number, no word before it.
  @Test(arguments: ["Step 2: What", "Step · What", "2 · What", "Step 2", "Step 0 · What"])
  func anotherTitleIsTheWholeBlocks(_ title: String) throws {
    let hints = HintReader.rungs(of: "## \(title)\n\nText.\n", file: "h").rungs
    #expect(hints.map(\.step) == [nil])
    #expect(hints.map(\.text) == ["## \(title)\n\nText."])
  }

  @Test func aStepThatTheTextDoesNotHaveIsRefused() throws {
    let problems = try folder(
      Self.english.replacing("## Step 1", with: "## Step 3"),
      Self.spanish.replacing("## Paso 1", with: "## Paso 3")
    ).problems()
    #expect(
      problems.map(\.description) == [
        "hints/en/A.md:9: a hint for step 3, which text/en/A.md does not have. "
          + "Its steps are 1, 2; a hint for the whole block has no number in its title",
        "hints/es/A.md:9: a hint for step 3, which text/es/A.md does not have. "
          + "Its steps are 1, 2; a hint for the whole block has no number in its title",
      ])
  }

  @Test func aTextWithoutStepsHasNoHintsForThem() throws {
    let folder = try PackFolder()
    try folder.write("# B\n\nText.\n", to: "text/en/B.md")
    try folder.write("## Step 1 · Where\n\nHere.\n", to: "hints/en/B.md")
    let problem = try #require(folder.problems().first { $0.file == "hints/en/B.md" })
    #expect(problem.line == 1)
    #expect(problem.message == "a hint for step 1, which text/en/B.md does not have")
    #expect(
      problem.hint == "It has no steps; a hint for the whole block has no number in its title")
  }

  /// A text that could not be read has been said to be missing, and nothing is known of its steps.
  @Test func aTextThatIsMissingIsSaidOnce() throws {
    let folder = try folder()
    try folder.remove("text/es/A.md")
    #expect(
      folder.problems() == [PackProblem(file: "text/es/A.md", message: "the file is missing")])
  }

  @Test func languagesHaveHintsForTheSameSteps() throws {
    let swapped = Self.spanish.replacing("## Paso 2 · Dónde", with: "## Dónde")
      .replacing("## Paso 1 ·", with: "## Paso 2 ·")
    #expect(
      try folder(Self.english, swapped).problems().map(\.description) == [
        "hints/es/A.md:5: hint 2 is for the whole block, and in hints/en/A.md for step 2. "
          + "Every language has the same hints for the same steps, in one order",
        "hints/es/A.md:9: hint 3 is for step 2, and in hints/en/A.md for step 1. "
          + "Every language has the same hints for the same steps, in one order",
      ])
  }

  /// One that is missing moves all those behind it: the first place where the files part is enough.
  @Test func aMissingHintIsPlaced() throws {
    let fewer = Self.spanish.replacing("## Paso 2 · Dónde está\n\nEn el cuerpo.\n\n", with: "")
    let problem = try #require(try folder(Self.english, fewer).problems().first)
    #expect(problem.message == "3 hints, and 4 in hints/en/A.md")
    #expect(problem.file == "hints/es/A.md" && problem.line == 5)
  }
}
