#if canImport(Glibc)
  import Glibc

  /// What a program holds on to, as glibc counts it.
  enum HeapUse {
    /// The bytes that are allocated now, in all arenas together, but for what is cached for reuse.
    static func bytes() -> Int? {
      let total = #/<total type="(?:fast|rest|mmap)" count="\d+" size="(\d+)"/>/#
      let system = #/<system type="current" size="(\d+)"/>/#
      guard let report = report() else { return nil }
      // The sums over all arenas stand after the last of these.
      guard let summary = report.components(after: "</heap>") else { return nil }
      guard let taken = summary.firstMatch(of: system).flatMap({ Int($0.1) }) else { return nil }
      let sizes = summary.matches(of: total).compactMap { Int($0.1) }
      guard sizes.count == 3 else { return nil }
      // Blocks that were mapped one by one are in use; the others counted here are free.
      return taken - sizes[0] - sizes[1] + sizes[2]
    }

    /// The text that `malloc_info` writes. Swift's Glibc does not show the function.
    private static func report() -> String? {
      typealias Write = @convention(c) (Int32, UnsafeMutablePointer<FILE>) -> Int32
      guard let symbol = dlsym(nil, "malloc_info"), let file = tmpfile() else { return nil }
      defer { fclose(file) }
      guard unsafeBitCast(symbol, to: Write.self)(0, file) == 0 else { return nil }
      rewind(file)
      var text = [UInt8](repeating: 0, count: 1 << 16)
      let count = fread(&text, 1, text.count, file)
      return String(decoding: text[..<count], as: UTF8.self)
    }
  }

  extension String {
    /// What follows the last `mark`.
    fileprivate func components(after mark: String) -> Substring? {
      ranges(of: mark).last.map { self[$0.upperBound...] }
    }
  }
#endif
