import LessonPacks
import Progress
import Reports

extension Model {
  /// The finale opens when every block passes.
  public var isFinaleOpen: Bool { pack.finale != nil && pack.blocks.allSatisfy(progress.passes) }

  /// Asked for and not at its end.
  var isFinaleRunning: Bool { finale.map { $0.ending == nil } ?? false }

  /// Shows the finale, and runs it unless it is running or was just seen to its end.
  mutating func openFinale() -> [Effect] {
    guard pack.finale != nil else {
      notice = .noFinale
      return []
    }
    guard isFinaleOpen else {
      notice = .finaleLocked(
        red: pack.checks.filter { progress.checks[$0.id]?.state != .passed }.map(\.id))
      return []
    }
    let isShown = overlay?.kind == .finale
    overlay = Overlay(.finale)
    guard finale == nil || (isShown && !isFinaleRunning) else { return [] }
    guard pack.finale?.languageModel != nil else { return startFinale(.small) }
    // What it runs with is chosen first.
    finale = nil
    return [.findModels]
  }

  /// Whether the panel asks what the finale is to run with.
  var choosesFinale: Bool {
    overlay?.kind == .finale && finale == nil && pack.finale?.languageModel != nil
  }

  /// What the number stands for in the panel; nil where it stands for nothing.
  func staging(_ number: Int) -> FinaleStaging? {
    if number == 0 { return .small }
    let usable = languageModels?.usable ?? []
    return usable.indices.contains(number - 1) ? .languageModel(usable[number - 1]) : nil
  }

  /// Starts it with what the panel offers under this number.
  mutating func startFinale(with number: Int) -> [Effect] {
    guard isFinaleOpen, !isFinaleRunning, let staging = staging(number) else { return [] }
    overlay = Overlay(.finale)
    return startFinale(staging)
  }

  /// Whether the last finale left an adapter that can be trained on.
  var canTrainOn: Bool {
    guard case .languageModel(_, let wentOn) = staging else { return false }
    return finale?.ending == .finished && (wentOn || finale?.saved != nil)
  }

  /// Trains on from the adapter that the last finale left.
  mutating func trainOn() -> [Effect] {
    guard canTrainOn, case .languageModel(let choice, _) = staging else { return [] }
    return startFinale(.languageModel(choice, goesOn: true))
  }

  /// Starts the finale with this.
  public mutating func startFinale(_ staging: FinaleStaging) -> [Effect] {
    self.staging = staging
    lastFinale += 1
    finale = FinaleShow(start: 0)
    return [.startFinale(run: lastFinale, staging)]
  }

  mutating func stopFinale() -> [Effect] {
    finale = nil
    lastFinale += 1
    if overlay?.kind == .finale { overlay = nil }
    notice = .finaleStopped
    return [.cancelFinale]
  }

  /// Takes in what a finale says, unless it is one that was stopped.
  mutating func hear(_ event: FinaleEvent, of number: Int, at now: Double) -> [Effect] {
    guard number == lastFinale, var show = finale else { return [] }
    if case .compiling = event { show = FinaleShow(start: now) }
    show.take(event, at: now)
    finale = show
    adapterPath = show.saved ?? adapterPath
    guard show.ending == .finished else { return [] }
    progress.hasWatchedFinale = true
    progress.keepForPage(FinaleRecord(show, pack: pack))
    return [save()]
  }
}
