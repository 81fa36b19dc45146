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
    #expect(StudentWork.whole(of: [content]) == content)
    let parts = work.parts(of: content)
    #expect(parts.map(\.name) == ["LoRA.swift"])
    #expect(parts.map(\.content) == [content])
  }
}
