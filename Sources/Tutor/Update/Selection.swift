import LessonPacks
import Reports

extension Model {
  /// Where a block is begun: its page while nothing of it is begun, else its first step that does not
  /// hold.
  var firstOpenSelection: Selection {
    guard let block = selectedBlock, progress.runs > 0 || report != nil else { return .page }
    return hasBegun(block) ? firstOpenStep(of: block) ?? .page : .page
  }

  /// The first step of a block that does not hold, or the first such check of one without steps.
  func firstOpenStep(of block: Block) -> Selection? {
    let number = stepNumbers(of: block).first { number in
      let checks = block.checks.filter { $0.step == number }
      return !checks.isEmpty && mark(of: checks) != .passed
    }
    if let number { return .step(number) }
    return block.checks.first { $0.step == nil && !isGreen($0) }.map { .check($0.id) }
  }

  mutating func select(block index: Int) {
    guard pack.blocks.indices.contains(index), index != blockIndex else { return }
    blockIndex = index
    progress.selectedBlock = pack.blocks[index].id
    settle(on: firstOpenSelection)
    selectFirstRedOfBlock()
  }

  /// By name in either case, or by its number from 1. False where there is no such block, and a notice
  /// says so.
  @discardableResult
  mutating func select(blockNamed name: String) -> Bool {
    let index = pack.blocks.firstIndex { $0.id.lowercased() == name.lowercased() }
    // Not below 1 before it is counted down: the least number has none below it.
    let number = Int(name).flatMap { $0 < 1 ? nil : $0 - 1 }
    guard let index = index ?? number, pack.blocks.indices.contains(index) else {
      notice = .noSuch(.block, name, known: pack.blocks.map(\.id))
      return false
    }
    place = .lesson
    if index == blockIndex { progress.selectedBlock = pack.blocks[index].id }
    select(block: index)
    return true
  }

  /// From the last block on to the first, and back.
  mutating func selectBlock(by step: Int) {
    let count = pack.blocks.count
    guard count > 0 else { return }
    select(block: ((blockIndex + step) % count + count) % count)
  }

  mutating func select(checkNamed id: String) {
    guard let check = pack.checks.first(where: { $0.id == id }),
      let index = pack.blocks.firstIndex(where: { $0.id == check.block })
    else {
      notice = .noSuch(.check, id, known: near(id))
      return
    }
    select(block: index)
    settle(on: .check(id))
  }

  /// False where the block has no such step, and a notice says so.
  @discardableResult
  mutating func select(step number: Int) -> Bool {
    guard let block = selectedBlock else { return false }
    let numbers = stepNumbers(of: block)
    guard numbers.contains(number) else {
      notice = .noSuch(.step, "\(number)", known: numbers.map(String.init))
      return false
    }
    settle(on: .step(number))
    return true
  }

  /// The check that is spelt most like a word, or those of the block whose names have it in them.
  private func near(_ word: String) -> [String] {
    guard !word.isEmpty else { return selectedBlock?.checks.map(\.id) ?? [] }
    if let nearest = Spelling.nearest(to: word, among: pack.checks.map(\.id)) { return [nearest] }
    let alike = pack.checks.map(\.id).filter { $0.contains(word.lowercased()) }
    return alike.isEmpty ? selectedBlock?.checks.map(\.id) ?? [] : alike
  }

  mutating func selectPage() { settle(on: .page) }

  /// Up and down the rows; above the first stands the block's page.
  mutating func selectRow(by step: Int) {
    let rows = rows
    let selectable = rows.indices.filter { rows[$0].selection != nil }
    guard let first = selectable.first, let last = selectable.last else { return }
    guard let at = selectedRow else {
      if step > 0, let selection = rows[first].selection { settle(on: selection) }
      return
    }
    if at + step < first { return settle(on: .page) }
    if let selection = rows[min(at + step, last)].selection { settle(on: selection) }
  }

  /// Everything that belonged to the old selection begins anew.
  mutating func settle(on selection: Selection) {
    guard selection != self.selection else { return }
    let step = currentStep
    let check = selectedCheck?.id
    self.selection = selection
    if currentStep != step || selection == .page { lessonScroll = 0 }
    if selectedCheck?.id != check { diff = DiffView() }
    prefersLesson = false
  }

  /// The first red check of the selected block, else of any.
  mutating func selectFirstRed() {
    let order = [selectedBlock].compactMap { $0 } + pack.blocks
    guard let red = order.lazy.compactMap(firstRed).first else {
      notice = .nothingRed
      return
    }
    select(checkNamed: red.id)
  }

  mutating func selectFirstRedOfBlock() {
    if let red = selectedBlock.flatMap(firstRed) { settle(on: .check(red.id)) }
  }

  /// The first red check of the first red step, as the rows stand; those without a step come last.
  func firstRed(of block: Block) -> Check? {
    let red = block.checks.filter(isRed)
    let first = red.map { $0.step ?? .max }.min()
    return red.first { ($0.step ?? .max) == first }
  }

  /// Keeps the place the student was looking at, if the new result still has it: an offset means
  /// nothing in an array of another shape.
  mutating func settleDiff(lastShape: [Int]?) {
    if let finding = diff.finding, finding >= selectedFindings.count { diff.finding = nil }
    if selectedFinding?.array?.shape != lastShape { diff.cursor = nil }
  }
}
