/// Reads what a pack says of its place among others.
enum PackOrder {
  /// The names in `after`, in their order; those that had to be reported are left out.
  ///
  /// `id` is the pack's own name, which it cannot come after. Whether a pack of a name is installed is
  /// not asked: a pack is the same on every machine.
  static func after(_ value: YamlValue, in id: String) -> [String] {
    var names: [String] = []
    for item in value.list() ?? [] {
      guard let name = PackNames.name(item) else { continue }
      if name == id {
        item.report(
          "`after` names this pack itself", hint: "Name the packs that are best done before it")
      } else if names.contains(name) {
        item.report("pack `\(name)` is there twice in `after`")
      } else {
        names.append(name)
      }
    }
    return names
  }
}
