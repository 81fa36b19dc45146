import Foundation
import Testing

@testable import LessonPacks

struct StudentWorkTests {
  @Test func oneFileIsItsOwnNameAndTheMainOne() {
    let work = StudentWork("LoRA.swift")
    #expect(work.files == ["LoRA.swift"])
    #expect(work.main == "LoRA.swift")
    #expect(work.name == "LoRA.swift")
  }

  @Test func aFileIsTheStudentsByItsWholeName() {
    let work = StudentWork("LoRA.swift")
    #expect(work.contains("LoRA.swift"))
    for other in ["lora.swift", "LoRA.swift.txt", "Sources/LoRA.swift", ""] {
      #expect(!work.contains(other))
    }
  }

  @Test func aVersionInOnePieceIsTheFileItself() {
    let work = StudentWork("LoRA.swift")
    let content = Data([0x61, 0x0D, 0x0A, 0xFF])
    #expect(StudentWork.whole(of: [("LoRA.swift", content)]) == content)
    let parts = work.parts(of: content)
    #expect(parts.map(\.name) == ["LoRA.swift"])
    #expect(parts.map(\.content) == [content])
  }

  private let three = StudentWork("A.swift", further: ["B.swift", "C.swift"])

  @Test func severalFilesComeOutAsTheyWentIn() {
    var generator = SystemRandomNumberGenerator()
    let pieces = [
      "", "\n", "a", "a\n", "\n\na", "// MARK: - File B.swift\n", "// MARK: - File C.swift",
      "é\r\n",
      "x\n// MARK: - File B.swift\ny\n",
    ]
    for _ in 0..<500 {
      let contents = three.files.map { name in
        let text = (0..<3).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        return (name: name, content: Data(text.utf8))
      }
      let parts = three.parts(of: StudentWork.whole(of: contents))
      #expect(parts.map(\.name) == three.files)
      #expect(parts.map(\.content) == contents.map(\.content))
    }
  }

  @Test func aTextByHandSaysWhereItsFilesBegin() {
    let text = "a\n// MARK: - File B.swift\nb\nb\n// MARK: - File C.swift\nc\n"
    let parts = three.parts(of: Data(text.utf8)).map { String(decoding: $0.content, as: UTF8.self) }
    #expect(parts == ["a\n", "b\nb\n", "c\n"])
    #expect(three.unmarked(in: text).isEmpty)
  }

  @Test func whatATextByHandLacksIsEmptyAndSaid() {
    let text = "a\n// MARK: - File C.swift\nc"
    let parts = three.parts(of: Data(text.utf8)).map { String(decoding: $0.content, as: UTF8.self) }
    #expect(parts == ["a\n", "", "c"])
    #expect(three.unmarked(in: text) == ["B.swift"])
  }
}
