import LessonPacks
import Reports

extension Model {
  /// Selects a block of the pack and, in it, the first check that is red.
  mutating func select(block index: Int) {
    guard pack.blocks.indices.contains(index), index != blockIndex else { return }
    blockIndex = index
    progress.selectedBlock = pack.blocks[index].id
    lessonScroll = 0
    select(check: 0)
    selectFirstRed()
  }

  /// From the last block on to the first, and back.
  mutating func selectBlock(by step: Int) {
    let count = pack.blocks.count
    guard count > 0 else { return }
    select(block: ((blockIndex + step) % count + count) % count)
  }

  mutating func selectCheck(by step: Int) {
    let count = selectedBlock?.checks.count ?? 0
    guard count > 0 else { return }
    select(check: min(max(0, checkIndex + step), count - 1))
  }

  mutating func select(check index: Int) {
    guard index != checkIndex else { return }
    checkIndex = index
    diff = DiffView()
  }

  mutating func selectFirstRed() {
    let red = selectedBlock?.checks.firstIndex { results[$0.id]?.verdict.isRed == true }
    if let red { select(check: red) }
  }

  /// Keeps the place the student was looking at, if the new result still has it: an offset means
  /// nothing in an array of another shape.
  mutating func settleDiff(lastShape: [Int]?) {
    if let finding = diff.finding, finding >= selectedFindings.count { diff.finding = nil }
    if selectedFinding?.array?.shape != lastShape { diff.cursor = nil }
  }
}
