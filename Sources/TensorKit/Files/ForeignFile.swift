/// A file of another kind that stands where one of tensors, or an adapter's configuration, should.
///
/// PyTorch: nothing like it.
public enum ForeignFile: Equatable, Sendable {
  /// The small text that Git keeps in place of a large file.
  case gitLFSPointer
  /// HTML or XML, as servers send when they refuse.
  case webPage
  /// A zip archive: `torch.save` writes one.
  case zipArchive
  /// A Python pickle: older versions of `torch.save` wrote one.
  case pickle
  /// Anything compressed with gzip.
  case gzip
  /// Tensors in another format, by its name.
  case format(String)
  /// Any other text, with its beginning.
  case text(String)
}

extension ForeignFile {
  /// What the first bytes of a file say that it is; nil if they are of no kind that is known here.
  package init?(_ bytes: [UInt8]) {
    let start = bytes.prefix(512)
    if start.starts(with: [0x50, 0x4B, 3, 4]) || start.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .zipArchive
    } else if start.starts(with: [0x1F, 0x8B, 8]) {
      self = .gzip
    } else if start.count > 2, start[0] == 0x80, (2...5).contains(start[1]), start[2] != 0 {
      self = .pickle
    } else if Self.pointerBeginnings.contains(where: { Self.text(start).hasPrefix($0) }) {
      self = .gitLFSPointer
    } else if Self.isMarkup(start) {
      self = .webPage
    } else if let format = Self.formats.first(where: { start.starts(with: $0.start) }) {
      self = .format(format.name)
    } else {
      return nil
    }
  }

  /// As ``init(_:)``, and any text, where tensors should be.
  ///
  /// The first eight bytes of a safetensors file are a number, and small numbers begin as other
  /// formats do. What stands after them decides.
  init?(inPlaceOfTensors bytes: [UInt8]) {
    let claimsALength = bytes.count > 8 && bytes[4..<8].allSatisfy { $0 == 0 }
    if claimsALength, " \n\r\t{".utf8.contains(bytes[8]) { return nil }
    if let known = ForeignFile(bytes) {
      self = known
    } else if bytes.count >= 8, bytes.prefix(40).allSatisfy(Self.isPrintable) {
      let lines = bytes.prefix(40).split { $0 < 0x20 }
      self = .text(String(decoding: lines.first ?? [], as: UTF8.self))
    } else {
      return nil
    }
  }

  private static let formats: [(start: [UInt8], name: String)] = [
    (Array("GGUF".utf8), "GGUF"), ([0x89] + Array("HDF\r\n".utf8), "HDF5"),
    ([0x93] + Array("NUMPY".utf8), "NumPy array"),
  ]

  // The second is what Git LFS was called before it had that name.
  private static let pointerBeginnings = [
    "version https://git-lfs.github.com/spec/", "version https://hawser.github.com/spec/",
  ]

  /// The bytes as text, without the mark and the space that may stand before it.
  private static func text(_ start: ArraySlice<UInt8>) -> String {
    let marked = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start
    return String(decoding: marked.drop { " \n\r\t".utf8.contains($0) }, as: UTF8.self)
  }

  private static func isMarkup(_ start: ArraySlice<UInt8>) -> Bool {
    let text = text(start).utf8
    guard text.first == UInt8(ascii: "<"), let next = text.dropFirst().first else { return false }
    return next == UInt8(ascii: "!") || next == UInt8(ascii: "?")
      || Character(Unicode.Scalar(next)).isLetter
  }

  private static func isPrintable(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) || "\n\r\t".utf8.contains(byte)
  }
}

extension ForeignFile {
  /// What the file is, without a full stop.
  package var sentence: String {
    switch self {
    case .gitLFSPointer: "is a Git LFS pointer, which only names the file that should be here"
    case .webPage: "is a web page (HTML or XML), as a server sends it in place of a file"
    case .zipArchive: "is a zip archive, as torch.save writes it"
    case .pickle: "is a Python pickle, as torch.save wrote it before it wrote zip archives"
    case .gzip: "is compressed with gzip"
    case .format(let name): "is a \(name) file"
    case .text(let start): "is text that begins with \"\(start)\", and no safetensors file"
    }
  }

  /// How to come by the file that should be here.
  package var remedy: String {
    switch self {
    case .gitLFSPointer: "Download the file itself, for example with `git lfs pull`."
    case .webPage, .text:
      "Download the file itself: check the address, and whether it needs a login."
    case .zipArchive, .pickle:
      "Load it with torch.load(path, weights_only=True) and save its tensors with "
        + "safetensors.torch.save_file."
    case .format: "Convert it to safetensors with a program that reads both."
    case .gzip: "Unpack it first, for example with gunzip."
    }
  }
}
