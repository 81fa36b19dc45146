extension Module: CustomStringConvertible {
  /// The module and what is in it, as PyTorch's `repr`:
  ///
  /// ```
  /// MLP(
  ///   (fc1): Linear(in_features=64, out_features=256, bias=True)
  ///   (fc2): Linear(in_features=256, out_features=64, bias=True)
  /// )
  /// ```
  ///
  /// PyTorch: `torch.nn.Module.__repr__`.
  public final var description: String {
    let extra =
      extraDescription.isEmpty ? [] : extraDescription.split(separator: "\n").map(String.init)
    let children = childLines
    let kind = String(describing: type(of: self))
    if children.isEmpty && extra.count <= 1 { return "\(kind)(\(extra.first ?? ""))" }
    let lines = (extra + children).joined(separator: "\n").split(separator: "\n")
    return "\(kind)(\n" + lines.map { "  \($0)\n" }.joined() + ")"
  }

  /// A line or more for each child. A list shows a run of alike children once, as
  /// `(0-3): 4 x Block(…)`.
  private var childLines: [String] {
    let described = allChildren.map { (name: $0.name, text: $0.value.description) }
    guard self is ModuleList else { return described.map { "(\($0.name)): \($0.text)" } }
    var runs: [(first: String, last: String, count: Int, text: String)] = []
    for (name, text) in described {
      if let run = runs.last, run.text == text {
        runs[runs.count - 1] = (run.first, name, run.count + 1, text)
      } else {
        runs.append((name, name, 1, text))
      }
    }
    return runs.map {
      $0.count == 1
        ? "(\($0.first)): \($0.text)" : "(\($0.first)-\($0.last)): \($0.count) x \($0.text)"
    }
  }
}
